-- Which batch brought a row: what a backup of PostgreSQL's moment holds, and what is new to who watches.
-- 0: rows that came another way.
ALTER TABLE tracked_event ADD COLUMN IF NOT EXISTS batch UInt64 DEFAULT 0;
ALTER TABLE tracked_event ADD INDEX IF NOT EXISTS of_batch batch TYPE minmax;
