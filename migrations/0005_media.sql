-- Blobs are kept by content (sha256) in the data folder; a media row is one upload of one of them.

CREATE TABLE media (
    id          text PRIMARY KEY,
    corp_id     bigint REFERENCES corp,
    owner_id    bigint NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('image', 'voice', 'video', 'file')),
    name        text NOT NULL DEFAULT '',
    mime        text NOT NULL,
    size        bigint NOT NULL,
    width       integer,
    height      integer,
    duration_ms integer,
    sha256      bytea NOT NULL,
    -- open API media expire after three days; null: kept (chat, avatars, uploadimg)
    expires_at  timestamptz,
    public      boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX media_expiring ON media (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX media_blob ON media (sha256);
CREATE INDEX media_public_uploads ON media (corp_id, created_at) WHERE public;
