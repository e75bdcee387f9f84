-- What a list of profiles searches and filters by; apart from `profile`, which changes with every tag.
CREATE TABLE profile_search (
    corp_id     bigint NOT NULL,
    profile_no  integer NOT NULL,
    -- who told of her first
    source      text NOT NULL,
    -- her name, folded, and the pieces that a search finds it by
    body        text NOT NULL,
    tokens      tsvector NOT NULL,
    PRIMARY KEY (corp_id, profile_no),
    FOREIGN KEY (corp_id, profile_no) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX profile_search_tokens ON profile_search USING gin (tokens);
CREATE INDEX profile_search_source ON profile_search (corp_id, source, profile_no);
INSERT INTO profile_search
    SELECT corp_id, profile_no, 'import', lower(name), search_tokens(lower(name)) FROM profile;

-- people are asked for by the last digits of their number
CREATE INDEX profile_identity_tail ON profile_identity (corp_id, right(value, 4)) WHERE kind = 'phone';

-- 同意: what a person agreed to and took back, by purpose; the latest entry counts, none is ever changed.
CREATE TABLE consent_entry (
    corp_id     bigint NOT NULL,
    entry_no    bigint GENERATED ALWAYS AS IDENTITY,
    profile_no  integer NOT NULL,
    purpose     text NOT NULL CHECK (purpose IN ('marketing', 'tracking', 'profiling', 'sharing')),
    given       boolean NOT NULL,
    at          timestamptz NOT NULL,
    source      text NOT NULL,
    note        text NOT NULL,
    actor_name  text NOT NULL,
    PRIMARY KEY (corp_id, entry_no),
    FOREIGN KEY (corp_id, profile_no) REFERENCES profile (corp_id, profile_no)
);
CREATE INDEX consent_entry_of ON consent_entry (corp_id, profile_no, purpose, at DESC, entry_no DESC);

-- Erasure of a person: what was asked, and the receipt of what was erased where.
CREATE TABLE profile_erasure (
    corp_id     bigint NOT NULL REFERENCES corp,
    erasure_no  integer NOT NULL,
    profile_no  integer NOT NULL,
    profile_nos integer[] NOT NULL,
    -- needed by the stores until it is done, then emptied
    identities  jsonb NOT NULL,
    reason      text NOT NULL,
    asked_at    timestamptz NOT NULL,
    asked_by    text NOT NULL,
    -- stores that are done: {"purchases": [["postgresql", "purchase", 12]], …}
    receipt     jsonb NOT NULL DEFAULT '{}',
    finished_at timestamptz,
    PRIMARY KEY (corp_id, erasure_no)
);
ALTER TABLE profile_counter ADD COLUMN erasures bigint NOT NULL DEFAULT 0;
