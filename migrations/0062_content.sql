-- 内容: what members send to customers, every sending a link of its own, and who read how far.

CREATE TABLE content_folder (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    -- who may send what is in it; null: everybody
    audience    jsonb,
    position    integer NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE UNIQUE INDEX content_folder_name ON content_folder (corp_id, lower(name));

-- Uploaded files; their bytes lie in blobs of content's own.
CREATE TABLE content_file (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- the end of a picture's address
    token       text NOT NULL UNIQUE,
    kind        text NOT NULL CHECK (kind IN ('image', 'pdf', 'video')),
    sha256      bytea NOT NULL,
    mime        text NOT NULL,
    name        text NOT NULL,
    size        bigint NOT NULL,
    width       integer,
    height      integer,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX content_file_blob ON content_file (sha256);

CREATE TABLE content_item (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL
        CHECK (kind IN ('article', 'report', 'video', 'page', 'form', 'poster', 'link')),
    folder_id   bigint,
    audience    jsonb,
    version     integer NOT NULL DEFAULT 1,
    -- a report that is read after registering only
    gated       boolean NOT NULL DEFAULT false,
    -- stands in the public library
    listed      boolean NOT NULL DEFAULT false,
    expires_at  timestamptz,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, folder_id) REFERENCES content_folder (corp_id, id)
);
CREATE INDEX content_item_recent ON content_item (corp_id, changed_at DESC, id DESC)
    WHERE deleted_at IS NULL;

-- What an item said and says: a version is never changed.
CREATE TABLE content_version (
    corp_id     bigint NOT NULL,
    content_id  bigint NOT NULL,
    version     integer NOT NULL,
    title       text NOT NULL,
    summary     text NOT NULL DEFAULT '',
    cover       text,
    body        jsonb NOT NULL,
    made_by     text NOT NULL,
    made_at     timestamptz NOT NULL,
    PRIMARY KEY (corp_id, content_id, version),
    FOREIGN KEY (corp_id, content_id) REFERENCES content_item (corp_id, id) ON DELETE CASCADE
);

-- A link: of one member to one customer, or of a reader to whom it was forwarded.
CREATE TABLE content_share (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    token       text NOT NULL UNIQUE,
    content_id  bigint NOT NULL,
    -- '': the company's own, of the public library
    userid      text NOT NULL,
    -- whom the desk tells while it is read; null where the member is not of this platform
    member_id   bigint,
    -- the first link of its tree, itself included; the one it was opened from
    root_id     bigint NOT NULL,
    parent_id   bigint,
    -- whom it was sent to, or who is known to read it
    profile_no  integer,
    -- for one customer; else for whoever opens it, each with a link below it
    personal    boolean NOT NULL DEFAULT false,
    -- a hash of the browser that it belongs to
    device      bytea,
    -- this report was registered for
    registered  boolean NOT NULL DEFAULT false,
    registered_at timestamptz,
    refused     boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL,
    opened_at   timestamptz,
    read_at     timestamptz,
    opens       integer NOT NULL DEFAULT 0,
    seconds     integer NOT NULL DEFAULT 0,
    depth       integer NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, content_id) REFERENCES content_item (corp_id, id) ON DELETE CASCADE
);
-- One browser has one link in a tree.
CREATE UNIQUE INDEX content_share_device ON content_share (corp_id, root_id, device)
    WHERE device IS NOT NULL;
CREATE INDEX content_share_browser ON content_share (corp_id, device, id DESC)
    WHERE personal AND device IS NOT NULL;
CREATE INDEX content_share_of ON content_share (corp_id, content_id, created_at DESC);
CREATE INDEX content_share_by ON content_share (corp_id, userid, created_at DESC);
CREATE INDEX content_share_to ON content_share (corp_id, profile_no) WHERE profile_no IS NOT NULL;
CREATE INDEX content_share_below ON content_share (corp_id, parent_id) WHERE parent_id IS NOT NULL;

-- One reading: from opening the page to closing it.
CREATE TABLE content_visit (
    corp_id     bigint NOT NULL,
    id          text NOT NULL,
    share_id    bigint NOT NULL,
    version     integer NOT NULL,
    opened_at   timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    seconds     integer NOT NULL DEFAULT 0,
    -- how far, of 100
    depth       integer NOT NULL DEFAULT 0,
    -- the furthest page or second, of so many
    place       integer NOT NULL DEFAULT 0,
    places      integer NOT NULL DEFAULT 0,
    -- what of it has become content_read
    told_seconds  integer NOT NULL DEFAULT 0,
    told_depth    integer NOT NULL DEFAULT 0,
    parts         integer NOT NULL DEFAULT 0,
    -- whether it is known who reads
    known       boolean NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, share_id) REFERENCES content_share (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX content_visit_of ON content_visit (corp_id, share_id);
CREATE INDEX content_visit_untold ON content_visit (last_at)
    WHERE known AND (seconds > told_seconds OR depth > told_depth);

-- Browsers of people who are known, since they registered or a link was sent to them.
CREATE TABLE content_reader (
    corp_id     bigint NOT NULL REFERENCES corp,
    device      bytea NOT NULL,
    profile_no  integer NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (corp_id, device)
);
CREATE INDEX content_reader_profile ON content_reader (corp_id, profile_no);

-- Browsers whose reading is not recorded: their people said so.
CREATE TABLE content_refusal (
    corp_id     bigint NOT NULL REFERENCES corp,
    device      bytea NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (corp_id, device)
);

-- The public page of reports and articles that anybody may find.
CREATE TABLE content_library (
    corp_id     bigint NOT NULL REFERENCES corp,
    token       text NOT NULL UNIQUE,
    title       text NOT NULL,
    intro       text NOT NULL DEFAULT '',
    open        boolean NOT NULL DEFAULT false,
    PRIMARY KEY (corp_id)
);

-- A member's code on a poster.
CREATE TABLE content_code (
    corp_id     bigint NOT NULL,
    content_id  bigint NOT NULL,
    userid      text NOT NULL,
    config_id   text NOT NULL,
    picture     text NOT NULL,
    -- what the code says; '' until its picture was read
    address     text NOT NULL DEFAULT '',
    made_at     timestamptz NOT NULL,
    PRIMARY KEY (corp_id, content_id, userid),
    FOREIGN KEY (corp_id, content_id) REFERENCES content_item (corp_id, id) ON DELETE CASCADE
);

-- 快捷回复: the company's (userid '') and members' own.
CREATE TABLE quick_reply (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    userid      text NOT NULL DEFAULT '',
    category    text NOT NULL,
    title       text NOT NULL DEFAULT '',
    text        text NOT NULL,
    content_id  bigint,
    position    integer NOT NULL DEFAULT 0,
    uses        integer NOT NULL DEFAULT 0,
    used_at     timestamptz,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, content_id) REFERENCES content_item (corp_id, id)
);
CREATE INDEX quick_reply_of ON quick_reply (corp_id, userid, category, position, id);

-- How often each member used one.
CREATE TABLE quick_reply_use (
    corp_id     bigint NOT NULL,
    reply_id    bigint NOT NULL,
    userid      text NOT NULL,
    uses        integer NOT NULL,
    used_at     timestamptz NOT NULL,
    PRIMARY KEY (corp_id, reply_id, userid),
    FOREIGN KEY (corp_id, reply_id) REFERENCES quick_reply (corp_id, id) ON DELETE CASCADE
);
