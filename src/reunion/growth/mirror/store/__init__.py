"""SQL on the mirror's tables."""
