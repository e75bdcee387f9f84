-- Who was here when, what became of groups that changed hands, packs as files, and a member's own likes.

-- When the member last used the desk or the console, to a day; null: he never signed in.
ALTER TABLE member ADD COLUMN seen_at timestamptz;
-- Who has used the product before this was kept is not refused for it: his account's beginning counts.
UPDATE member m SET seen_at = coalesce(
    (SELECT max(s.seen_at) FROM session s WHERE s.corp_id = m.corp_id AND s.principal_id = m.id), m.created_at)
WHERE m.status <> 'pending';

-- Groups that changed hands: by headquarters (console), a program (api), or the owner himself (desk).
-- Of those that stayed, `reason` is the refusal's code.
ALTER TABLE group_handover
    ADD COLUMN state text NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'failed')),
    ADD COLUMN reason text NOT NULL DEFAULT '',
    ADD COLUMN origin text NOT NULL DEFAULT 'console' CHECK (origin IN ('console', 'api', 'desk')),
    ADD COLUMN plan_id bigint;
CREATE INDEX group_handover_recent ON group_handover (corp_id, id DESC);

-- Packs of many customers as one file, written by the worker.
CREATE TABLE pack_file (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- who asked for it, and who may open it
    member_id   bigint NOT NULL,
    surface     text NOT NULL CHECK (surface IN ('console', 'desk')),
    wanted      jsonb NOT NULL,
    title       text NOT NULL,
    format      text NOT NULL CHECK (format IN ('csv', 'html')),
    language    text NOT NULL CHECK (language IN ('zh', 'en')),
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done        integer NOT NULL DEFAULT 0,
    total       integer NOT NULL,
    media_id    text,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id)
);
CREATE INDEX pack_file_waiting ON pack_file (created_at) WHERE state IN ('waiting', 'running');
CREATE INDEX pack_file_of_member ON pack_file (corp_id, member_id, id DESC);

-- A member likes his own Moment.
ALTER TABLE moment_post ADD COLUMN liked_at timestamptz;
