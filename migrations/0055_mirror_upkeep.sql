-- What was found to differ and is left as it is, until somebody has it repaired.
CREATE INDEX wecom_drift_open ON wecom_drift (corp_id) WHERE repaired_at IS NULL;

-- Profiles that became others, or of which others came out: their follows are written anew into the engine.
CREATE TABLE wecom_renumbered (
    corp_id     bigint NOT NULL REFERENCES corp,
    profile_no  integer NOT NULL,
    PRIMARY KEY (corp_id, profile_no)
);
