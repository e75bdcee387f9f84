-- Codes in pictures for the guards of groups, and where a text that interception found something in was.

ALTER TABLE media
    -- what the QR codes in a picture say; null: nobody has looked yet
    ADD COLUMN codes text[];

ALTER TABLE group_guard
    ADD COLUMN codes boolean NOT NULL DEFAULT false;

ALTER TABLE group_act
    DROP CONSTRAINT group_act_reason_check,
    ADD CONSTRAINT group_act_reason_check
        CHECK (reason IN ('word', 'link', 'code', 'miniprogram', 'card', 'flood'));

ALTER TABLE intercept_hit
    ADD COLUMN place text NOT NULL DEFAULT 'chat' CHECK (place IN (
        'chat', 'broadcast', 'moment', 'comment', 'welcome', 'group_notice', 'group_welcome',
        'group_reply'));
