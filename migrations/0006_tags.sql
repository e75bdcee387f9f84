-- 企业客户标签. The corp-wide limit of 3000 is held by the counter under its row lock.

CREATE TABLE tag_group (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    corp_id     bigint NOT NULL REFERENCES corp,
    wire_id     text NOT NULL,
    name        text NOT NULL,
    sort        bigint NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, wire_id),
    UNIQUE (corp_id, name)
);
CREATE TABLE tag (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    corp_id     bigint NOT NULL,
    group_id    bigint NOT NULL,
    wire_id     text NOT NULL,
    name        text NOT NULL,
    sort        bigint NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, wire_id),
    UNIQUE (corp_id, group_id, name),
    FOREIGN KEY (corp_id, group_id) REFERENCES tag_group (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX tag_in_group ON tag (corp_id, group_id, sort DESC, id);
CREATE TABLE tag_quota (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    used        integer NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND 3000)
);
