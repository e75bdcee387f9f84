-- 获客助手: links that bring customers, and the uses that each new customer who talks takes.

CREATE TABLE acquisition_link (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    corp_id         bigint NOT NULL REFERENCES corp,
    -- also the end of its address
    link_id         text NOT NULL UNIQUE,
    name            text NOT NULL,
    member_ids      bigint[] NOT NULL DEFAULT '{}',
    department_ids  integer[] NOT NULL DEFAULT '{}',
    skip_verify     boolean NOT NULL DEFAULT true,
    mark_source     boolean NOT NULL DEFAULT true,
    -- 0 none · 1 a member of the company whom she has · 2 one of these members whom she has
    priority_type   smallint NOT NULL DEFAULT 0 CHECK (priority_type IN (0, 1, 2)),
    priority_member_ids bigint[] NOT NULL DEFAULT '{}',
    -- somebody can be added by it; kept by a subscriber to what happens to members
    available       boolean NOT NULL DEFAULT true,
    created_by_app  bigint,
    created_by      text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX acquisition_link_recent ON acquisition_link (corp_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX acquisition_link_of_app ON acquisition_link (corp_id, created_by_app, id) WHERE deleted_at IS NULL;

-- By day in the corp's time zone. opened: different visitors · chatted: new customers who began to talk.
CREATE TABLE acquisition_day (
    corp_id     bigint NOT NULL,
    link_id     bigint NOT NULL,
    day         date NOT NULL,
    opened      bigint NOT NULL DEFAULT 0,
    added       bigint NOT NULL DEFAULT 0,
    chatted     bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, link_id, day),
    FOREIGN KEY (corp_id, link_id) REFERENCES acquisition_link (corp_id, id)
);

-- Whom a visitor gets, so that the page never changes its face. visitor as in contact_way_visit.
CREATE TABLE acquisition_visit (
    corp_id     bigint NOT NULL,
    link_id     bigint NOT NULL,
    visitor     text NOT NULL,
    member_id   bigint NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, link_id, visitor),
    FOREIGN KEY (corp_id, link_id) REFERENCES acquisition_link (corp_id, id)
);
CREATE INDEX acquisition_visit_recent ON acquisition_visit (corp_id, link_id, at);

CREATE TABLE acquisition_opening (
    corp_id     bigint NOT NULL,
    link_id     bigint NOT NULL,
    visitor     text NOT NULL,
    day         date NOT NULL,
    PRIMARY KEY (corp_id, link_id, visitor, day),
    FOREIGN KEY (corp_id, link_id) REFERENCES acquisition_link (corp_id, id)
);

-- Customers whom a link brought: made when they ask or add, complete when they are contacts.
CREATE TABLE acquisition_customer (
    corp_id         bigint NOT NULL,
    contact_id      bigint NOT NULL,
    member_id       bigint NOT NULL,
    link_id         bigint NOT NULL,
    state           text NOT NULL DEFAULT '',
    asked_at        timestamptz NOT NULL,
    added_at        timestamptz,
    -- her messages so far, up to 10
    received        smallint NOT NULL DEFAULT 0,
    started_at      timestamptz,
    PRIMARY KEY (corp_id, contact_id, member_id),
    FOREIGN KEY (corp_id, link_id) REFERENCES acquisition_link (corp_id, id),
    FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES follow (corp_id, contact_id, member_id)
);
CREATE INDEX acquisition_customer_of_link ON acquisition_customer (corp_id, link_id, contact_id, member_id);

-- Uses that headquarters added; the CHECK has the last word: never below nothing.
CREATE TABLE acquisition_grant (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    corp_id     bigint NOT NULL REFERENCES corp,
    amount      integer NOT NULL CHECK (amount > 0),
    balance     integer NOT NULL CHECK (balance BETWEEN 0 AND amount),
    expires_at  timestamptz NOT NULL,
    -- days before its end of which callbacks told last
    told_days   smallint,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX acquisition_grant_open ON acquisition_grant (corp_id, expires_at, id) WHERE balance > 0;

-- One row a corp: the lock under which uses are taken and added.
CREATE TABLE acquisition_account (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    used        bigint NOT NULL DEFAULT 0
);

-- One use a customer, for ever: the key is the promise. grant_id null: talked when nothing was left.
CREATE TABLE acquisition_use (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    link_id     bigint NOT NULL,
    grant_id    bigint,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, contact_id),
    FOREIGN KEY (corp_id, link_id) REFERENCES acquisition_link (corp_id, id),
    FOREIGN KEY (corp_id, grant_id) REFERENCES acquisition_grant (corp_id, id)
);

-- What a callback about several messages lets its receiver ask, for half an hour.
CREATE TABLE acquisition_chat_key (
    corp_id     bigint NOT NULL,
    key_hash    bytea NOT NULL,
    contact_id  bigint NOT NULL,
    member_id   bigint NOT NULL,
    received    smallint NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, key_hash),
    FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES acquisition_customer (corp_id, contact_id, member_id)
);
CREATE INDEX acquisition_chat_key_old ON acquisition_chat_key (expires_at);

-- One row: every message whose changed is below this was looked at.
CREATE TABLE acquisition_progress (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    changed     bigint NOT NULL DEFAULT 0
);
INSERT INTO acquisition_progress (changed) VALUES (pg_snapshot_xmin(pg_current_snapshot())::text::bigint);
