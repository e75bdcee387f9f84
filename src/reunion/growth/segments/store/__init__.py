"""SQL of segments: on the engine (rows, groups, facts) and on PostgreSQL (saved, members, following)."""
