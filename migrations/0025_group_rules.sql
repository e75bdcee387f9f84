-- Rules of customer groups: keyword replies, guards against spam with what they did, and the blacklist.
-- A rule holds in the groups of group_ids, those with one of label_ids, and those of owner_ids; all empty: everywhere.

CREATE TABLE group_reply (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    words       text[] NOT NULL CHECK (cardinality(words) BETWEEN 1 AND 50),
    match       text NOT NULL CHECK (match IN ('exact', 'contains')),
    text        text NOT NULL,
    attachments jsonb NOT NULL,
    group_ids   bigint[] NOT NULL,
    label_ids   bigint[] NOT NULL,
    owner_ids   bigint[] NOT NULL,
    cooldown    integer NOT NULL CHECK (cooldown BETWEEN 10 AND 86400),
    enabled     boolean NOT NULL,
    -- messages before this are not its business
    since       timestamptz NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);

-- Which message was answered by which reply; the key lets each be answered once.
CREATE TABLE group_reply_said (
    corp_id     bigint NOT NULL,
    group_id    bigint NOT NULL,
    seq         bigint NOT NULL,
    reply_id    bigint NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, group_id, seq),
    FOREIGN KEY (corp_id, reply_id) REFERENCES group_reply (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX group_reply_said_of_reply ON group_reply_said (corp_id, reply_id, at);
CREATE INDEX group_reply_said_in_group ON group_reply_said (corp_id, group_id, at);

CREATE TABLE group_guard (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    words       text[] NOT NULL,
    links       boolean NOT NULL,
    hosts       text[] NOT NULL,
    miniprograms boolean NOT NULL,
    cards       boolean NOT NULL,
    -- so many messages within so many seconds
    flood       jsonb,
    action      text NOT NULL CHECK (action IN ('warn', 'remove', 'remove_and_block')),
    warning     text NOT NULL,
    group_ids   bigint[] NOT NULL,
    label_ids   bigint[] NOT NULL,
    owner_ids   bigint[] NOT NULL,
    exempt_ids  bigint[] NOT NULL,
    enabled     boolean NOT NULL,
    -- messages before this are not its business
    since       timestamptz NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);

-- What guards did: kept when the guard is deleted. One message is acted on once.
CREATE TABLE group_act (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    group_id    bigint NOT NULL,
    seq         bigint NOT NULL,
    contact_id  bigint NOT NULL,
    guard_id    bigint NOT NULL,
    guard_name  text NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('word', 'link', 'miniprogram', 'card', 'flood')),
    found       text NOT NULL,
    excerpt     text NOT NULL,
    action      text NOT NULL CHECK (action IN ('warn', 'remove', 'remove_and_block')),
    outcome     text NOT NULL CHECK (outcome IN ('warned', 'quiet', 'removed', 'blocked', 'gone')),
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, group_id, seq),
    FOREIGN KEY (corp_id, group_id) REFERENCES customer_group (corp_id, id)
);
CREATE INDEX group_act_recent ON group_act (corp_id, at DESC, id DESC);
CREATE INDEX group_act_of_contact ON group_act (corp_id, group_id, contact_id, at);
CREATE INDEX group_act_of_guard ON group_act (corp_id, guard_id, at);

-- 群聊黑名单: who cannot join the company's groups.
CREATE TABLE group_barred (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    reason      text NOT NULL,
    by_name     text NOT NULL,
    act_id      bigint,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, contact_id),
    FOREIGN KEY (corp_id, contact_id) REFERENCES contact (corp_id, id)
);
CREATE INDEX group_barred_recent ON group_barred (corp_id, at DESC, contact_id DESC);
