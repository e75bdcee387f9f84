-- 可见范围 may name member tags too: an app sees whoever and whatever departments are under one of them.
ALTER TABLE app ADD COLUMN visible_tags integer[] NOT NULL DEFAULT '{}';
