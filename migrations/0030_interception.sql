-- Interception 聊天敏感词: what members may not say to customers, what is watched, and every hit.

CREATE TABLE intercept_rule (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    rule_id     text NOT NULL,
    name        text NOT NULL,
    action      text NOT NULL CHECK (action IN ('block', 'warn')),
    words       text[] NOT NULL,
    -- 1 mobile number, 2 e-mail address, 3 red packet
    semantics   smallint[] NOT NULL,
    member_ids  bigint[] NOT NULL,
    department_ids integer[] NOT NULL,
    -- who is alerted
    watchers    bigint[] NOT NULL DEFAULT '{}',
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    -- a deleted rule is remembered: its hits name it, and its id is answered with 41071
    deleted_at  timestamptz,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, rule_id)
);
CREATE UNIQUE INDEX intercept_rule_name ON intercept_rule (corp_id, name) WHERE deleted_at IS NULL;

-- Acts of members that are watched; without a row an act is watched and nobody is alerted.
CREATE TABLE sensitive_act (
    corp_id     bigint NOT NULL REFERENCES corp,
    act         text NOT NULL,
    watched     boolean NOT NULL,
    -- of exports: from so many rows on
    threshold   integer NOT NULL DEFAULT 0,
    watchers    bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (corp_id, act)
);

CREATE TABLE intercept_hit (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- either a rule or an act
    rule        bigint,
    act         text,
    -- what was found: the word, or mobile, email, red_packet; of an act, what it was done to
    found       text NOT NULL,
    by_customer boolean NOT NULL,
    -- confirmed: warned, and sent all the same; seen: said or done, nothing was held back
    outcome     text NOT NULL CHECK (outcome IN ('blocked', 'warned', 'confirmed', 'seen')),
    member_id   bigint NOT NULL,
    contact_id  bigint,
    conversation_id bigint,
    client_id   text,
    excerpt     text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    CHECK ((rule IS NULL) <> (act IS NULL))
);
CREATE INDEX intercept_hit_of_member ON intercept_hit (corp_id, member_id, id DESC);
CREATE INDEX intercept_hit_at ON intercept_hit (corp_id, at DESC);
-- a message that is sent again is one hit of each rule
CREATE UNIQUE INDEX intercept_hit_of_message
    ON intercept_hit (corp_id, conversation_id, client_id, by_customer, rule) WHERE rule IS NOT NULL;
CREATE UNIQUE INDEX intercept_hit_of_act
    ON intercept_hit (corp_id, conversation_id, client_id, by_customer, act)
    WHERE act IS NOT NULL AND client_id IS NOT NULL;

-- Up to which hit an administrator has seen his alerts.
CREATE TABLE intercept_seen (
    corp_id     bigint NOT NULL,
    member_id   bigint NOT NULL,
    seen_to     bigint NOT NULL,
    PRIMARY KEY (corp_id, member_id)
);
