-- 客户档案: one person per profile, whatever she was known by. Numbers are dense within a company, for the engine's
-- sets of people. Whoever writes any of these tables holds the company's lock (growth/profiles/store/lock.py).

CREATE TABLE profile_counter (
    corp_id     bigint PRIMARY KEY REFERENCES corp,
    profiles    bigint NOT NULL DEFAULT 0,
    tags        bigint NOT NULL DEFAULT 0,
    merges      bigint NOT NULL DEFAULT 0,
    conflicts   bigint NOT NULL DEFAULT 0
);

CREATE TABLE profile (
    corp_id     bigint NOT NULL REFERENCES corp,
    profile_no  integer NOT NULL,
    name        text NOT NULL DEFAULT '',
    avatar      text NOT NULL DEFAULT '',
    gender      text NOT NULL DEFAULT '' CHECK (gender IN ('', 'male', 'female')),
    birthday    date,
    city        text NOT NULL DEFAULT '',
    latitude    double precision,
    longitude   double precision,
    -- custom fields: {"<field_no>": value}
    attributes  jsonb NOT NULL DEFAULT '{}',
    -- who said each of the above, and when: {"name": ["2026-11-22T08:00:00Z", "wecom"], "f_3": …}
    said        jsonb NOT NULL DEFAULT '{}',
    -- those of profile_tag, each once
    tags        integer[] NOT NULL DEFAULT '{}',
    known_since timestamptz NOT NULL,
    -- she turned out to be this one; always one that is nobody else
    merged_into integer,
    -- was another one once, so that the engine has to be told where she belongs
    moved       boolean NOT NULL DEFAULT false,
    erased_at   timestamptz,
    changed     xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (corp_id, profile_no),
    FOREIGN KEY (corp_id, merged_into) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX profile_changed ON profile (changed, corp_id, profile_no);
CREATE INDEX profile_merged ON profile (corp_id, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE profile_identity (
    corp_id     bigint NOT NULL,
    kind        text NOT NULL CHECK (kind IN
        ('external_userid', 'unionid', 'openid', 'member_no', 'phone', 'email', 'device')),
    value       text NOT NULL CHECK (value <> ''),
    profile_no  integer NOT NULL,
    source      text NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (corp_id, kind, value),
    FOREIGN KEY (corp_id, profile_no) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX profile_identity_of ON profile_identity (corp_id, profile_no);
-- what one person has one of: the last word on who is who
CREATE UNIQUE INDEX profile_identity_single ON profile_identity (corp_id, profile_no, kind)
    WHERE kind IN ('external_userid', 'unionid', 'member_no');

-- Evidence that would have made two people one, and did not.
CREATE TABLE identity_conflict (
    corp_id     bigint NOT NULL REFERENCES corp,
    conflict_no integer NOT NULL,
    -- what they would have had two of
    kind        text NOT NULL,
    -- the profiles that the evidence points to, ascending
    profile_nos integer[] NOT NULL,
    -- what it says: [["phone", "+8613800000000"], …]
    evidence    jsonb NOT NULL,
    source      text NOT NULL,
    found_at    timestamptz NOT NULL,
    settled_at  timestamptz,
    settled_by  text,
    PRIMARY KEY (corp_id, conflict_no),
    UNIQUE (corp_id, kind, profile_nos, evidence)
);
CREATE INDEX identity_conflict_open ON identity_conflict (corp_id, conflict_no) WHERE settled_at IS NULL;

-- Two of whom a person said that they are not the same: no evidence merges them.
CREATE TABLE profile_apart (
    corp_id     bigint NOT NULL,
    one_no      integer NOT NULL,
    other_no    integer NOT NULL CHECK (one_no < other_no),
    PRIMARY KEY (corp_id, one_no, other_no),
    FOREIGN KEY (corp_id, one_no) REFERENCES profile (corp_id, profile_no),
    FOREIGN KEY (corp_id, other_no) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX profile_apart_other ON profile_apart (corp_id, other_no);

-- Who became whom, and what is needed to take it back.
CREATE TABLE profile_merge (
    corp_id     bigint NOT NULL,
    merge_no    integer NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('merge', 'split')),
    -- merge: `from_no` became a part of `to_no`; split: `to_no` came out of `from_no`
    from_no     integer NOT NULL,
    to_no       integer NOT NULL,
    by_rule     boolean NOT NULL,
    source      text NOT NULL,
    at          timestamptz NOT NULL,
    actor_name  text NOT NULL,
    -- how `to_no` was, and what it got: identities, tags, and who had merged into `from_no` before
    kept        jsonb NOT NULL,
    undone_at   timestamptz,
    undone_by   text,
    PRIMARY KEY (corp_id, merge_no),
    FOREIGN KEY (corp_id, from_no) REFERENCES profile (corp_id, profile_no),
    FOREIGN KEY (corp_id, to_no) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX profile_merge_from ON profile_merge (corp_id, from_no);
CREATE INDEX profile_merge_to ON profile_merge (corp_id, to_no);

-- Custom fields. Numbers are global, since each is a column of the engine's, f_<field_no>.
CREATE TABLE profile_field (
    corp_id     bigint NOT NULL REFERENCES corp,
    field_no    integer GENERATED ALWAYS AS IDENTITY,
    key         text NOT NULL,
    name        text NOT NULL,
    type        text NOT NULL
        CHECK (type IN ('text', 'number', 'boolean', 'date', 'choice', 'choices')),
    choices     text[] NOT NULL DEFAULT '{}',
    position    integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    PRIMARY KEY (corp_id, field_no),
    UNIQUE (corp_id, key)
);

CREATE TABLE growth_tag (
    corp_id     bigint NOT NULL REFERENCES corp,
    tag_no      integer NOT NULL,
    group_name  text NOT NULL,
    name        text NOT NULL,
    -- null: of our own
    wecom_id    text,
    PRIMARY KEY (corp_id, tag_no),
    UNIQUE (corp_id, wecom_id)
);
CREATE UNIQUE INDEX growth_tag_own ON growth_tag (corp_id, group_name, name) WHERE wecom_id IS NULL;

CREATE TABLE profile_tag (
    corp_id     bigint NOT NULL,
    profile_no  integer NOT NULL,
    tag_no      integer NOT NULL,
    -- the member on whose follow it is; empty: on the person
    userid      text NOT NULL DEFAULT '',
    since       timestamptz NOT NULL,
    origin      text NOT NULL,
    PRIMARY KEY (corp_id, profile_no, tag_no, userid),
    FOREIGN KEY (corp_id, profile_no) REFERENCES profile (corp_id, profile_no),
    FOREIGN KEY (corp_id, tag_no) REFERENCES growth_tag (corp_id, tag_no)
);
CREATE INDEX profile_tag_on ON profile_tag (corp_id, tag_no, profile_no);

-- Up to where profiles were carried into the engine. Global: one row for all companies.
CREATE TABLE profile_carried (
    changed     bigint NOT NULL,
    corp_id     bigint NOT NULL,
    profile_no  integer NOT NULL
);
INSERT INTO profile_carried VALUES (0, 0, 0);
