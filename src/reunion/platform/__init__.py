"""A WeCom you can host: it serves the protocol and holds its rules."""
