-- Archive 会话存档: who is archived since when, what customers say to it, the entries by seq, and every look.

ALTER TABLE app DROP CONSTRAINT app_kind_check;
ALTER TABLE app ADD CONSTRAINT app_kind_check
    CHECK (kind IN ('contacts', 'customer_contact', 'self_built', 'archive'));
INSERT INTO app (corp_id, kind, name) SELECT id, 'archive', '会话内容存档' FROM corp;

-- Duties that a member has beside his role; who has one may sign in to the console for it.
CREATE TABLE duty (
    corp_id     bigint NOT NULL REFERENCES corp,
    member_id   bigint NOT NULL,
    duty        text NOT NULL CHECK (duty IN ('compliance')),
    granted_by  text NOT NULL,
    granted_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, member_id, duty)
);

CREATE TABLE archive_setting (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    -- days that entries are kept; null: for good
    retention_days integer CHECK (retention_days BETWEEN 1 AND 36500),
    -- the newest entry, and whether its coming is still to be announced
    last_seq    bigint NOT NULL DEFAULT 0,
    announced_at timestamptz,
    announce    boolean NOT NULL DEFAULT false
);

-- Whether customers are asked first (nothing of hers before she agrees) or told (until she disagrees).
CREATE TABLE archive_mode (
    corp_id     bigint NOT NULL REFERENCES corp,
    since       timestamptz NOT NULL,
    mode        text NOT NULL CHECK (mode IN ('ask', 'tell')),
    PRIMARY KEY (corp_id, since)
);

-- office: with colleagues · service: with customers · enterprise: both
CREATE TABLE archive_member (
    corp_id     bigint NOT NULL REFERENCES corp,
    member_id   bigint NOT NULL,
    since       timestamptz NOT NULL,
    until       timestamptz,
    edition     text NOT NULL CHECK (edition IN ('office', 'service', 'enterprise')),
    PRIMARY KEY (corp_id, member_id, since)
);
CREATE UNIQUE INDEX archive_member_now ON archive_member (corp_id, member_id) WHERE until IS NULL;

-- What a customer said to it, in one conversation; the last before a message counts.
CREATE TABLE archive_consent (
    corp_id     bigint NOT NULL,
    conversation_id bigint NOT NULL,
    contact_id  bigint NOT NULL,
    at          timestamptz NOT NULL,
    agreed      boolean NOT NULL,
    PRIMARY KEY (corp_id, conversation_id, contact_id, at)
);

CREATE TABLE archive_key (
    corp_id     bigint NOT NULL REFERENCES corp,
    version     integer NOT NULL,
    public_key  text NOT NULL,
    fingerprint text NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, version)
);

-- One row an archived message, in the order of commit; seq has no gaps until retention takes the oldest away.
CREATE TABLE archive_entry (
    corp_id     bigint NOT NULL,
    seq         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    sender_id   bigint NOT NULL,
    sent_at     timestamptz NOT NULL,
    PRIMARY KEY (corp_id, seq),
    UNIQUE (corp_id, conversation_id, message_seq)
);
CREATE INDEX archive_entry_sent ON archive_entry (corp_id, sent_at);

-- What an archived message said before it was taken back.
CREATE TABLE archive_recalled (
    corp_id     bigint NOT NULL,
    conversation_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    kind        text NOT NULL,
    content     json NOT NULL,
    media_id    text,
    PRIMARY KEY (corp_id, conversation_id, message_seq)
);

-- One row: every message whose (changed, corp, conversation, seq) is at or below this was looked at.
CREATE TABLE archive_progress (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    changed         bigint NOT NULL DEFAULT 0,
    corp_id         bigint NOT NULL DEFAULT 0,
    conversation_id bigint NOT NULL DEFAULT 0,
    seq             bigint NOT NULL DEFAULT 0
);
INSERT INTO archive_progress (changed)
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint;

-- A compliance officer's look into the archive: opened for a purpose, good for a while.
CREATE TABLE archive_look (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    member_id   bigint NOT NULL,
    purpose     text NOT NULL,
    at          timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);

CREATE TABLE archive_look_step (
    corp_id     bigint NOT NULL,
    look_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL CHECK (kind IN ('searched', 'read', 'exported')),
    detail      text NOT NULL,
    conversation_id bigint,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, look_id, id)
);

CREATE TABLE archive_export (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    look_id     bigint NOT NULL,
    member_id   bigint NOT NULL,
    filter      jsonb NOT NULL,
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done        integer NOT NULL DEFAULT 0,
    total       integer NOT NULL DEFAULT 0,
    media_id    text,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX archive_export_waiting ON archive_export (id) WHERE state IN ('waiting', 'running');
