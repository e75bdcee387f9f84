-- Followers take the next so many messages in the order of commit. A BRIN index knows nothing of the last pages
-- until vacuum has been there, so that each step read all that was written since.
CREATE INDEX message_by_change ON message (changed);
DROP INDEX message_changed;
