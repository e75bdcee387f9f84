-- Broadcasts to customer groups: a recipient is then a group, under the number that restraint counts it by.

ALTER TABLE broadcast
    ADD COLUMN chat_type text NOT NULL DEFAULT 'single' CHECK (chat_type IN ('single', 'group'));
