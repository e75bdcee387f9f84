-- Everybody is looked at a piece a transaction: for which wish and which day, and up to which part.
ALTER TABLE segment ADD COLUMN settling bigint;
ALTER TABLE segment ADD COLUMN settling_on date;
ALTER TABLE segment ADD COLUMN settled_to integer NOT NULL DEFAULT -1;
