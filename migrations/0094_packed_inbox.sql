-- What waits for the engine is packed: JSON lines become a fifth, so less is written, logged and read again on
-- the way, and the disk holds five times as much while the engine is away.

-- Bytes of `entries` when unpacked (LZ4, a block without a head). NULL: they are not packed, as before.
ALTER TABLE tracking_inbox ADD COLUMN size integer;
-- A list of 20,000 numbers for a few moments: not worth packing.
ALTER TABLE tracking_batch ALTER COLUMN people SET STORAGE EXTERNAL;
