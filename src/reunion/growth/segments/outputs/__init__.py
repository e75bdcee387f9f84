"""The people of a segment as a table."""
