-- A reconciliation also tells which customer groups were other than we held them: external_userid is then the chat_id.
ALTER TABLE wecom_drift DROP CONSTRAINT wecom_drift_kind_check;
ALTER TABLE wecom_drift ADD CONSTRAINT wecom_drift_kind_check
    CHECK (kind IN ('missing', 'gone', 'differs', 'customer', 'group'));

-- How often writing tags was put off since it last worked, so that each wait is longer than the one before.
ALTER TABLE wecom_mirror ADD COLUMN marks_failures integer NOT NULL DEFAULT 0;

-- Each company's tags are written beside the others', oldest first.
DROP INDEX wecom_marking_due;
CREATE INDEX wecom_marking_due ON wecom_marking (corp_id, next_at) WHERE state = 'queued';
