-- Customers' own accounts (global: one person, many corps), one-time codes, and every kind of signed-in session.

CREATE TABLE person (
    id              bigint PRIMARY KEY DEFAULT nextval('principal_seq'),
    -- E.164; null once the account has left
    phone           text UNIQUE,
    unionid         text NOT NULL UNIQUE,
    name            text NOT NULL DEFAULT '',
    gender          smallint NOT NULL DEFAULT 0 CHECK (gender BETWEEN 0 AND 2),
    avatar_media_id text,
    notify_messages boolean NOT NULL DEFAULT true,
    notify_sound    boolean NOT NULL DEFAULT true,
    notify_preview  boolean NOT NULL DEFAULT true,
    left_at         timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK ((phone IS NULL) = (left_at IS NOT NULL))
);

-- The outbox of codes; the code itself is kept encrypted, readable on the console's outbox page until it expires.
CREATE TABLE one_time_code (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phone       text NOT NULL,
    code_sealed bytea NOT NULL,
    purpose     text NOT NULL DEFAULT 'sign_in',
    attempts    integer NOT NULL DEFAULT 0,
    used_at     timestamptz,
    expires_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX one_time_code_phone ON one_time_code (phone, id DESC);
CREATE INDEX one_time_code_recent ON one_time_code (created_at);

CREATE TABLE password (
    corp_id     bigint NOT NULL REFERENCES corp,
    member_id   bigint NOT NULL,
    hash        text NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, member_id)
);

-- surface: console | desk | app. Only a hash of the token is kept. corp_id is null for a person's session.
CREATE TABLE session (
    token_hash  bytea PRIMARY KEY,
    id          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    surface     text NOT NULL CHECK (surface IN ('console', 'desk', 'app')),
    corp_id     bigint REFERENCES corp,
    principal_id bigint NOT NULL,
    bearer      boolean NOT NULL DEFAULT false,
    csrf_token  text NOT NULL,
    user_agent  text NOT NULL DEFAULT '',
    ip          text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX session_principal ON session (principal_id);
CREATE INDEX session_expiring ON session (expires_at);

-- Attempts (sign-ins, codes asked for) per account and per address, so that guessing is slowed whichever
-- node it reaches. The key is a keyed hash: no phone number or address lies here.
CREATE TABLE sign_in_attempt (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text NOT NULL,
    at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_attempt_key ON sign_in_attempt (key, at DESC);
CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);
