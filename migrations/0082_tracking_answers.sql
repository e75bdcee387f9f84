-- What is fixed stays where it lies: the rows of the inbox that a batch is made of carry its number, and the
-- batch keeps only what was found out about them. So each occurrence is written once on its way.

ALTER TABLE tracking_inbox ADD COLUMN batch_no bigint;
CREATE INDEX tracking_inbox_free ON tracking_inbox (id) WHERE batch_no IS NULL;
CREATE INDEX tracking_inbox_fixed ON tracking_inbox (batch_no, id) WHERE batch_no IS NOT NULL;

-- What waits is written as it is from now on: what is looked at on the way, then the rest of the engine's row.
-- (PostgreSQL reads no JSON with NUL in it.)
UPDATE tracking_inbox SET entries = (
    SELECT coalesce(convert_to(string_agg(json_build_array(
        e -> 0, e -> 1, e -> 3, e -> 5, e -> 6, e -> 7, e -> 12, json_build_array(
            e -> 2, e -> 3, e -> 0, e -> 4, e -> 5, e -> 8, e -> 9, e -> 10,
            coalesce((e #>> '{6,0,0}') || ':' || (e #>> '{6,0,1}'), ''), e -> 11
        ))::text, E'\n' ORDER BY n) || E'\n', 'UTF8'), '')
    FROM regexp_split_to_table(convert_from(entries, 'UTF8'), E'\n') WITH ORDINALITY line (text, n)
        CROSS JOIN LATERAL (SELECT nullif(replace(text, '\u0000', '\ufffd'), '')::json AS e) entry
    WHERE e IS NOT NULL
);

-- What was found out about the occurrences of a batch, in the order in which they lie in its rows (by id, then
-- by line): the number of the person, or -1 where the message came before.
ALTER TABLE tracking_batch ADD COLUMN people integer[];

-- What is fixed already goes back to where it came from, with the people that were found.
INSERT INTO tracking_inbox (corp_id, batch_no, entries, count)
SELECT corp_id, batch_no, convert_to(string_agg(json_build_array(
        r -> 'id', false, r -> 'at', r -> 'source', '[]'::json, r -> 'profile_no', NULL, json_build_array(
            r -> 'name', r -> 'at', r -> 'id', r -> 'received_at', r -> 'source', r -> 'userid',
            r -> 'subject', r -> 'amount_fen', r -> 'identity', r -> 'properties'
        ))::text, E'\n' ORDER BY n) || E'\n', 'UTF8'), count(*)
FROM (
    SELECT batch_no, n, r, (r ->> 'corp_id')::bigint AS corp_id
    FROM tracking_batch, regexp_split_to_table(convert_from(lines, 'UTF8'), E'\n') WITH ORDINALITY line (text, n)
        CROSS JOIN LATERAL (SELECT nullif(replace(text, '\u0000', '\ufffd'), '')::json AS r) row
    WHERE r IS NOT NULL
) fixed
GROUP BY corp_id, batch_no ORDER BY batch_no, corp_id;
UPDATE tracking_batch b SET people = (
    SELECT array_agg((r ->> 'profile_no')::integer ORDER BY (r ->> 'corp_id')::bigint, n)
    FROM regexp_split_to_table(convert_from(lines, 'UTF8'), E'\n') WITH ORDINALITY line (text, n)
        CROSS JOIN LATERAL (SELECT nullif(replace(text, '\u0000', '\ufffd'), '')::json AS r) row
    WHERE r IS NOT NULL
);
ALTER TABLE tracking_batch ALTER COLUMN people SET NOT NULL, DROP COLUMN lines, DROP COLUMN count;
