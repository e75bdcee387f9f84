-- 通讯录: departments as a tree, members, contact tags, and who administers.

CREATE TABLE department (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          integer NOT NULL,
    parent_id   integer NOT NULL,
    name        text NOT NULL,
    name_en     text NOT NULL DEFAULT '',
    sort        bigint NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, parent_id, name)
);

-- The next id of a corp's departments and of its member tags, taken under the row lock that every change
-- of the tree holds, so that two changes cannot make a cycle together.
CREATE TABLE directory_counter (
    corp_id         bigint PRIMARY KEY REFERENCES corp,
    next_department integer NOT NULL DEFAULT 2,
    next_tag        integer NOT NULL DEFAULT 1
);

CREATE TABLE member (
    id              bigint PRIMARY KEY DEFAULT nextval('principal_seq'),
    corp_id         bigint NOT NULL REFERENCES corp,
    userid          text NOT NULL CHECK (userid <> ''),
    name            text NOT NULL,
    name_pinyin     text NOT NULL DEFAULT '',
    alias           text NOT NULL DEFAULT '',
    english_name    text NOT NULL DEFAULT '',
    mobile          text,
    email           text,
    biz_mail        text,
    telephone       text NOT NULL DEFAULT '',
    position        text NOT NULL DEFAULT '',
    external_position text NOT NULL DEFAULT '',
    gender          smallint NOT NULL DEFAULT 0,
    address         text NOT NULL DEFAULT '',
    avatar_media_id text,
    -- active | disabled | resigned | pending (created, never signed in)
    status          text NOT NULL DEFAULT 'active'
                    CHECK (status IN ('active', 'disabled', 'resigned', 'pending')),
    main_department integer NOT NULL DEFAULT 1,
    direct_leaders  text[] NOT NULL DEFAULT '{}',
    extattr         jsonb NOT NULL DEFAULT '{}',
    external_profile jsonb NOT NULL DEFAULT '{}',
    -- 客户联系 permission
    can_contact     boolean NOT NULL DEFAULT true,
    customer_cap    integer,
    role            text NOT NULL DEFAULT 'member' CHECK (role IN ('super_admin', 'admin', 'scoped', 'member')),
    role_departments integer[] NOT NULL DEFAULT '{}',
    resigned_at     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    UNIQUE (corp_id, id)
);
-- userid is compared without case, kept as written. As in WeCom it may be given again after its member
-- resigned; the resigned one is then renamed, so that an id always means one member.
CREATE UNIQUE INDEX member_userid ON member (corp_id, lower(userid));
CREATE UNIQUE INDEX member_mobile ON member (corp_id, mobile) WHERE mobile IS NOT NULL AND status <> 'resigned';
CREATE UNIQUE INDEX member_email ON member (corp_id, lower(email)) WHERE email IS NOT NULL AND status <> 'resigned';
-- Sign-in by mobile or email looks in every corp of the server.
CREATE INDEX member_sign_in_mobile ON member (mobile) WHERE mobile IS NOT NULL AND status <> 'resigned';
CREATE INDEX member_sign_in_email ON member (lower(email)) WHERE email IS NOT NULL AND status <> 'resigned';
CREATE INDEX member_sign_in_userid ON member (lower(userid)) WHERE status <> 'resigned';
CREATE INDEX member_by_name ON member (corp_id, name_pinyin COLLATE "C", id);
CREATE INDEX member_administrators ON member (corp_id) WHERE role <> 'member';

CREATE TABLE member_department (
    corp_id         bigint NOT NULL,
    member_id       bigint NOT NULL,
    department_id   integer NOT NULL,
    sort            bigint NOT NULL DEFAULT 0,
    is_leader       boolean NOT NULL DEFAULT false,
    -- the order in which the member's departments were given
    place           smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, member_id, department_id),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id),
    FOREIGN KEY (corp_id, department_id) REFERENCES department (corp_id, id)
);
CREATE INDEX member_department_by_department ON member_department (corp_id, department_id, member_id);

ALTER TABLE password ADD FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id);

-- 通讯录标签
CREATE TABLE member_tag (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          integer NOT NULL,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, name)
);
CREATE TABLE member_tag_item (
    corp_id         bigint NOT NULL,
    tag_id          integer NOT NULL,
    member_id       bigint,
    department_id   integer,
    FOREIGN KEY (corp_id, tag_id) REFERENCES member_tag (corp_id, id) ON DELETE CASCADE,
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id) ON DELETE CASCADE,
    FOREIGN KEY (corp_id, department_id) REFERENCES department (corp_id, id) ON DELETE CASCADE,
    CHECK ((member_id IS NULL) <> (department_id IS NULL))
);
CREATE UNIQUE INDEX member_tag_item_member ON member_tag_item (corp_id, tag_id, member_id) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX member_tag_item_department ON member_tag_item (corp_id, tag_id, department_id) WHERE department_id IS NOT NULL;
