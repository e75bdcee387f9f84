-- 上下游企业: companies that supply a corp or sell for it, their people among its contacts, and groups for them.

CREATE TABLE partner (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL CHECK (kind IN ('supplier', 'distributor')),
    -- what stands after @, and the name in contracts
    name        text NOT NULL,
    full_name   text NOT NULL,
    -- the corp's own number for it
    custom_id   text NOT NULL DEFAULT '',
    note        text NOT NULL DEFAULT '',
    -- of its invitation; a new one ends the old
    slug        text NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE UNIQUE INDEX partner_name ON partner (corp_id, lower(name));
CREATE UNIQUE INDEX partner_custom_id ON partner (corp_id, custom_id) WHERE custom_id <> '';

-- The members who look after a partner.
CREATE TABLE partner_keeper (
    corp_id     bigint NOT NULL,
    partner_id  bigint NOT NULL,
    member_id   bigint NOT NULL,
    PRIMARY KEY (corp_id, partner_id, member_id),
    FOREIGN KEY (corp_id, partner_id) REFERENCES partner (corp_id, id) ON DELETE CASCADE,
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id)
);
CREATE INDEX partner_keeper_of ON partner_keeper (corp_id, member_id);

-- Which contacts work for which partner: for one at a time.
CREATE TABLE partner_person (
    corp_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    partner_id  bigint NOT NULL,
    position    text NOT NULL DEFAULT '',
    since       timestamptz NOT NULL,
    -- who said so; she herself, by the invitation
    added_by    text NOT NULL,
    PRIMARY KEY (corp_id, contact_id),
    FOREIGN KEY (corp_id, contact_id) REFERENCES contact (corp_id, id),
    FOREIGN KEY (corp_id, partner_id) REFERENCES partner (corp_id, id)
);
CREATE INDEX partner_person_of ON partner_person (corp_id, partner_id, since, contact_id);

ALTER TABLE customer_group
    ADD COLUMN kind text NOT NULL DEFAULT 'customer'
        CHECK (kind IN ('customer', 'supplier', 'distributor'));
