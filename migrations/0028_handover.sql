-- Handover 继承: a customer goes from one member to another, after 24 hours in which she may refuse.

-- handing_to: to whom this follow is being handed over now; predecessors: the members who had the customer
-- before and handed her over, first to last: what was said with them may be read.
ALTER TABLE follow ADD COLUMN handing_to bigint, ADD COLUMN predecessors bigint[] NOT NULL DEFAULT '{}';
CREATE INDEX follow_handing ON follow (corp_id, handing_to) WHERE handing_to IS NOT NULL;

-- A job that hands over many: how many each taker gets is fixed when it is made.
CREATE TABLE handover_plan (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL CHECK (kind IN ('onjob', 'resigned')),
    from_id     bigint NOT NULL,
    state       text NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
    rule        jsonb NOT NULL,
    message     text NOT NULL DEFAULT '',
    customers   integer NOT NULL,
    started     integer NOT NULL DEFAULT 0,
    -- reason -> how many could not be started
    left_out    jsonb NOT NULL DEFAULT '{}',
    -- customers up to this one are given out
    reached     bigint NOT NULL DEFAULT 0,
    creator_id  bigint NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    done_at     timestamptz,
    try_at      timestamptz,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, from_id) REFERENCES member (corp_id, id)
);
CREATE INDEX handover_plan_due ON handover_plan (try_at) WHERE state = 'running';
CREATE INDEX handover_plan_recent ON handover_plan (corp_id, created_at DESC, id DESC);
-- One member's customers are given out by one job at a time.
CREATE UNIQUE INDEX handover_plan_running ON handover_plan (corp_id, from_id) WHERE state = 'running';

CREATE TABLE handover_share (
    corp_id     bigint NOT NULL,
    plan_id     bigint NOT NULL,
    place       integer NOT NULL,
    to_id       bigint NOT NULL,
    had         integer NOT NULL,
    customers   integer NOT NULL,
    given       integer NOT NULL DEFAULT 0 CHECK (given <= customers),
    PRIMARY KEY (corp_id, plan_id, to_id),
    FOREIGN KEY (corp_id, plan_id) REFERENCES handover_plan (corp_id, id),
    FOREIGN KEY (corp_id, to_id) REFERENCES member (corp_id, id)
);

CREATE TABLE handover (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL CHECK (kind IN ('onjob', 'resigned')),
    contact_id  bigint NOT NULL,
    from_id     bigint NOT NULL,
    to_id       bigint NOT NULL CHECK (to_id <> from_id),
    -- waiting: until due_at · done · refused by the customer · full: no place with the taker ·
    -- ended: called off, or it could not be any more (reason says why)
    state       text NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'done', 'refused', 'full', 'ended')),
    reason      text NOT NULL DEFAULT '',
    -- what the taker says to the customer once it is done; empty: nothing
    message     text NOT NULL DEFAULT '',
    greeting    text NOT NULL DEFAULT 'none' CHECK (greeting IN ('none', 'waiting', 'sent', 'refused')),
    origin      text NOT NULL CHECK (origin IN ('console', 'api')),
    creator_id  bigint NOT NULL,
    created_by  text NOT NULL,
    oper_userid text NOT NULL DEFAULT '',
    plan_id     bigint,
    created_at  timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    settled_at  timestamptz,
    -- when the worker looks at it next
    try_at      timestamptz,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, contact_id, from_id) REFERENCES follow (corp_id, contact_id, member_id),
    FOREIGN KEY (corp_id, to_id) REFERENCES member (corp_id, id)
);
CREATE UNIQUE INDEX handover_waiting ON handover (corp_id, contact_id, from_id) WHERE state = 'waiting';
CREATE INDEX handover_due ON handover (try_at) WHERE try_at IS NOT NULL;
CREATE INDEX handover_of_customer ON handover (corp_id, contact_id, created_at);
CREATE INDEX handover_between ON handover (corp_id, from_id, to_id, contact_id);
CREATE INDEX handover_to ON handover (corp_id, to_id, id DESC);
CREATE INDEX handover_recent ON handover (corp_id, id DESC);
CREATE INDEX handover_of_plan ON handover (corp_id, plan_id) WHERE plan_id IS NOT NULL;
