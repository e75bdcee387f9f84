"""审计日志: who changed what, read from the domain events."""
