"""SQL of the acquisition tables. Names of members and customers are read by joins."""
