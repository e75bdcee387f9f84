-- Broadcasts 群发: one send, a task for each member in whose name it goes, a row for each customer.

CREATE TABLE broadcast (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    msgid       text NOT NULL UNIQUE,
    state       text NOT NULL CHECK (state IN
        ('review', 'scheduled', 'preparing', 'open', 'finished', 'cancelled', 'rejected')),
    origin      text NOT NULL CHECK (origin IN ('console', 'api', 'desk')),
    purpose     text NOT NULL CHECK (purpose IN ('marketing', 'service')),
    text        text NOT NULL,
    attachments jsonb NOT NULL,
    audience    jsonb NOT NULL,
    -- departments that the maker is held to; null: the whole company
    scope       integer[],
    allow_select boolean NOT NULL,
    send_at     timestamptz,
    created_at  timestamptz NOT NULL,
    creator_id  bigint NOT NULL,
    created_by  text NOT NULL,
    decided_by  text,
    -- how far the audience is resolved: customers up to this one, and how many are in so far
    prepared_to bigint NOT NULL DEFAULT 0,
    prepared    integer NOT NULL DEFAULT 0,
    members     integer NOT NULL DEFAULT 0,
    -- room may still be held in touch_count
    holds       boolean NOT NULL DEFAULT false,
    reminded    timestamptz[] NOT NULL DEFAULT '{}',
    -- sums of what customers did with it, and as of when
    read        integer NOT NULL DEFAULT 0,
    replied     integer NOT NULL DEFAULT 0,
    summed_at   timestamptz,
    -- when the worker has to look at it next
    due_at      timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX broadcast_recent ON broadcast (corp_id, created_at DESC, id DESC);
CREATE INDEX broadcast_due ON broadcast (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX broadcast_open ON broadcast (corp_id, id) WHERE state = 'open';

CREATE TABLE broadcast_task (
    corp_id     bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    member_id   bigint NOT NULL,
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'done', 'cancelled')),
    customers   integer NOT NULL DEFAULT 0,
    sent        integer NOT NULL DEFAULT 0,
    not_friend  integer NOT NULL DEFAULT 0,
    refused     integer NOT NULL DEFAULT 0,
    deselected  integer NOT NULL DEFAULT 0,
    -- rule -> how many it refused
    refusals    jsonb NOT NULL DEFAULT '{}',
    -- customers up to this one are answered for
    sent_to     bigint NOT NULL DEFAULT 0,
    confirmed_at timestamptz,
    done_at     timestamptz,
    quiet_until timestamptz,
    due_at      timestamptz,
    PRIMARY KEY (corp_id, broadcast_id, member_id),
    FOREIGN KEY (corp_id, broadcast_id) REFERENCES broadcast (corp_id, id)
) WITH (fillfactor = 70);
CREATE INDEX broadcast_task_of_member ON broadcast_task (corp_id, member_id, broadcast_id DESC);
CREATE INDEX broadcast_task_due ON broadcast_task (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX broadcast_task_under_way ON broadcast_task (corp_id, broadcast_id)
    WHERE state IN ('pending', 'sending');

-- Room is left on each page, so that a row that is answered stays where it is.
CREATE TABLE broadcast_recipient (
    corp_id     bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    contact_id  bigint NOT NULL,
    member_id   bigint NOT NULL,
    state       text NOT NULL DEFAULT 'unsent'
        CHECK (state IN ('unsent', 'sent', 'not_friend', 'refused', 'deselected')),
    -- where the first message is
    conversation_id bigint,
    seq         bigint,
    refused_by  text,
    counted     smallint,
    allowed     smallint,
    sent_at     timestamptz,
    PRIMARY KEY (corp_id, broadcast_id, contact_id)
) WITH (fillfactor = 60);
CREATE INDEX broadcast_recipient_of_member
    ON broadcast_recipient (corp_id, broadcast_id, member_id, contact_id);
