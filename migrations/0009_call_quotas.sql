-- How often the open API is called, counted over all web nodes.

-- A counter of one endpoint in one window: of a corp (address '') or of an address (corp_id 0).
-- Nodes take calls in blocks before they use them, so used is never below what was let in.
-- granted: what the last taking got; held_until: the limit was passed, nobody is let in so long.
CREATE TABLE api_quota (
    corp_id    bigint NOT NULL,
    address    text NOT NULL,
    path       text NOT NULL,
    -- length of the window
    seconds    integer NOT NULL,
    began      timestamptz NOT NULL,
    used       integer NOT NULL,
    granted    integer NOT NULL,
    at_most    integer NOT NULL,
    held_until timestamptz,
    PRIMARY KEY (corp_id, address, path, seconds)
) WITH (fillfactor = 50);
