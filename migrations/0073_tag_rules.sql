-- 标签规则 and batch tagging: tags that set themselves, and tags set for many people at once, with undo.

-- A condition (a definition of segments), the tags that it gives, and whether they are taken back when it no
-- longer holds. Its people are those of segment_id, which segments keeps for it alone while it is on.
CREATE TABLE tag_rule (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    kind        text NOT NULL
                CHECK (kind IN ('source', 'form', 'behaviour', 'purchase', 'silence', 'segment', 'own')),
    definition  jsonb NOT NULL,
    tag_nos     integer[] NOT NULL CHECK (cardinality(tag_nos) BETWEEN 1 AND 20),
    takes_back  boolean NOT NULL,
    enabled     boolean NOT NULL,
    segment_id  bigint,
    -- everybody is looked at, from the lowest number of a profile up: as far as this; null: nothing to look at
    swept_to    bigint,
    sweep_total integer NOT NULL DEFAULT 0,
    sweep_done  integer NOT NULL DEFAULT 0,
    given       bigint NOT NULL DEFAULT 0,
    taken       bigint NOT NULL DEFAULT 0,
    acted_at    timestamptz,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX tag_rule_of_segment ON tag_rule (corp_id, segment_id);
CREATE INDEX tag_rule_to_sweep ON tag_rule (corp_id) WHERE swept_to IS NOT NULL;

-- Whom the rule holds for, as far as it has acted. Which tags it gave her says their origin.
CREATE TABLE tag_rule_hold (
    corp_id     bigint NOT NULL,
    rule_id     bigint NOT NULL,
    profile_no  integer NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (corp_id, rule_id, profile_no),
    FOREIGN KEY (corp_id, rule_id) REFERENCES tag_rule (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX tag_rule_hold_of_profile ON tag_rule_hold (corp_id, profile_no);

-- What a rule did, a row a step: people for whom it began and ceased to hold, tags given and taken back.
CREATE TABLE tag_rule_act (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    rule_id     bigint NOT NULL,
    cause       text NOT NULL CHECK (cause IN ('change', 'sweep')),
    began       integer NOT NULL,
    ceased      integer NOT NULL,
    given       integer NOT NULL,
    taken       integer NOT NULL,
    -- the first few of them
    people      integer[] NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, rule_id) REFERENCES tag_rule (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX tag_rule_act_of_rule ON tag_rule_act (corp_id, rule_id, id DESC);

-- Tags set for many at once. `people` is a roaring bitmap; done_to: the number of a profile reached.
CREATE TABLE tag_batch (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL,
    -- in words
    source      text NOT NULL,
    add_nos     integer[] NOT NULL,
    remove_nos  integer[] NOT NULL CHECK (cardinality(add_nos) + cardinality(remove_nos) BETWEEN 1 AND 20),
    state       text NOT NULL
                CHECK (state IN ('running', 'stopped', 'done', 'undoing', 'undone')),
    people      bytea NOT NULL,
    total       integer NOT NULL,
    done_to     bigint NOT NULL DEFAULT -1,
    done        integer NOT NULL DEFAULT 0,
    -- people of whom something is to be put back
    undo_total  integer NOT NULL DEFAULT 0,
    -- tags of people that it changed; that it put back; that somebody had changed since
    changed     bigint NOT NULL DEFAULT 0,
    restored    bigint NOT NULL DEFAULT 0,
    kept        bigint NOT NULL DEFAULT 0,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz,
    undone_by   text NOT NULL DEFAULT '',
    undone_at   timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX tag_batch_open ON tag_batch (corp_id, id) WHERE state IN ('running', 'undoing');

-- What it really changed, and how it was before: what undo puts back.
CREATE TABLE tag_batch_change (
    corp_id     bigint NOT NULL,
    batch_id    bigint NOT NULL,
    profile_no  integer NOT NULL,
    tag_no      integer NOT NULL,
    userid      text NOT NULL,
    added       boolean NOT NULL,
    -- of the tag that was there before, when it was removed
    since       timestamptz,
    origin      text NOT NULL DEFAULT '',
    -- who changed it since; empty: nobody
    overtaken_by text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, batch_id, profile_no, tag_no, userid),
    FOREIGN KEY (corp_id, batch_id) REFERENCES tag_batch (corp_id, id) ON DELETE CASCADE
);
CREATE INDEX tag_batch_change_of_profile ON tag_batch_change (corp_id, profile_no);
