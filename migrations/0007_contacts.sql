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
--   active     both sides are contacts
--   requested  the customer asked, the member has not confirmed (add_half)
--   deleted_by_member / deleted_by_customer / resigned  kept for history, re-add makes it active again
CREATE TABLE follow (
    corp_id         bigint NOT NULL,
    contact_id      bigint NOT NULL,
    member_id       bigint NOT NULL,
    state           text NOT NULL CHECK (state IN ('requested', 'active', 'deleted_by_member', 'deleted_by_customer')),
    blocked_by_customer boolean NOT NULL DEFAULT false,
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
    ended_at        timestamptz,
    -- set when the member resigned and nobody has taken the customer over
    unassigned_at   timestamptz,
    search          text NOT NULL DEFAULT '',
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, contact_id, member_id),
    FOREIGN KEY (corp_id, contact_id) REFERENCES contact (corp_id, id),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id)
);
CREATE INDEX follow_by_member ON follow (corp_id, member_id, state, added_at DESC, contact_id);
CREATE INDEX follow_by_time ON follow (corp_id, added_at DESC, contact_id, member_id);
CREATE INDEX follow_by_source ON follow (corp_id, source_state, added_at DESC) WHERE source_state <> '';
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
    welcome         jsonb,
    tag_ids         bigint[] NOT NULL DEFAULT '{}',
    created_by_app  bigint,
    opened          bigint NOT NULL DEFAULT 0,
    deleted_at      timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, config_id)
);
CREATE INDEX contact_way_recent ON contact_way (corp_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;

-- Openings of a code's page per day, for its statistics.
CREATE TABLE contact_way_open (
    corp_id     bigint NOT NULL,
    way_id      bigint NOT NULL,
    day         date NOT NULL,
    opened      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, way_id, day),
    FOREIGN KEY (corp_id, way_id) REFERENCES contact_way (corp_id, id)
);

-- Default welcomes: member_id null is the corp's.
CREATE TABLE welcome (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id     bigint NOT NULL REFERENCES corp,
    member_id   bigint,
    text        text NOT NULL DEFAULT '',
    attachments jsonb NOT NULL DEFAULT '[]',
    enabled     boolean NOT NULL DEFAULT true,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (corp_id, member_id)
);

-- One row per addition: exactly one welcome is ever claimed (sent_at set once under the row lock).
CREATE TABLE welcome_slot (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    member_id   bigint NOT NULL,
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
