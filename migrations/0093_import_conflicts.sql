-- Rows whose identities are of several people that could not be made one: the evidence waits for somebody.
ALTER TABLE growth_import ADD COLUMN rows_conflict bigint DEFAULT 0 NOT NULL;
