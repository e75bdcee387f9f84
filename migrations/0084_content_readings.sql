-- A reading that was closed is no more told to the member's desk. Whose desk that is follows from the userid:
-- what is sent from the sidebar has no desk's session behind it.
ALTER TABLE content_share DROP COLUMN member_id;
ALTER TABLE content_visit
    ADD COLUMN closed boolean NOT NULL DEFAULT false,
    -- seconds with each page of a report, or each tenth of a video
    ADD COLUMN stays integer[] NOT NULL DEFAULT '{}';
