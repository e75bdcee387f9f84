"""SQL on the tables of the archive."""
