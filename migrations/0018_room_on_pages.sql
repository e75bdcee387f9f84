-- A broadcast changes each of these rows once in one sweep. Half a page stays free, so that the new row fits
-- beside the old and no index has to learn of it.

ALTER TABLE conversation SET (fillfactor = 50);
ALTER TABLE touch_count SET (fillfactor = 50);
ALTER TABLE broadcast_recipient SET (fillfactor = 45);
