-- 人群: definitions with their versions, who is in the watched ones, and snapshots. Sets of people are portable
-- roaring bitmaps of profile numbers.

CREATE TABLE segment (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    description text NOT NULL,
    -- the newest version's
    version     integer NOT NULL,
    definition  jsonb NOT NULL,
    -- other segments inside it, and theirs
    made_of     bigint[] NOT NULL,
    -- who enters and leaves is told
    watched     boolean NOT NULL,
    count       integer,
    counted_at  timestamptz,
    -- all people are to be looked at again; null: only those who change
    due         boolean NOT NULL DEFAULT false,
    -- the company's day for which all were looked at
    settled_on  date,
    made_at     timestamptz NOT NULL,
    made_by     text NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE UNIQUE INDEX segment_name ON segment (corp_id, name);
CREATE INDEX segment_watched ON segment (corp_id, id) WHERE watched;

CREATE TABLE segment_version (
    corp_id     bigint NOT NULL,
    segment_id  bigint NOT NULL,
    version     integer NOT NULL,
    definition  jsonb NOT NULL,
    made_at     timestamptz NOT NULL,
    made_by     text NOT NULL,
    PRIMARY KEY (corp_id, segment_id, version),
    FOREIGN KEY (corp_id, segment_id) REFERENCES segment (corp_id, id) ON DELETE CASCADE
);

CREATE TABLE segment_snapshot (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    segment_id  bigint NOT NULL,
    version     integer NOT NULL,
    name        text NOT NULL,
    members     bytea NOT NULL,
    count       integer NOT NULL,
    made_at     timestamptz NOT NULL,
    made_by     text NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, segment_id) REFERENCES segment (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX segment_snapshot_of ON segment_snapshot (corp_id, segment_id);

-- Who is in a watched segment, as was told: a row for the numbers that share their higher half.
CREATE TABLE segment_members (
    corp_id     bigint NOT NULL,
    segment_id  bigint NOT NULL,
    part        integer NOT NULL,
    members     bytea NOT NULL,
    PRIMARY KEY (corp_id, segment_id, part),
    FOREIGN KEY (corp_id, segment_id) REFERENCES segment (corp_id, id) ON DELETE CASCADE
);

CREATE TABLE segment_day (
    corp_id     bigint NOT NULL,
    segment_id  bigint NOT NULL,
    day         date NOT NULL,
    entered     integer NOT NULL,
    "left"      integer NOT NULL,
    count       integer NOT NULL,
    PRIMARY KEY (corp_id, segment_id, day),
    FOREIGN KEY (corp_id, segment_id) REFERENCES segment (corp_id, id) ON DELETE CASCADE
);

-- Up to where what is new in the engine was looked at, by table. Global: one row for all companies.
CREATE TABLE segment_followed (
    facts       text PRIMARY KEY,
    until       bigint NOT NULL
);
INSERT INTO segment_followed VALUES ('profile_facts', 0), ('follow_facts', 0), ('prediction_facts', 0), ('tracked_event', 0);
