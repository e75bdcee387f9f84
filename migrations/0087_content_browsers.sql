-- What a browser registered for or read is found by the browser alone: whoever registered once reads every
-- report of the company, and a refusal forgets all that a browser read.
CREATE INDEX content_share_reader ON content_share (corp_id, device) WHERE device IS NOT NULL;
