-- Moments 朋友圈: what is to be posted, a post for each member in whose name it goes, a row for each
-- customer whom a post was meant for, and what people say to it.

CREATE TABLE moment (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    wire_id     text NOT NULL UNIQUE,
    -- where an app made it: what it asks for the result by
    jobid       text UNIQUE,
    state       text NOT NULL CHECK (state IN
        ('preparing', 'open', 'finished', 'cancelled', 'failed', 'deleted')),
    origin      text NOT NULL CHECK (origin IN ('console', 'api', 'desk')),
    purpose     text NOT NULL CHECK (purpose IN ('marketing', 'service')),
    text        text NOT NULL,
    -- with what clients need of the files, which never change
    attachments jsonb NOT NULL,
    range       jsonb NOT NULL,
    -- departments that the maker is held to; null: the whole company
    scope       integer[],
    -- senders and tags that an app named and that do not exist
    unknown     jsonb NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL,
    creator_id  bigint NOT NULL,
    created_by  text NOT NULL,
    members     integer NOT NULL DEFAULT 0,
    reminded    timestamptz[] NOT NULL DEFAULT '{}',
    due_at      timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX moment_recent ON moment (corp_id, created_at DESC, id DESC);
CREATE INDEX moment_due ON moment (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX moment_open ON moment (corp_id, id) WHERE state = 'open';
CREATE INDEX moment_by_app ON moment (corp_id, created_at) WHERE jobid IS NOT NULL;

CREATE TABLE moment_post (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    moment_id   bigint NOT NULL,
    member_id   bigint NOT NULL,
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN
        ('pending', 'publishing', 'published', 'cancelled', 'deleted')),
    -- customers: shown to, refused by a rule, shown by a colleague already
    shown       integer NOT NULL DEFAULT 0,
    refused     integer NOT NULL DEFAULT 0,
    elsewhere   integer NOT NULL DEFAULT 0,
    -- rule -> how many it refused
    refusals    jsonb NOT NULL DEFAULT '{}',
    -- customers up to this one are answered for
    published_to bigint NOT NULL DEFAULT 0,
    confirmed_at timestamptz,
    published_at timestamptz,
    done_at     timestamptz,
    deleted_by  text,
    quiet_until timestamptz,
    due_at      timestamptz,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, moment_id, member_id),
    FOREIGN KEY (corp_id, moment_id) REFERENCES moment (corp_id, id)
) WITH (fillfactor = 70);
CREATE INDEX moment_post_of_member ON moment_post (corp_id, member_id, id DESC);
CREATE INDEX moment_post_due ON moment_post (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX moment_post_under_way ON moment_post (corp_id, moment_id)
    WHERE state IN ('pending', 'publishing');

-- One row per Moment and customer: a customer sees it once, from one member.
CREATE TABLE moment_viewer (
    corp_id     bigint NOT NULL,
    moment_id   bigint NOT NULL,
    contact_id  bigint NOT NULL,
    person_id   bigint NOT NULL,
    post_id     bigint NOT NULL,
    member_id   bigint NOT NULL,
    shown       boolean NOT NULL DEFAULT true,
    -- false: it was there before she came, and counts as no touch
    counted_as_touch boolean NOT NULL DEFAULT true,
    refused_by  text,
    counted     smallint,
    allowed     smallint,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, moment_id, contact_id),
    CHECK (shown = (refused_by IS NULL))
) WITH (fillfactor = 80);
-- A person's feed, over all companies.
CREATE INDEX moment_feed ON moment_viewer (person_id, at DESC, post_id DESC) WHERE shown;
CREATE INDEX moment_viewer_of_post ON moment_viewer (corp_id, post_id, contact_id);

-- Which Moments carry a file: whoever sees one may open it.
CREATE TABLE moment_media (
    corp_id     bigint NOT NULL,
    media_id    text NOT NULL,
    moment_id   bigint NOT NULL,
    PRIMARY KEY (media_id, corp_id, moment_id),
    FOREIGN KEY (corp_id, moment_id) REFERENCES moment (corp_id, id)
);

CREATE TABLE moment_like (
    corp_id     bigint NOT NULL,
    post_id     bigint NOT NULL,
    contact_id  bigint NOT NULL,
    moment_id   bigint NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, post_id, contact_id)
);
CREATE INDEX moment_like_of_moment ON moment_like (corp_id, moment_id, at);

-- contact_id: the customer whose talk with the member it belongs to; null: the member says it to all
-- who see the post. Author ids are principals, so an id says who without a kind.
CREATE TABLE moment_comment (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    post_id     bigint NOT NULL,
    moment_id   bigint NOT NULL,
    contact_id  bigint,
    author_id   bigint NOT NULL,
    text        text NOT NULL,
    at          timestamptz NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    -- what the client called it: a repeated send is the same comment
    client_id   text NOT NULL,
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, post_id, author_id, client_id)
);
CREATE INDEX moment_comment_of_post ON moment_comment (corp_id, post_id, id) WHERE deleted_at IS NULL;
CREATE INDEX moment_comment_of_moment ON moment_comment (corp_id, moment_id, id);

-- What somebody is told of: a member of likes and comments, a person of answers to her.
CREATE TABLE moment_notice (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    account_id  bigint NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('like', 'comment')),
    post_id     bigint NOT NULL,
    author_id   bigint NOT NULL,
    comment_id  bigint,
    at          timestamptz NOT NULL,
    read        boolean NOT NULL DEFAULT false,
    PRIMARY KEY (corp_id, id),
    UNIQUE NULLS NOT DISTINCT (corp_id, post_id, author_id, kind, comment_id)
);
CREATE INDEX moment_notice_of_account ON moment_notice (account_id, id DESC);
CREATE INDEX moment_notice_unread ON moment_notice (account_id) WHERE NOT read;

-- Up to when a person has looked at her feed.
CREATE TABLE moment_glance (
    person_id   bigint PRIMARY KEY REFERENCES person,
    at          timestamptz NOT NULL
);
