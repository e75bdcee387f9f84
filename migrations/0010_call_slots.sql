-- How many calls of one endpoint run at once, over all web nodes.

-- The places of an endpoint that so many calls of a corp may use at once, and the node that has each.
CREATE TABLE api_slot (
    corp_id bigint NOT NULL REFERENCES corp,
    path    text NOT NULL,
    number  integer NOT NULL,
    node    text NOT NULL,
    until   timestamptz NOT NULL,
    PRIMARY KEY (corp_id, path, number)
) WITH (fillfactor = 50);
CREATE INDEX api_slot_node ON api_slot (node);
