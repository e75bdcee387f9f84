"""The system on top, written against the protocol only."""
