-- What happened to people, on its way into the engine. An occurrence is durable once its inbox row is
-- committed; then it is in exactly one of tracking_inbox, tracking_batch and the engine's tracked_event.

-- One row a group of occurrences that were committed together: JSON, a line each.
CREATE TABLE tracking_inbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id     bigint NOT NULL REFERENCES corp,
    entries     bytea NOT NULL,
    count       integer NOT NULL
);
ALTER TABLE tracking_inbox ALTER COLUMN entries SET STORAGE EXTERNAL;

-- Rows as they go to the engine, of any company. `token` goes with them, so that a batch which is given again
-- after its end was not seen is there once.
CREATE SEQUENCE tracking_batch_no;
CREATE TABLE tracking_batch (
    batch_no    bigint PRIMARY KEY,
    token       uuid NOT NULL DEFAULT gen_random_uuid(),
    lines       bytea NOT NULL,
    count       integer NOT NULL
);
ALTER TABLE tracking_batch ALTER COLUMN lines SET STORAGE EXTERNAL;

-- Which message ids came within the last days; `id` is made of the source and the sender's id. Beyond the window
-- (growth/tracking/model.py) rows are deleted.
CREATE TABLE tracking_message (
    corp_id     bigint NOT NULL,
    id          uuid NOT NULL,
    seen_at     timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
) WITH (autovacuum_vacuum_insert_scale_factor = 1);
CREATE INDEX tracking_message_old ON tracking_message USING brin (seen_at);

-- Who sends: a shop's site, an app, a till.
CREATE TABLE tracking_source (
    source_no   bigint GENERATED ALWAYS AS IDENTITY,
    corp_id     bigint NOT NULL REFERENCES corp,
    name        text NOT NULL,
    -- what its userId is
    user_kind   text NOT NULL DEFAULT 'member_no'
                CHECK (user_kind IN ('member_no', 'external_userid', 'unionid', 'openid', 'phone', 'email')),
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, source_no),
    UNIQUE (corp_id, name)
);

CREATE TABLE tracking_write_key (
    write_key   text PRIMARY KEY,
    corp_id     bigint NOT NULL,
    source_no   bigint NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    FOREIGN KEY (corp_id, source_no) REFERENCES tracking_source (corp_id, source_no)
);
CREATE INDEX tracking_write_key_of ON tracking_write_key (corp_id, source_no, created_at);

-- What was not taken, by day and reason, with the last message of it.
CREATE TABLE tracking_refusal (
    corp_id     bigint NOT NULL,
    source_no   bigint NOT NULL,
    day         date NOT NULL,
    reason      text NOT NULL,
    count       bigint NOT NULL,
    sample      text NOT NULL,
    last_at     timestamptz NOT NULL,
    PRIMARY KEY (corp_id, source_no, day, reason),
    FOREIGN KEY (corp_id, source_no) REFERENCES tracking_source (corp_id, source_no)
);

-- Rows that the engine itself could not read, kept for people to look at.
CREATE TABLE tracking_unreadable (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id     bigint NOT NULL REFERENCES corp,
    line        text NOT NULL,
    reason      text NOT NULL,
    at          timestamptz NOT NULL
);
