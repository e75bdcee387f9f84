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
    -- principal id -> why that side may not write; kept on the row that a send locks, so that no
    -- message slips in after a deletion or a block was committed
    closed          jsonb NOT NULL DEFAULT '{}',
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, pair)
) WITH (fillfactor = 70);
-- No index on last_seq, last_at or changed: every send updates them, and stays a heap-only update.

CREATE TABLE participant (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    principal_id    bigint NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('member', 'contact')),
    -- who signs in: the member itself, or the person behind the contact
    account_id      bigint NOT NULL,
    read_seq        bigint NOT NULL DEFAULT 0,
    muted           boolean NOT NULL DEFAULT false,
    pinned          boolean NOT NULL DEFAULT false,
    hidden_seq      bigint NOT NULL DEFAULT -1,
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, conversation_id, principal_id),
    FOREIGN KEY (corp_id, conversation_id) REFERENCES conversation (corp_id, id)
) WITH (fillfactor = 80);
CREATE INDEX participant_of_account ON participant (account_id, corp_id, conversation_id);

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
    -- the transaction that wrote or recalled it, as a number: the search index follows it
    changed         bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    PRIMARY KEY (corp_id, conversation_id, seq),
    UNIQUE (corp_id, conversation_id, sender_id, client_id)
    -- no foreign key: rows are only written under the lock of their conversation, which is never deleted
);
CREATE INDEX message_by_sender ON message (corp_id, sender_id, sent_at);
CREATE INDEX message_changed ON message USING brin (changed) WITH (pages_per_range = 32, autosummarize = on);

-- Filled behind the writes, up to search_progress; a search also reads what is not indexed yet.
CREATE TABLE message_search (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq             bigint NOT NULL,
    body            text NOT NULL,
    tokens          tsvector NOT NULL,
    PRIMARY KEY (corp_id, conversation_id, seq)
);
CREATE INDEX message_search_tokens ON message_search USING gin (tokens);

-- One row: every message whose (changed, corp, conversation, seq) is at or below this is in message_search.
CREATE TABLE search_progress (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    changed         bigint NOT NULL DEFAULT 0,
    corp_id         bigint NOT NULL DEFAULT 0,
    conversation_id bigint NOT NULL DEFAULT 0,
    seq             bigint NOT NULL DEFAULT 0
);
INSERT INTO search_progress DEFAULT VALUES;

-- Which message carries a media file: the participants of its conversation may open it.
CREATE TABLE conversation_media (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq             bigint NOT NULL,
    media_id        text NOT NULL,
    PRIMARY KEY (corp_id, conversation_id, seq)
);
CREATE INDEX conversation_media_by_media ON conversation_media (media_id);

-- What a search can find in a message, with full-width letters as ordinary ones and no capitals.
CREATE FUNCTION message_text(kind text, content json) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(normalize(CASE kind
        WHEN 'text' THEN content ->> 'text'
        WHEN 'link' THEN concat_ws(' ', content ->> 'title', content ->> 'desc')
        WHEN 'file' THEN content -> 'media' ->> 'name'
        WHEN 'location' THEN concat_ws(' ', content ->> 'name', content ->> 'address')
        WHEN 'card' THEN content ->> 'name'
        WHEN 'miniprogram' THEN content ->> 'title'
    END, NFKC) COLLATE "C")
$$;

-- Every character and every pair of neighbours: a search of any length is then exact after a LIKE.
CREATE FUNCTION search_tokens(body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array(
        SELECT DISTINCT token FROM (
            SELECT c AS token FROM unnest(string_to_array(body, NULL)) AS u (c)
            UNION ALL
            SELECT c || lead(c) OVER (ORDER BY n)
            FROM unnest(string_to_array(body, NULL)) WITH ORDINALITY AS u (c, n)
        ) AS t WHERE token IS NOT NULL AND token !~ '\s'
    ))
$$;
