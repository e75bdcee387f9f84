-- What is said in groups, counted behind the messages, each once: the sums by day, and how far they are.

CREATE TABLE group_talk (
    corp_id     bigint NOT NULL,
    group_id    bigint NOT NULL,
    -- a group's messages become visible in the order of seq: up to here they are counted and were heard
    seq         bigint NOT NULL,
    PRIMARY KEY (corp_id, group_id)
) WITH (fillfactor = 80);

CREATE TABLE group_talk_day (
    corp_id     bigint NOT NULL REFERENCES corp,
    day         date NOT NULL,
    group_id    bigint NOT NULL,
    principal_id bigint NOT NULL,
    messages    integer NOT NULL,
    PRIMARY KEY (corp_id, group_id, day, principal_id)
) WITH (fillfactor = 80);

-- One row: the messages of every transaction below this were looked at.
CREATE TABLE group_talk_progress (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    changed     bigint NOT NULL
);
INSERT INTO group_talk_progress (changed)
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
