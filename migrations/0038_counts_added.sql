-- Sums by name, such as refusals by rule, kept as {"name": n}: some more of them added.

CREATE FUNCTION counts_added(counts jsonb, more jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(name, n), '{}') FROM (
        SELECT name, sum(n::bigint) AS n FROM (
            SELECT * FROM jsonb_each_text(counts) UNION ALL SELECT * FROM jsonb_each_text(more)
        ) AS each (name, n) GROUP BY name) AS sums
$$;
