-- Restraint: how often each customer was touched, what she refuses, and why a touch came or did not.

-- Null columns of the policy are limits that a company has not set; WeCom's own are always there.
CREATE TABLE touch_policy (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    policy      jsonb NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now()
);

-- A customer's counters, for the day, the week (by its Monday) and the month (by its first) that
-- they were last written in; an older period counts nothing. One row, so that one lock decides.
CREATE TABLE touch_count (
    corp_id         bigint NOT NULL,
    contact_id      bigint NOT NULL,
    day             date NOT NULL,
    week            date NOT NULL,
    month           date NOT NULL,
    broadcast_day   smallint NOT NULL DEFAULT 0,
    broadcast_week  smallint NOT NULL DEFAULT 0,
    broadcast_month smallint NOT NULL DEFAULT 0,
    moment_day      smallint NOT NULL DEFAULT 0,
    moment_week     smallint NOT NULL DEFAULT 0,
    moment_month    smallint NOT NULL DEFAULT 0,
    marketing_day   smallint NOT NULL DEFAULT 0,
    marketing_week  smallint NOT NULL DEFAULT 0,
    marketing_month smallint NOT NULL DEFAULT 0,
    service_day     smallint NOT NULL DEFAULT 0,
    service_week    smallint NOT NULL DEFAULT 0,
    service_month   smallint NOT NULL DEFAULT 0,
    every_day       smallint NOT NULL DEFAULT 0,
    every_week      smallint NOT NULL DEFAULT 0,
    every_month     smallint NOT NULL DEFAULT 0,
    refuses_marketing boolean NOT NULL DEFAULT false,
    refuses_service boolean NOT NULL DEFAULT false,
    -- room kept for scheduled sends: "<source>:<id>" -> {"day", "channel", "purpose", "priority"}
    held            jsonb,
    PRIMARY KEY (corp_id, contact_id),
    -- the product's own limit on mass sends, which no policy can loosen
    CHECK (broadcast_month <= extract(day FROM month + interval '1 month' - interval '1 day'))
) WITH (fillfactor = 80);

-- Few customers have room held for them at a time.
CREATE INDEX touch_count_held ON touch_count (corp_id, contact_id) WHERE held IS NOT NULL;

-- The ledger: one line for each customer that a send was meant for. The key is also the promise that
-- a source reaches a customer once.
CREATE TABLE touch (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    source      text NOT NULL,
    source_id   bigint NOT NULL,
    member_id   bigint NOT NULL,
    channel     text NOT NULL,
    purpose     text NOT NULL,
    -- null: it was sent; else the rule that refused it, with what was counted and what is allowed
    refused_by  text,
    counted     smallint,
    allowed     smallint,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, source, source_id, contact_id)
);
CREATE INDEX touch_of_customer ON touch (corp_id, contact_id, at);

-- How many of the held touches count within days of a class ("broadcast", "marketing", "every" …), for
-- somebody who is not the holder and not more urgent.
CREATE FUNCTION touches_held(held jsonb, own text, priority integer, class text, since date, until date)
RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT count(*)::smallint FROM jsonb_each(held) AS h (source, hold)
    WHERE h.source <> own AND (h.hold ->> 'priority')::integer >= priority
      AND (h.hold ->> 'day')::date BETWEEN since AND until
      AND (class = 'every' OR class IN (h.hold ->> 'channel', h.hold ->> 'purpose'))
$$;
