-- Corps, their settings, and the record of everything that changed.

-- One sequence for members, contacts and persons: an id alone says who it is.
CREATE SEQUENCE principal_seq START 1001;

CREATE TABLE corp (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wire_id         text NOT NULL UNIQUE,
    name            text NOT NULL,
    full_name       text NOT NULL DEFAULT '',
    logo_media_id   text,
    verified        boolean NOT NULL DEFAULT true,
    time_zone       text NOT NULL DEFAULT 'Asia/Shanghai',
    customer_cap    integer NOT NULL DEFAULT 5000 CHECK (customer_cap BETWEEN 1 AND 20000),
    relation_cap    integer NOT NULL DEFAULT 50000 CHECK (relation_cap > 0),
    created_at      timestamptz NOT NULL DEFAULT now()
);

-- Appended in the transaction of the change; read by the relay and by the audit page.
CREATE TABLE event (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id     bigint NOT NULL REFERENCES corp,
    name        text NOT NULL,
    subject     text NOT NULL DEFAULT '',
    order_key   text NOT NULL DEFAULT '',
    actor_kind  text NOT NULL,
    actor_id    bigint NOT NULL,
    actor_name  text NOT NULL,
    data        jsonb NOT NULL DEFAULT '{}',
    at          timestamptz NOT NULL,
    relayed     boolean NOT NULL DEFAULT false
);
CREATE INDEX event_pending ON event (id) WHERE NOT relayed;
CREATE INDEX event_audit ON event (corp_id, id DESC);
CREATE INDEX event_subject ON event (corp_id, subject, id DESC);
CREATE INDEX event_name ON event (corp_id, name, id DESC);
CREATE INDEX event_actor ON event (corp_id, actor_name, id DESC);

-- A subscriber that failed on an event; it is tried again, later events of the same key wait behind it.
CREATE TABLE event_retry (
    event_id    bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    subscriber  text NOT NULL,
    corp_id     bigint NOT NULL REFERENCES corp,
    order_key   text NOT NULL,
    attempts    integer NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL,
    error       text NOT NULL DEFAULT '',
    PRIMARY KEY (event_id, subscriber)
);
CREATE INDEX event_retry_due ON event_retry (next_at);
CREATE INDEX event_retry_key ON event_retry (subscriber, corp_id, order_key);
