-- Growth's connection to a WeCom, and what it has read there: members, tags, customers, groups.

-- One row a corp whose WeCom is read. base_url '': the embedded platform, which needs no secrets.
CREATE TABLE wecom_connection (
    corp_id         bigint PRIMARY KEY REFERENCES corp,
    base_url        text NOT NULL DEFAULT '',
    corpid          text NOT NULL DEFAULT '',
    agentid         bigint,
    secret          bytea,
    -- the end of the address at which a foreign WeCom's callbacks come in
    address         text NOT NULL UNIQUE,
    callback_token  text NOT NULL DEFAULT '',
    callback_key    bytea,
    -- when WeCom last checked the address, and when something was last heard there
    verified_at     timestamptz,
    heard_at        timestamptz,
    -- hours from one reconciliation to the next; 0: on demand only
    every_hours     integer NOT NULL DEFAULT 24 CHECK (every_hours BETWEEN 0 AND 720),
    since           timestamptz NOT NULL,
    CHECK ((base_url = '') = (secret IS NULL))
);

-- Who is at it, and until when nothing is asked. One process at a time reads a corp's WeCom: it holds the lease,
-- and every one of its transactions makes sure of it.
CREATE TABLE wecom_mirror (
    corp_id         bigint PRIMARY KEY REFERENCES corp,
    next_round_at   timestamptz,
    lease           uuid,
    lease_until     timestamptz,
    paused_until    timestamptz,
    errcode         integer,
    error           text NOT NULL DEFAULT '',
    failures        integer NOT NULL DEFAULT 0,
    marks_paused_until timestamptz
);

-- A reading of everything: the first one, then reconciliations. `repairs` false: it only looks.
CREATE TABLE wecom_round (
    corp_id         bigint NOT NULL REFERENCES corp,
    round_no        integer NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('first', 'schedule', 'demand')),
    repairs         boolean NOT NULL,
    began_at        timestamptz NOT NULL,
    finished_at     timestamptz,
    stage           text NOT NULL DEFAULT 'directory'
        CHECK (stage IN ('directory', 'tags', 'customers', 'groups', 'done')),
    members         integer NOT NULL DEFAULT 0,
    members_done    integer NOT NULL DEFAULT 0,
    follows         bigint NOT NULL DEFAULT 0,
    groups          integer NOT NULL DEFAULT 0,
    drifts          bigint NOT NULL DEFAULT 0,
    -- stages that WeCom refused: [{stage, errcode, errmsg}]
    refusals        jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (corp_id, round_no)
);
CREATE UNIQUE INDEX wecom_round_open ON wecom_round (corp_id) WHERE finished_at IS NULL;

-- What of a round's stage is still to be read: some members' customers page by page; or the groups.
CREATE TABLE wecom_round_part (
    corp_id         bigint NOT NULL REFERENCES corp,
    round_no        integer NOT NULL,
    part_no         integer NOT NULL,
    userids         text[] NOT NULL,
    cursor          text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, round_no, part_no)
);

-- Something of which WeCom said that it changed: it is read again. What came in since the reading began (another
-- version) is read once more.
CREATE TABLE wecom_hint (
    corp_id         bigint NOT NULL REFERENCES corp,
    kind            text NOT NULL CHECK (kind IN ('customer', 'group', 'tags', 'directory')),
    key             text NOT NULL,
    version         bigint NOT NULL DEFAULT 1,
    -- who ended which follow and when, which no reading tells: {userid: {state, at}}
    said            jsonb NOT NULL DEFAULT '{}',
    -- by a callback; else we look of our own accord
    told            boolean NOT NULL DEFAULT true,
    came_at         timestamptz NOT NULL,
    next_at         timestamptz NOT NULL,
    attempts        integer NOT NULL DEFAULT 0,
    errcode         integer,
    error           text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, kind, key)
);
CREATE INDEX wecom_hint_due ON wecom_hint (next_at);

CREATE TABLE wecom_department (
    corp_id         bigint NOT NULL REFERENCES corp,
    department_id   bigint NOT NULL,
    parent_id       bigint NOT NULL,
    name            text NOT NULL,
    PRIMARY KEY (corp_id, department_id)
);

-- has_customers: may have them (客户联系). gone_at: not in the directory any more.
CREATE TABLE wecom_member (
    corp_id         bigint NOT NULL REFERENCES corp,
    userid          text NOT NULL,
    name            text NOT NULL DEFAULT '',
    departments     bigint[] NOT NULL DEFAULT '{}',
    has_customers   boolean NOT NULL DEFAULT false,
    gone_at         timestamptz,
    PRIMARY KEY (corp_id, userid)
);

-- tag_no: of growth_tag.
CREATE TABLE wecom_tag (
    corp_id         bigint NOT NULL REFERENCES corp,
    wecom_id        text NOT NULL,
    group_name      text NOT NULL,
    name            text NOT NULL,
    tag_no          integer NOT NULL,
    gone_at         timestamptz,
    PRIMARY KEY (corp_id, wecom_id)
);
CREATE INDEX wecom_tag_by_no ON wecom_tag (corp_id, tag_no);

-- type 1 WeChat, 2 WeCom; gender 1 male, 2 female, 0 unknown.
CREATE TABLE wecom_customer (
    corp_id         bigint NOT NULL REFERENCES corp,
    external_userid text NOT NULL,
    name            text NOT NULL,
    avatar          text NOT NULL,
    gender          smallint NOT NULL,
    type            smallint NOT NULL,
    unionid         text NOT NULL,
    company         text NOT NULL,
    PRIMARY KEY (corp_id, external_userid)
);

-- Who has whom, past ones too. state: active · lost (the customer deleted the member) · dropped (he deleted her) ·
-- ended (nobody told how). channel: what WeCom calls state, of the code or link she came by. known_at: when the
-- reading began that said so, or when a tag was written; an older reading is not believed.
CREATE TABLE wecom_follow (
    corp_id         bigint NOT NULL REFERENCES corp,
    external_userid text NOT NULL,
    userid          text NOT NULL,
    remark          text NOT NULL,
    description     text NOT NULL,
    company         text NOT NULL,
    mobiles         text[] NOT NULL,
    tag_ids         text[] NOT NULL,
    state           text NOT NULL CHECK (state IN ('active', 'lost', 'dropped', 'ended')),
    add_way         integer NOT NULL,
    channel         text NOT NULL,
    added_at        timestamptz NOT NULL,
    ended_at        timestamptz,
    known_at        timestamptz NOT NULL,
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, external_userid, userid),
    CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE INDEX wecom_follow_of_member ON wecom_follow (corp_id, userid, external_userid) WHERE ended_at IS NULL;
CREATE INDEX wecom_follow_changed ON wecom_follow (changed);

CREATE TABLE wecom_group (
    corp_id         bigint NOT NULL REFERENCES corp,
    chat_id         text NOT NULL,
    name            text NOT NULL,
    owner           text NOT NULL,
    version         text NOT NULL,
    made_at         timestamptz NOT NULL,
    -- the last round that saw it
    round_no        integer NOT NULL DEFAULT 0,
    gone_at         timestamptz,
    PRIMARY KEY (corp_id, chat_id)
);

-- Everybody who is or was in a group; outsider: no member of the company.
CREATE TABLE wecom_group_member (
    corp_id         bigint NOT NULL REFERENCES corp,
    chat_id         text NOT NULL,
    userid          text NOT NULL,
    outsider        boolean NOT NULL,
    join_scene      smallint NOT NULL,
    joined_at       timestamptz NOT NULL,
    left_at         timestamptz,
    PRIMARY KEY (corp_id, chat_id, userid)
);
CREATE INDEX wecom_group_member_of ON wecom_group_member (corp_id, userid) WHERE left_at IS NULL;

-- What a reconciliation found to be other than we held it. since: when we last knew it to be right.
CREATE TABLE wecom_drift (
    corp_id         bigint NOT NULL REFERENCES corp,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    round_no        integer NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('missing', 'gone', 'differs', 'customer')),
    external_userid text NOT NULL,
    userid          text NOT NULL,
    -- {field: [ours, WeCom's]}
    fields          jsonb NOT NULL,
    cause           text NOT NULL CHECK (cause IN ('untold', 'late', 'not_heard', 'failed')),
    since           timestamptz,
    found_at        timestamptz NOT NULL,
    repaired_at     timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX wecom_drift_recent ON wecom_drift (corp_id, external_userid, found_at);

-- Tags to be written, a row a follow, in the order of their ids within a follow.
CREATE TABLE wecom_marking (
    corp_id         bigint NOT NULL REFERENCES corp,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    reason          text NOT NULL,
    profile_no      bigint NOT NULL,
    external_userid text NOT NULL,
    userid          text NOT NULL,
    add_ids         text[] NOT NULL,
    remove_ids      text[] NOT NULL,
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'refused')),
    attempts        integer NOT NULL DEFAULT 0,
    next_at         timestamptz NOT NULL,
    errcode         integer,
    error           text NOT NULL DEFAULT '',
    queued_at       timestamptz NOT NULL,
    done_at         timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX wecom_marking_due ON wecom_marking (next_at) WHERE state = 'queued';
CREATE INDEX wecom_marking_of_follow ON wecom_marking (corp_id, external_userid, userid, id) WHERE state = 'queued';
CREATE INDEX wecom_marking_of_reason ON wecom_marking (corp_id, reason, id);
CREATE INDEX wecom_marking_over ON wecom_marking (done_at) WHERE state <> 'queued';

-- People who were erased: what WeCom still says of them up to then is not taken in again. who: SHA-256.
CREATE TABLE wecom_erased (
    corp_id         bigint NOT NULL REFERENCES corp,
    who             bytea NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (corp_id, who)
);

-- How far the engine has followed wecom_follow: all that transactions below `changed` wrote is there.
CREATE TABLE wecom_carried (
    name            text PRIMARY KEY,
    changed         xid8 NOT NULL
);
INSERT INTO wecom_carried VALUES ('follow_facts', '0');

-- Companies that are there already are connected to the platform they live on.
INSERT INTO wecom_connection (corp_id, address, since)
SELECT id, replace(gen_random_uuid()::text, '-', ''), now() FROM corp;
INSERT INTO wecom_mirror (corp_id, next_round_at) SELECT id, now() FROM corp;
