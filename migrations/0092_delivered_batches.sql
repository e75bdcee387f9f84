-- The engine has all batches up to this one, whole. It takes a batch month by month, so that for a moment a
-- part of the last is there alone: who asks what is new goes no further than this.
CREATE TABLE tracking_delivered (
    batch_no    bigint NOT NULL
);
INSERT INTO tracking_delivered
SELECT coalesce((SELECT min(batch_no) - 1 FROM tracking_batch), CASE WHEN is_called THEN last_value ELSE 0 END)
FROM tracking_batch_no;
