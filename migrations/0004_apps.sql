-- Applications that call the open API, and what is sent to them.

CREATE TABLE app (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id         bigint NOT NULL REFERENCES corp,
    kind            text NOT NULL CHECK (kind IN ('contacts', 'customer_contact', 'self_built')),
    agentid         integer,
    name            text NOT NULL,
    description     text NOT NULL DEFAULT '',
    -- null: an app of the system whose secret nobody has asked for yet
    secret_sealed   bytea,
    -- finds the app of a gettoken call; the secret has full entropy
    secret_hash     bytea,
    -- the lifetime of the current token starts here; null: none was asked for
    token_issued_at timestamptz,
    token_epoch     integer NOT NULL DEFAULT 0,
    enabled         boolean NOT NULL DEFAULT true,
    -- may call 客户联系 (可调用应用)
    may_contact     boolean NOT NULL DEFAULT false,
    visible_departments integer[] NOT NULL DEFAULT '{1}',
    visible_members bigint[] NOT NULL DEFAULT '{}',
    callback_url    text,
    callback_token  text,
    callback_key_sealed bytea,
    -- what happened before is not told
    callback_since  timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (corp_id, id),
    UNIQUE (corp_id, agentid),
    UNIQUE (corp_id, secret_hash)
);
CREATE UNIQUE INDEX app_system_kind ON app (corp_id, kind) WHERE kind <> 'self_built';

-- order_key: callbacks about one customer, member or tag arrive in order at each app.
-- body: the plain XML; it is signed and encrypted anew for every try.
CREATE TABLE callback_delivery (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id     bigint NOT NULL REFERENCES corp,
    app_id      bigint NOT NULL,
    event_id    bigint NOT NULL,
    event       text NOT NULL,
    change_type text NOT NULL DEFAULT '',
    order_key   text NOT NULL,
    body        text NOT NULL,
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    -- tries since it was made or last asked for again
    attempts    integer NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL DEFAULT now(),
    log         jsonb NOT NULL DEFAULT '[]',
    created_at  timestamptz NOT NULL DEFAULT now(),
    done_at     timestamptz,
    FOREIGN KEY (corp_id, app_id) REFERENCES app (corp_id, id) ON DELETE CASCADE,
    UNIQUE (app_id, event_id)
);
CREATE INDEX callback_delivery_pending ON callback_delivery (app_id, order_key, id) WHERE state = 'pending';
CREATE INDEX callback_delivery_due ON callback_delivery (next_at, id) WHERE state = 'pending';
CREATE INDEX callback_delivery_log ON callback_delivery (corp_id, id DESC);
CREATE INDEX callback_delivery_app ON callback_delivery (corp_id, app_id, id DESC);
