-- What segments, timelines and figures are computed from. The record is PostgreSQL (profiles, follows) and the
-- inbox that was drained into tracked_event. Numbers of profiles are dense within a company.

-- One row a person; the newest version counts, so reads say FINAL. Fields of a company's own are columns
-- f_<number> that growth/profiles adds.
CREATE TABLE IF NOT EXISTS profile_facts (
    corp_id UInt32,
    profile_no UInt32,
    version UInt64,
    gone UInt8 DEFAULT 0,
    name String,
    gender LowCardinality(String),
    birthday Nullable(Date32),
    city LowCardinality(String),
    latitude Nullable(Float64),
    longitude Nullable(Float64),
    known_since DateTime64(3, 'UTC'),
    is_contact UInt8
) ENGINE = ReplacingMergeTree(version, gone)
ORDER BY (corp_id, profile_no);

-- One row a pair of person and member, past ones too.
CREATE TABLE IF NOT EXISTS follow_facts (
    corp_id UInt32,
    profile_no UInt32,
    userid LowCardinality(String),
    version UInt64,
    gone UInt8 DEFAULT 0,
    state LowCardinality(String),
    add_way UInt16,
    channel LowCardinality(String),
    added_at DateTime64(3, 'UTC'),
    ended_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = ReplacingMergeTree(version, gone)
ORDER BY (corp_id, profile_no, userid);

-- Everything that happened to somebody. profile_no is who it was taken for when it arrived; who became
-- another person since stands in profile_move.
CREATE TABLE IF NOT EXISTS tracked_event (
    corp_id UInt32,
    name LowCardinality(String),
    at DateTime64(3, 'UTC'),
    profile_no UInt32,
    id UUID,
    received_at DateTime64(3, 'UTC'),
    source LowCardinality(String),
    userid LowCardinality(String),
    subject String,
    amount_fen Int64 DEFAULT 0,
    identity String,
    properties JSON(max_dynamic_paths = 256),
    PROJECTION of_profile (SELECT * ORDER BY corp_id, profile_no, at)
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (corp_id, name, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

CREATE TABLE IF NOT EXISTS profile_move (
    corp_id UInt32,
    from_no UInt32,
    version UInt64,
    to_no UInt32
) ENGINE = ReplacingMergeTree(version)
ORDER BY (corp_id, from_no);
