-- What the newest computation says of each customer (growth/predictions); reads say FINAL.
CREATE TABLE IF NOT EXISTS prediction_facts (
    corp_id UInt32,
    profile_no UInt32,
    version UInt64,
    gone UInt8 DEFAULT 0,
    rfm_r UInt8,
    rfm_f UInt8,
    rfm_m UInt8,
    expected_30 Nullable(Float64),
    expected_90 Nullable(Float64),
    expected_365 Nullable(Float64),
    alive Nullable(Float64),
    value_fen Nullable(Int64)
) ENGINE = ReplacingMergeTree(version, gone)
ORDER BY (corp_id, profile_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
