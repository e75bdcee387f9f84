-- Who told of which evidence that waits for somebody to decide: an import shows how much of its own still does.
CREATE TABLE identity_conflict_told (
    corp_id     bigint NOT NULL REFERENCES corp,
    -- what tells, in words of its own: import:12
    told_by     text NOT NULL,
    conflict_no integer NOT NULL,
    PRIMARY KEY (corp_id, told_by, conflict_no)
);
-- Of imports before this: what they found first themselves.
INSERT INTO identity_conflict_told (corp_id, told_by, conflict_no)
SELECT i.corp_id, 'import:' || i.import_no, c.conflict_no
FROM growth_import i JOIN identity_conflict c ON c.corp_id = i.corp_id AND c.source = 'import'
     AND c.found_at BETWEEN i.created_at AND coalesce(i.ended_at, now())
WHERE i.rows_conflict > 0;
ALTER TABLE growth_import DROP COLUMN rows_conflict;
