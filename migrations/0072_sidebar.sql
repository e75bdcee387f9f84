-- 侧边栏: who has it open, and what members note about customers.

CREATE TABLE sidebar_session (
    token_hash bytea PRIMARY KEY,
    corp_id bigint NOT NULL REFERENCES corp (id),
    userid text NOT NULL,
    name text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sidebar_session_expires ON sidebar_session (corp_id, expires_at);

CREATE TABLE follow_up (
    corp_id bigint NOT NULL REFERENCES corp (id),
    id bigint GENERATED ALWAYS AS IDENTITY,
    profile_no integer NOT NULL,
    userid text NOT NULL,
    text text NOT NULL,
    due_at timestamptz,
    done_at timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX follow_up_profile ON follow_up (corp_id, profile_no, id);
CREATE INDEX follow_up_due ON follow_up (corp_id, userid, due_at) WHERE due_at IS NOT NULL AND done_at IS NULL;
