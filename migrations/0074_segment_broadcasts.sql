-- A segment as the audience of a 群发: a job that asks WeCom for one task a member and 10,000 of his customers.

CREATE TABLE segment_broadcast (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- given by who asked: the same again is the same broadcast
    key         text NOT NULL,
    segment_id  bigint NOT NULL,
    segment     text NOT NULL,
    text        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('sorting', 'asking', 'done', 'stopped')),
    -- who was in the segment when it began, as a roaring bitmap; empty once all are sorted
    people      bytea NOT NULL,
    total       integer NOT NULL,
    -- the number of a profile up to which people are sorted by their members
    sorted_to   bigint NOT NULL DEFAULT -1,
    sorted      integer NOT NULL DEFAULT 0,
    reachable   integer NOT NULL DEFAULT 0,
    -- WeCom is not asked before; why
    next_at     timestamptz NOT NULL,
    failures    integer NOT NULL DEFAULT 0,
    error       text NOT NULL DEFAULT '',
    -- the members alone who may be asked, where a scoped administrator began it; whose it is then
    userids     text[],
    own_of      bigint,
    made_by     text NOT NULL,
    made_at     timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE UNIQUE INDEX segment_broadcast_key ON segment_broadcast (corp_id, key);
CREATE INDEX segment_broadcast_of ON segment_broadcast (corp_id, segment_id, id DESC);
CREATE INDEX segment_broadcast_open ON segment_broadcast (next_at) WHERE state IN ('sorting', 'asking');

-- One call of add_msg_template. asked: it may have been carried out, and it is not known whether it was.
CREATE TABLE segment_broadcast_task (
    corp_id      bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    userid       text NOT NULL,
    part         integer NOT NULL,
    customers    integer NOT NULL,
    state        text NOT NULL CHECK (state IN ('waiting', 'asked', 'made', 'refused')),
    asked_at     timestamptz,
    -- a call is under way until then at the latest
    calling_until timestamptz,
    next_at      timestamptz NOT NULL,
    msgid        text NOT NULL DEFAULT '',
    -- customers whom WeCom did not take
    failed       integer NOT NULL DEFAULT 0,
    error        text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, broadcast_id, userid, part),
    FOREIGN KEY (corp_id, broadcast_id) REFERENCES segment_broadcast (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX segment_broadcast_task_open ON segment_broadcast_task (corp_id, next_at) WHERE state IN ('waiting', 'asked');
CREATE UNIQUE INDEX segment_broadcast_task_msgid ON segment_broadcast_task (corp_id, msgid) WHERE msgid <> '';

-- Whom a task that is still to be made is for.
CREATE TABLE segment_broadcast_customer (
    corp_id         bigint NOT NULL,
    broadcast_id    bigint NOT NULL,
    external_userid text NOT NULL,
    userid          text NOT NULL,
    part            integer NOT NULL,
    PRIMARY KEY (corp_id, broadcast_id, external_userid),
    FOREIGN KEY (corp_id, broadcast_id) REFERENCES segment_broadcast (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX segment_broadcast_customer_of ON segment_broadcast_customer (corp_id, broadcast_id, userid, part);
CREATE INDEX segment_broadcast_customer_is ON segment_broadcast_customer (corp_id, external_userid);
