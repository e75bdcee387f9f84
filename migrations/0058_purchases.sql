-- Orders belong to people: an order's number is one of the company's, and its profile is whoever it came to
-- (who has become another person since is looked up when orders are read).
ALTER TABLE purchase RENAME TO purchase_of_contact;
ALTER INDEX purchase_pkey RENAME TO purchase_of_contact_pkey;
ALTER INDEX purchase_recent RENAME TO purchase_of_contact_recent;

CREATE TABLE purchase (
    corp_id      bigint NOT NULL REFERENCES corp,
    order_no     text NOT NULL CHECK (order_no <> ''),
    profile_no   integer NOT NULL,
    bought_at    timestamptz NOT NULL,
    amount_fen   bigint NOT NULL CHECK (amount_fen >= 0),
    refunded_fen bigint NOT NULL DEFAULT 0 CHECK (refunded_fen BETWEEN 0 AND amount_fen),
    items        jsonb NOT NULL DEFAULT '[]',
    store        text NOT NULL DEFAULT '',
    source       text NOT NULL DEFAULT '',
    -- when it last came or was paid back
    changed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, order_no),
    FOREIGN KEY (corp_id, profile_no) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX purchase_of_profile ON purchase (corp_id, profile_no, bought_at DESC, order_no DESC);
CREATE INDEX purchase_bought ON purchase (corp_id, bought_at);
CREATE INDEX purchase_changed ON purchase (corp_id, changed_at);

CREATE TABLE purchase_refund (
    corp_id     bigint NOT NULL,
    refund_no   text NOT NULL CHECK (refund_no <> ''),
    order_no    text NOT NULL,
    refunded_at timestamptz NOT NULL,
    amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (corp_id, refund_no),
    FOREIGN KEY (corp_id, order_no) REFERENCES purchase (corp_id, order_no)
);
CREATE INDEX purchase_refund_of ON purchase_refund (corp_id, order_no);

-- Who bought becomes a person, known by her wire id.
CREATE TEMPORARY TABLE buyer ON COMMIT DROP AS
SELECT o.corp_id, o.external_userid, min(o.bought_at) AS since, i.profile_no,
    row_number() OVER (PARTITION BY o.corp_id, i.profile_no IS NULL
                       ORDER BY min(o.bought_at), o.external_userid)::int AS place
FROM purchase_of_contact o
LEFT JOIN profile_identity i ON i.corp_id = o.corp_id AND i.kind = 'external_userid'
    AND i.value = o.external_userid
GROUP BY o.corp_id, o.external_userid, i.profile_no;

INSERT INTO profile_counter (corp_id, profiles)
SELECT corp_id, count(*) FROM buyer WHERE profile_no IS NULL GROUP BY corp_id
ON CONFLICT (corp_id) DO UPDATE SET profiles = profile_counter.profiles + excluded.profiles;
UPDATE buyer b SET profile_no = c.profiles - n.new + b.place
FROM profile_counter c
JOIN (SELECT corp_id, count(*) AS new FROM buyer WHERE profile_no IS NULL GROUP BY corp_id) n
    USING (corp_id)
WHERE b.corp_id = c.corp_id AND b.profile_no IS NULL;

INSERT INTO profile (corp_id, profile_no, known_since)
SELECT corp_id, profile_no, since FROM buyer ON CONFLICT DO NOTHING;
INSERT INTO profile_identity (corp_id, kind, value, profile_no, source, since)
SELECT corp_id, 'external_userid', external_userid, profile_no, 'purchases', since FROM buyer
ON CONFLICT DO NOTHING;

-- A number that two customers had is kept for the earlier order.
INSERT INTO purchase (corp_id, order_no, profile_no, bought_at, amount_fen, items, store)
SELECT o.corp_id,
    CASE WHEN row_number() OVER (PARTITION BY o.corp_id, o.order_no
                                 ORDER BY o.bought_at, o.external_userid) = 1
         THEN o.order_no ELSE o.order_no || '-' || o.external_userid END,
    coalesce(p.merged_into, b.profile_no), o.bought_at, greatest(o.amount_fen, 0), o.items, o.store
FROM purchase_of_contact o JOIN buyer b USING (corp_id, external_userid)
JOIN profile p ON p.corp_id = b.corp_id AND p.profile_no = b.profile_no;
DROP TABLE purchase_of_contact;
DROP TABLE buyer;
