-- Promises 承诺: what a member told a customer that he would do, and by when.

CREATE TABLE promise (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    contact_id  bigint NOT NULL,
    -- who keeps it now; it goes over with the customer
    member_id   bigint NOT NULL,
    -- who gave it
    made_by     bigint NOT NULL,
    text        text NOT NULL,
    due_at      timestamptz NOT NULL,
    -- the message that it was noted from
    conversation_id bigint,
    seq         bigint,
    created_at  timestamptz NOT NULL,
    done_at     timestamptz,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES follow (corp_id, contact_id, member_id),
    CHECK ((conversation_id IS NULL) = (seq IS NULL))
);
CREATE INDEX promise_due ON promise (corp_id, member_id, due_at, id) WHERE done_at IS NULL;
CREATE INDEX promise_done ON promise (corp_id, member_id, done_at DESC, id DESC) WHERE done_at IS NOT NULL;
CREATE INDEX promise_of_customer ON promise (corp_id, contact_id, member_id, due_at);
-- One message is noted once.
CREATE UNIQUE INDEX promise_of_message ON promise (corp_id, conversation_id, seq, member_id) WHERE seq IS NOT NULL;
