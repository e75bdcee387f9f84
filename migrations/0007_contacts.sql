-- 客户 and 跟进关系. Big tables: contact_id is the partition key, in every unique key and every query.

CREATE TABLE contact (
    id              bigint NOT NULL DEFAULT nextval('principal_seq'),
    corp_id         bigint NOT NULL REFERENCES corp,
    person_id       bigint NOT NULL REFERENCES person,
    external_userid text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, external_userid),
    UNIQUE (corp_id, person_id)
);
CREATE INDEX contact_person ON contact (person_id);

-- state of a follow:
--   requested  the customer asked, the member has not confirmed
--   active     both sides are contacts; only these count for the caps
--   temporary  a temporary chat by a contact way, until chat_expires_at; nobody's customer
--   deleted_by_member / deleted_by_customer  kept for history, re-add makes it active again
CREATE TABLE follow (
    corp_id         bigint NOT NULL,
    contact_id      bigint NOT NULL,
    member_id       bigint NOT NULL,
    state           text NOT NULL CHECK (state IN ('requested', 'active', 'temporary', 'deleted_by_member', 'deleted_by_customer')),
    blocked_by_customer boolean NOT NULL DEFAULT false,
    -- what the customer calls the member
    remark_by_customer text NOT NULL DEFAULT '',
    remark          text NOT NULL DEFAULT '',
    description     text NOT NULL DEFAULT '',
    remark_company  text NOT NULL DEFAULT '',
    remark_mobiles  text[] NOT NULL DEFAULT '{}',
    remark_media_id text,
    -- WeCom's add_way numbers; source_state is the contact way's `state`
    add_way         integer NOT NULL DEFAULT 0,
    source_state    text NOT NULL DEFAULT '',
    contact_way_id  bigint,
    oper_userid     text NOT NULL DEFAULT '',
    apply_text      text NOT NULL DEFAULT '',
    requested_at    timestamptz,
    added_at        timestamptz,
    -- when it was last asked for or added: the order of lists
    since           timestamptz NOT NULL,
    ended_at        timestamptz,
    -- set when the member resigned and nobody has taken the customer over
    unassigned_at   timestamptz,
    chat_expires_at timestamptz,
    conversation_id bigint,
    -- pinyin of the name shown to the member, for order; and all that a search may match
    name_key        text NOT NULL DEFAULT '',
    search          text NOT NULL DEFAULT '',
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, contact_id, member_id),
    FOREIGN KEY (corp_id, contact_id) REFERENCES contact (corp_id, id),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id)
);
CREATE INDEX follow_by_member ON follow (corp_id, member_id, state, since DESC, contact_id DESC);
CREATE INDEX follow_of_member ON follow (corp_id, member_id, contact_id) WHERE state = 'active';
CREATE INDEX follow_by_name ON follow (corp_id, member_id, name_key, contact_id) WHERE state = 'active';
CREATE INDEX follow_by_time ON follow (corp_id, since DESC, contact_id DESC, member_id DESC);
CREATE INDEX follow_by_corp_name ON follow (corp_id, name_key, contact_id, member_id);
CREATE INDEX follow_changed ON follow (corp_id, member_id, changed);
CREATE INDEX follow_temporary ON follow (chat_expires_at) WHERE state = 'temporary';
CREATE INDEX follow_by_source ON follow (corp_id, source_state, since DESC) WHERE source_state <> '';
CREATE INDEX follow_by_way ON follow (corp_id, contact_way_id) WHERE contact_way_id IS NOT NULL;
CREATE INDEX follow_unassigned ON follow (corp_id, unassigned_at) WHERE unassigned_at IS NOT NULL;

-- How many customers a member has and a corp in all: counted under the row lock, the CHECK has the last word.
CREATE TABLE member_load (
    corp_id     bigint NOT NULL,
    member_id   bigint NOT NULL,
    customers   integer NOT NULL DEFAULT 0 CHECK (customers >= 0),
    cap         integer NOT NULL,
    PRIMARY KEY (corp_id, member_id),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id),
    CHECK (customers <= cap)
);

CREATE TABLE corp_load (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    relations   integer NOT NULL DEFAULT 0 CHECK (relations >= 0),
    cap         integer NOT NULL,
    CHECK (relations <= cap)
);

CREATE TABLE follow_tag (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    member_id   bigint NOT NULL,
    tag_id      bigint NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, contact_id, member_id, tag_id),
    FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES follow (corp_id, contact_id, member_id),
    FOREIGN KEY (corp_id, tag_id) REFERENCES tag (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX follow_tag_by_tag ON follow_tag (corp_id, tag_id, contact_id);

-- 联系我
CREATE TABLE contact_way (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    corp_id         bigint NOT NULL REFERENCES corp,
    config_id       text NOT NULL,
    slug            text NOT NULL UNIQUE,
    type            smallint NOT NULL CHECK (type IN (1, 2)),
    scene           smallint NOT NULL CHECK (scene IN (1, 2)),
    style           smallint NOT NULL DEFAULT 0,
    remark          text NOT NULL DEFAULT '',
    skip_verify     boolean NOT NULL DEFAULT true,
    state           text NOT NULL DEFAULT '',
    member_ids      bigint[] NOT NULL,
    department_ids  integer[] NOT NULL DEFAULT '{}',
    is_temp         boolean NOT NULL DEFAULT false,
    is_exclusive    boolean NOT NULL DEFAULT false,
    expires_at      timestamptz,
    chat_expires_in integer,
    unionid         text NOT NULL DEFAULT '',
    conclusions     jsonb,
    tag_ids         bigint[] NOT NULL DEFAULT '{}',
    -- a member's own code, made on first use
    owner_id        bigint,
    created_by_app  bigint,
    created_by      text NOT NULL DEFAULT '',
    opened          bigint NOT NULL DEFAULT 0,
    added           bigint NOT NULL DEFAULT 0,
    deleted_at      timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, config_id)
);
CREATE INDEX contact_way_recent ON contact_way (corp_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX contact_way_owner ON contact_way (corp_id, owner_id) WHERE owner_id IS NOT NULL AND deleted_at IS NULL;

-- How many ways a corp has (500,000 by WeCom's limit), counted under the row lock.
CREATE TABLE contact_way_quota (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    used        integer NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND 500000)
);

-- Statistics of a code by day, in the corp's time zone.
CREATE TABLE contact_way_day (
    corp_id     bigint NOT NULL,
    way_id      bigint NOT NULL,
    day         date NOT NULL,
    opened      bigint NOT NULL DEFAULT 0,
    added       bigint NOT NULL DEFAULT 0,
    lost        bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, way_id, day),
    FOREIGN KEY (corp_id, way_id) REFERENCES contact_way (corp_id, id)
);

-- Which member a visitor of a code gets, so that opening it again shows the same one.
-- visitor: "p<person id>" when signed in, otherwise "v<random cookie>".
CREATE TABLE contact_way_visit (
    corp_id     bigint NOT NULL,
    way_id      bigint NOT NULL,
    visitor     text NOT NULL,
    member_id   bigint NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, way_id, visitor),
    FOREIGN KEY (corp_id, way_id) REFERENCES contact_way (corp_id, id)
);
CREATE INDEX contact_way_visit_recent ON contact_way_visit (corp_id, way_id, at);

-- Welcomes: a contact way's, a member's, or (both null) the corp's.
CREATE TABLE welcome (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id     bigint NOT NULL REFERENCES corp,
    member_id   bigint,
    contact_way_id bigint,
    text        text NOT NULL DEFAULT '',
    attachments jsonb NOT NULL DEFAULT '[]',
    enabled     boolean NOT NULL DEFAULT true,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CHECK (member_id IS NULL OR contact_way_id IS NULL),
    UNIQUE NULLS NOT DISTINCT (corp_id, member_id, contact_way_id)
);

-- One row per addition: exactly one welcome is ever claimed (sent_at set once under the row lock).
CREATE TABLE welcome_slot (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    member_id   bigint NOT NULL,
    conversation_id bigint NOT NULL,
    -- what is said after this seq is talk, and ends the time for a welcome
    opened_seq  bigint NOT NULL,
    opened_at   timestamptz NOT NULL,
    code_hash   bytea UNIQUE,
    expires_at  timestamptz,
    sent_at     timestamptz,
    sent_by     text,
    PRIMARY KEY (corp_id, contact_id, member_id, opened_at)
);

-- Purchase history of a customer (kept by growth, keyed by the wire id).
CREATE TABLE purchase (
    corp_id         bigint NOT NULL REFERENCES corp,
    external_userid text NOT NULL,
    order_no        text NOT NULL,
    bought_at       timestamptz NOT NULL,
    amount_fen      bigint NOT NULL,
    items           jsonb NOT NULL DEFAULT '[]',
    store           text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, external_userid, order_no)
);
CREATE INDEX purchase_recent ON purchase (corp_id, external_userid, bought_at DESC);
