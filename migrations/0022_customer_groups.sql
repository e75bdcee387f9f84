-- Customer groups 客户群: a conversation of members and customers, with what WeCom knows about it.

ALTER TABLE conversation DROP CONSTRAINT conversation_kind_check;
ALTER TABLE conversation ADD CONSTRAINT conversation_kind_check
    CHECK (kind IN ('external', 'internal', 'room', 'group'));

ALTER TABLE participant
    -- what was said up to here is not for this side: it came later
    ADD COLUMN from_seq bigint NOT NULL DEFAULT 0,
    -- owner or admin of a group
    ADD COLUMN leads boolean NOT NULL DEFAULT false;

CREATE TABLE group_welcome_template (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    template_id text NOT NULL UNIQUE,
    text        text NOT NULL,
    attachments jsonb NOT NULL DEFAULT '[]',
    -- the app that made it: nobody else may change it; null: the console
    app_id      bigint,
    made_by     text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
-- How many a corp has (100 by WeCom's limit), counted under the row lock.
CREATE TABLE group_welcome_quota (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    used        integer NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND 100)
);

-- The key is that of its conversation.
CREATE TABLE customer_group (
    corp_id     bigint NOT NULL,
    id          bigint NOT NULL,
    chat_id     text NOT NULL UNIQUE,
    open_gid    text NOT NULL UNIQUE,
    -- who a message to the group is for, where restraint counts: one of the numbers of principals
    addressee   bigint NOT NULL DEFAULT nextval('principal_seq'),
    name        text NOT NULL,
    owner_id    bigint NOT NULL,
    notice      text NOT NULL DEFAULT '',
    notice_by   text NOT NULL DEFAULT '',
    notice_at   timestamptz,
    -- who is in it, changed under this row's lock; the CHECKs have the last word
    size        integer NOT NULL CHECK (size BETWEEN 0 AND 500),
    customers   integer NOT NULL DEFAULT 0,
    size_limit  integer NOT NULL DEFAULT 500 CHECK (size_limit BETWEEN 2 AND 500),
    invite_by   text NOT NULL DEFAULT 'all' CHECK (invite_by IN ('all', 'leaders')),
    -- raised by every coming and going
    version     bigint NOT NULL DEFAULT 1,
    template_id bigint,
    welcome     jsonb,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL,
    dismissed_at timestamptz,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, addressee),
    FOREIGN KEY (corp_id, id) REFERENCES conversation (corp_id, id),
    FOREIGN KEY (corp_id, owner_id) REFERENCES member (corp_id, id),
    FOREIGN KEY (corp_id, template_id) REFERENCES group_welcome_template (corp_id, id)
) WITH (fillfactor = 80);
CREATE INDEX customer_group_of_owner ON customer_group (corp_id, owner_id, id);
CREATE INDEX customer_group_of_template ON customer_group (corp_id, template_id)
    WHERE template_id IS NOT NULL;

-- Who looked after it, and from when.
CREATE TABLE group_tenure (
    corp_id     bigint NOT NULL,
    group_id    bigint NOT NULL,
    owner_id    bigint NOT NULL,
    since       timestamptz NOT NULL,
    until       timestamptz,
    FOREIGN KEY (corp_id, group_id) REFERENCES customer_group (corp_id, id)
);
CREATE UNIQUE INDEX group_tenure_present ON group_tenure (corp_id, group_id) WHERE until IS NULL;
CREATE INDEX group_tenure_of_owner ON group_tenure (corp_id, owner_id, since);
CREATE INDEX group_tenure_of_group ON group_tenure (corp_id, group_id, since);

-- One row for each time that somebody was in a group. Scenes by WeCom's numbers.
CREATE TABLE group_stay (
    corp_id     bigint NOT NULL,
    group_id    bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    principal_id bigint NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('member', 'contact')),
    role        text NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
    nickname    text NOT NULL DEFAULT '',
    joined_at   timestamptz NOT NULL,
    join_scene  smallint NOT NULL CHECK (join_scene IN (1, 2, 3)),
    inviter_id  bigint,
    way_id      bigint,
    state       text NOT NULL DEFAULT '',
    left_at     timestamptz,
    quit_scene  smallint CHECK (quit_scene IN (0, 1)),
    removed_by  text NOT NULL DEFAULT '',
    reason      text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, group_id, id),
    FOREIGN KEY (corp_id, group_id) REFERENCES customer_group (corp_id, id),
    CHECK ((left_at IS NULL) = (quit_scene IS NULL))
);
CREATE UNIQUE INDEX group_stay_present ON group_stay (corp_id, group_id, principal_id)
    WHERE left_at IS NULL;
CREATE INDEX group_stay_of_principal ON group_stay (corp_id, principal_id) WHERE left_at IS NULL;
CREATE INDEX group_stay_joined ON group_stay (corp_id, joined_at);
CREATE INDEX group_stay_left ON group_stay (corp_id, left_at) WHERE left_at IS NOT NULL;

CREATE TABLE group_label (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, name)
);
CREATE TABLE group_labelled (
    corp_id     bigint NOT NULL,
    group_id    bigint NOT NULL,
    label_id    bigint NOT NULL,
    PRIMARY KEY (corp_id, group_id, label_id),
    FOREIGN KEY (corp_id, group_id) REFERENCES customer_group (corp_id, id),
    FOREIGN KEY (corp_id, label_id) REFERENCES group_label (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX group_labelled_by_label ON group_labelled (corp_id, label_id, group_id);

-- 进群码. Its places are those of contact ways (contact_way_quota).
CREATE TABLE join_way (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    config_id   text NOT NULL,
    slug        text NOT NULL UNIQUE,
    scene       smallint NOT NULL CHECK (scene IN (1, 2)),
    remark      text NOT NULL DEFAULT '',
    state       text NOT NULL DEFAULT '',
    mark_source boolean NOT NULL DEFAULT true,
    auto_create boolean NOT NULL,
    base_name   text NOT NULL DEFAULT '',
    -- of the group that is opened next
    next_number integer NOT NULL DEFAULT 1,
    -- in the order in which they are filled
    group_ids   bigint[] NOT NULL CHECK (cardinality(group_ids) BETWEEN 1 AND 5),
    -- a group's own code, made at first use
    own_group_id bigint,
    opened      bigint NOT NULL DEFAULT 0,
    joined      bigint NOT NULL DEFAULT 0,
    app_id      bigint,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, config_id)
);
CREATE INDEX join_way_recent ON join_way (corp_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX join_way_own ON join_way (corp_id, own_group_id)
    WHERE own_group_id IS NOT NULL AND deleted_at IS NULL;

-- What was announced, and whether everybody was told.
CREATE TABLE group_notice (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    group_id    bigint NOT NULL,
    text        text NOT NULL,
    by_name     text NOT NULL,
    told        boolean NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, group_id) REFERENCES customer_group (corp_id, id)
);
