-- Conversations. The partition key is conversation_id, in every unique key and every query.

CREATE TABLE conversation (
    corp_id         bigint NOT NULL REFERENCES corp,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    -- external: customer and member · internal: two members · room: more
    kind            text NOT NULL CHECK (kind IN ('external', 'internal', 'room')),
    -- for two: "<lower id>:<higher id>", so a pair has exactly one conversation
    pair            text,
    title           text NOT NULL DEFAULT '',
    last_seq        bigint NOT NULL DEFAULT 0,
    last_at         timestamptz NOT NULL DEFAULT now(),
    indexed_seq     bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, pair)
);
CREATE INDEX conversation_to_index ON conversation (corp_id, id) WHERE last_seq > indexed_seq;

CREATE TABLE participant (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    principal_id    bigint NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('member', 'contact')),
    read_seq        bigint NOT NULL DEFAULT 0,
    -- may write: false after deletion or block; the history stays readable
    open            boolean NOT NULL DEFAULT true,
    muted           boolean NOT NULL DEFAULT false,
    pinned          boolean NOT NULL DEFAULT false,
    hidden_seq      bigint NOT NULL DEFAULT 0,
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, conversation_id, principal_id),
    FOREIGN KEY (corp_id, conversation_id) REFERENCES conversation (corp_id, id)
);
CREATE INDEX participant_of ON participant (corp_id, principal_id, conversation_id);

CREATE TABLE message (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq             bigint NOT NULL,
    sender_id       bigint NOT NULL,
    client_id       text NOT NULL,
    kind            text NOT NULL,
    content         json NOT NULL,
    reply_to        bigint,
    sent_at         timestamptz NOT NULL,
    recalled_at     timestamptz,
    PRIMARY KEY (corp_id, conversation_id, seq),
    UNIQUE (corp_id, conversation_id, sender_id, client_id),
    FOREIGN KEY (corp_id, conversation_id) REFERENCES conversation (corp_id, id)
);
CREATE INDEX message_by_sender ON message (corp_id, sender_id, sent_at);

-- Filled behind the writes; a search also reads the tail that is not indexed yet.
CREATE TABLE message_search (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq             bigint NOT NULL,
    body            text NOT NULL,
    tokens          tsvector NOT NULL,
    PRIMARY KEY (corp_id, conversation_id, seq)
);
CREATE INDEX message_search_tokens ON message_search USING gin (tokens);

-- Which conversations a media file was sent to: who may open it.
CREATE TABLE conversation_media (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    media_id        text NOT NULL,
    PRIMARY KEY (corp_id, conversation_id, media_id)
);
CREATE INDEX conversation_media_by_media ON conversation_media (media_id);
