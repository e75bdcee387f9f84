-- Each wish to look at everybody again has a number: one that comes while the last is being fulfilled is not lost.
ALTER TABLE segment DROP COLUMN due;
ALTER TABLE segment ADD COLUMN asked bigint NOT NULL DEFAULT 0;
ALTER TABLE segment ADD COLUMN settled bigint NOT NULL DEFAULT 0;
-- Whose it is, where people did not make it themselves: it is not listed.
ALTER TABLE segment ADD COLUMN owner text NOT NULL DEFAULT '';
