-- Work behind the messages: every message whose `changed` is below a follower's was looked at by it. One table
-- for all that follow. Who stood within a transaction looks at that one again, which changes nothing.
CREATE TABLE message_follower (
    name    text PRIMARY KEY,
    changed bigint NOT NULL
);
INSERT INTO message_follower (name, changed)
SELECT 'search', changed FROM search_progress
UNION ALL SELECT 'talk', changed FROM talk_progress
UNION ALL SELECT 'groups', changed FROM group_talk_progress
UNION ALL SELECT 'archive', changed FROM archive_progress
UNION ALL SELECT 'acquisition', changed FROM acquisition_progress;
DROP TABLE search_progress, talk_progress, group_talk_progress, archive_progress, acquisition_progress;
