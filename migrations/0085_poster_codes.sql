-- Whom the codes of posters brought, by their states.
CREATE INDEX wecom_follow_channel ON wecom_follow (corp_id, channel, added_at) WHERE channel <> '';
