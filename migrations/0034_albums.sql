-- 商品图册: what members show to customers.

CREATE TABLE product (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    corp_id         bigint NOT NULL REFERENCES corp,
    -- also the end of its page's address
    product_id      text NOT NULL UNIQUE,
    description     text NOT NULL,
    price_fen       integer NOT NULL CHECK (price_fen BETWEEN 0 AND 5000000),
    product_sn      text NOT NULL DEFAULT '',
    -- ids of public media, the first is the cover
    picture_ids     text[] NOT NULL CHECK (cardinality(picture_ids) BETWEEN 1 AND 9),
    created_by_app  bigint,
    created_by      text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    -- its page was opened so many times
    opened          bigint NOT NULL DEFAULT 0,
    deleted_at      timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX product_recent ON product (corp_id, id DESC) WHERE deleted_at IS NULL;
