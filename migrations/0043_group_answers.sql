-- Who of a group has read a broadcast to it, and who answered.

ALTER TABLE group_stay
    -- set when a stay ends, of the seat that is then gone: it heard what came behind the first and up to the
    -- second seq of the conversation, and had read up to the third
    ADD COLUMN heard_from bigint,
    ADD COLUMN heard_to bigint,
    ADD COLUMN read_to bigint;

ALTER TABLE broadcast
    -- customers in the groups that it was sent to, counted with `read` and `replied`
    ADD COLUMN reached integer NOT NULL DEFAULT 0;
