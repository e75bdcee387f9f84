-- What scoped administrators make is their own: `own_of` is the member; null: the company's.

ALTER TABLE segment ADD COLUMN own_of bigint;
-- whose follows a batch writes WeCom's tags on; null: everybody's
ALTER TABLE tag_batch ADD COLUMN own_of bigint, ADD COLUMN userids text[];
