-- Rooms change: who looks after one, since when somebody is in it, and who was in it before.

ALTER TABLE conversation
    -- of a room: the member who made it, or to whom it passed; only he puts others out
    ADD COLUMN owner_id bigint;

ALTER TABLE participant
    ADD COLUMN joined_at timestamptz NOT NULL DEFAULT now();

-- Who is out of a room: his devices learn from it that it is gone, the others what he was called.
CREATE TABLE departure (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    principal_id    bigint NOT NULL,
    account_id      bigint NOT NULL,
    left_at         timestamptz NOT NULL,
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, conversation_id, principal_id),
    FOREIGN KEY (corp_id, conversation_id) REFERENCES conversation (corp_id, id)
);
CREATE INDEX departure_of_account ON departure (account_id, corp_id);
