-- 规则组: who looks after which members, and what he may do there; and the tags of such a group.

CREATE TABLE strategy_counter (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    next_id     integer NOT NULL DEFAULT 1
);

CREATE TABLE strategy (
    corp_id         bigint NOT NULL REFERENCES corp,
    id              integer NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('customer', 'moment')),
    parent_id       integer,
    name            text NOT NULL,
    admin_ids       bigint[] NOT NULL DEFAULT '{}',
    -- privileges that are off; all others of its kind are on
    withheld        text[] NOT NULL DEFAULT '{}',
    created_by_app  bigint,
    created_by      text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, parent_id) REFERENCES strategy (corp_id, id)
);
CREATE INDEX strategy_of_kind ON strategy (corp_id, kind, id);

-- type 1 a member, 2 a department with all below it.
CREATE TABLE strategy_range (
    corp_id     bigint NOT NULL,
    strategy_id integer NOT NULL,
    type        smallint NOT NULL CHECK (type IN (1, 2)),
    subject_id  bigint NOT NULL,
    PRIMARY KEY (corp_id, strategy_id, type, subject_id),
    FOREIGN KEY (corp_id, strategy_id) REFERENCES strategy (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX strategy_range_subject ON strategy_range (corp_id, type, subject_id);

-- Tag groups of a rule group: null is the company's. A deleted rule group's tags are deleted by a subscriber.
ALTER TABLE tag_group ADD COLUMN strategy_id integer;
ALTER TABLE tag_group DROP CONSTRAINT tag_group_corp_id_name_key;
CREATE UNIQUE INDEX tag_group_name ON tag_group (corp_id, coalesce(strategy_id, 0), name);
