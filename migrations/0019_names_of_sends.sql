-- What a send is called in the ledger, and why a second administrator did not agree to it.

CREATE TABLE touch_source (
    corp_id     bigint NOT NULL,
    source      text NOT NULL,
    source_id   bigint NOT NULL,
    title       text NOT NULL,
    PRIMARY KEY (corp_id, source, source_id)
);

ALTER TABLE broadcast ADD COLUMN reason text;
