-- What members did, summed by day of the corp's time zone. Each table has one writer.

-- Talk with customers: counted behind the messages, up to talk_progress; what is not counted yet is added
-- by who reads. said: every message · messages: the member's own, without welcomes · asked: conversations
-- that the customer began that day · answered, waited_ms: those of them with an answer, and until it came.
CREATE TABLE talk_day (
    corp_id     bigint NOT NULL REFERENCES corp,
    day         date NOT NULL,
    member_id   bigint NOT NULL,
    talked      bigint NOT NULL,
    said        bigint NOT NULL,
    chats       bigint NOT NULL,
    messages    bigint NOT NULL,
    asked       bigint NOT NULL,
    answered    bigint NOT NULL,
    waited_ms   bigint NOT NULL,
    PRIMARY KEY (corp_id, day, member_id)
) WITH (fillfactor = 80);

-- How far a conversation is counted, and what its last counted day has been so far. A conversation's days
-- never go back: a message belongs to the day of the one before it when a clock differs.
CREATE TABLE talk_count (
    corp_id         bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq             bigint NOT NULL,
    day             date NOT NULL,
    sent            bigint NOT NULL,
    asked           boolean,
    asked_at        timestamptz,
    answered_at     timestamptz,
    PRIMARY KEY (corp_id, conversation_id)
) WITH (fillfactor = 80);

-- One row: every message whose changed is below this is counted.
CREATE TABLE talk_progress (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    changed     bigint NOT NULL DEFAULT 0
);
INSERT INTO talk_progress DEFAULT VALUES;

-- Meeting and parting: counted by a subscriber. lost: deleted or blocked by the customer · ended: by either.
CREATE TABLE meeting_day (
    corp_id     bigint NOT NULL REFERENCES corp,
    day         date NOT NULL,
    member_id   bigint NOT NULL,
    added       bigint NOT NULL DEFAULT 0,
    requested   bigint NOT NULL DEFAULT 0,
    lost        bigint NOT NULL DEFAULT 0,
    ended       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, day, member_id)
) WITH (fillfactor = 80);

-- What was announced before this subscriber existed.
INSERT INTO meeting_day
SELECT e.corp_id, (e.at AT TIME ZONE k.time_zone)::date, m.id,
    count(*) FILTER (WHERE e.name = 'contact.added'),
    count(*) FILTER (WHERE e.name = 'contact.requested'
        OR (e.name = 'contact.added' AND e.actor_kind = 'customer')),
    count(*) FILTER (WHERE (e.name = 'contact.deleted' AND e.data ->> 'by' = 'customer')
        OR e.name = 'contact.blocked'),
    count(*) FILTER (WHERE e.name = 'contact.deleted')
FROM event e
JOIN corp k ON k.id = e.corp_id
JOIN member m ON m.corp_id = e.corp_id AND lower(m.userid) = lower(e.data ->> 'userid')
WHERE e.relayed
  AND e.name IN ('contact.added', 'contact.requested', 'contact.deleted', 'contact.blocked')
GROUP BY 1, 2, 3;
