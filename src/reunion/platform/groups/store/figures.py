"""Groups by day: read from the sums, with what is not counted yet added in the same statement."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.platform.groups.figures.model import GroupDay, OwnerSums
from reunion.platform.groups.store.counting import FRESH

# $1 corp, $2 owners (null: everybody), $3 and $4 the span, $5 time zone, $6 one group or null.
# `had`: from when until when in the span somebody had a group at a day's end, or last on it; `stood`: the
# last of these days at whose end it was not dismissed. Nothing is laid out by group and day: what holds
# for many days is written where it begins and taken away behind its end, and added up over the days.
_SPAN = f"""
tenure AS (
    SELECT group_id, owner_id, (since AT TIME ZONE $5)::date AS since,
           (until AT TIME ZONE $5)::date AS until,
           (lead(since) OVER (PARTITION BY group_id ORDER BY since) AT TIME ZONE $5)::date AS passed
    FROM group_tenure WHERE corp_id = $1 AND ($6::bigint IS NULL OR group_id = $6)
), had AS MATERIALIZED (
    SELECT t.group_id, t.owner_id, greatest(t.since, $3::date) AS since,
           least(coalesce(t.passed - 1, t.until, $4::date), $4::date) AS until,
           least(coalesce(t.passed - 1, t.until - 1, $4::date), $4::date) AS stood,
           g.size, (g.created_at AT TIME ZONE $5)::date AS created
    FROM tenure t JOIN customer_group g ON g.corp_id = $1 AND g.id = t.group_id
    WHERE t.since <= coalesce(t.passed - 1, t.until, $4::date) AND t.since <= $4::date
      AND coalesce(t.passed - 1, t.until, $4::date) >= $3::date
      AND ($2::bigint[] IS NULL OR t.owner_id = ANY($2::bigint[]))
), concerned AS MATERIALIZED (
    SELECT DISTINCT group_id FROM had
), moves AS MATERIALIZED (
    SELECT group_id, day, sum(came)::bigint AS came, sum(went)::bigint AS went FROM (
        SELECT s.group_id, (s.joined_at AT TIME ZONE $5)::date AS day, 1 AS came, 0 AS went
        FROM group_stay s WHERE s.corp_id = $1 AND s.joined_at >= $3::date::timestamp AT TIME ZONE $5
          AND ($6::bigint IS NULL OR s.group_id = $6)
        UNION ALL
        SELECT s.group_id, (s.left_at AT TIME ZONE $5)::date, 0, 1
        FROM group_stay s WHERE s.corp_id = $1 AND s.left_at >= $3::date::timestamp AT TIME ZONE $5
          AND ($6::bigint IS NULL OR s.group_id = $6)
    ) AS each
    GROUP BY group_id, day
), touched AS MATERIALIZED (
    SELECT DISTINCT m.corp_id, m.conversation_id AS group_id FROM message_follower w
    JOIN message m ON m.changed >= w.changed
    JOIN concerned c ON c.group_id = m.conversation_id WHERE w.name = 'groups' AND m.corp_id = $1
), {FRESH}, quiet AS MATERIALIZED (
    SELECT group_id FROM concerned EXCEPT SELECT group_id FROM touched
), spoke AS MATERIALIZED (
    SELECT group_id, day, principal_id, sum(messages)::bigint AS messages FROM (
        SELECT d.group_id, d.day, d.principal_id, d.messages
        FROM touched o JOIN group_talk_day d ON d.corp_id = $1 AND d.group_id = o.group_id
        UNION ALL
        SELECT group_id, day, sender_id, 1 FROM fresh WHERE kind NOT IN ('system', 'recall')) AS talk
    WHERE day BETWEEN $3::date AND $4::date GROUP BY group_id, day, principal_id
)"""

_DAYS = f"""
WITH {_SPAN}, talk AS (
    SELECT q.group_id, d.* FROM quiet q CROSS JOIN LATERAL (
        SELECT day, count(*) AS speakers, sum(messages)::bigint AS messages FROM group_talk_day
        WHERE corp_id = $1 AND group_id = q.group_id AND day BETWEEN $3::date AND $4::date
        GROUP BY day) AS d
    UNION ALL
    SELECT group_id, day, count(*), sum(messages)::bigint FROM spoke GROUP BY group_id, day
), talked AS (
    SELECT t.day, count(*) AS active_groups, sum(t.speakers)::bigint AS active_members,
           sum(t.messages)::bigint AS messages
    FROM talk t JOIN had h ON h.group_id = t.group_id AND t.day BETWEEN h.since AND h.until GROUP BY 1
), moved AS (
    SELECT m.day, sum(m.came)::bigint AS joined, sum(m.went)::bigint AS left
    FROM moves m JOIN had h ON h.group_id = m.group_id AND m.day BETWEEN h.since AND h.until GROUP BY 1
), made AS (
    SELECT created AS day, count(*) AS new_groups FROM had
    WHERE created BETWEEN since AND until GROUP BY 1
), stretch AS (
    SELECT since, stood, 1 AS groups, size::bigint AS members FROM had WHERE since <= stood
    UNION ALL
    SELECT h.since, least(h.stood, m.day - 1), 0, m.went - m.came
    FROM moves m JOIN had h ON h.group_id = m.group_id AND h.since <= least(h.stood, m.day - 1)
), step AS (
    SELECT day, sum(groups) AS groups, sum(members) AS members FROM (
        SELECT since AS day, groups, members FROM stretch
        UNION ALL SELECT stood + 1, -groups, -members FROM stretch) AS ends GROUP BY day
)
SELECT d.day::date, coalesce(a.new_groups, 0) AS new_groups,
       coalesce(sum(s.groups) OVER w, 0)::bigint AS groups, coalesce(t.active_groups, 0) AS active_groups,
       coalesce(m.joined, 0) AS joined, coalesce(m.left, 0) AS left,
       coalesce(sum(s.members) OVER w, 0)::bigint AS members,
       coalesce(t.active_members, 0) AS active_members, coalesce(t.messages, 0) AS messages
FROM generate_series($3::date, $4::date, interval '1 day') AS d (day)
LEFT JOIN step s USING (day) LEFT JOIN made a USING (day)
LEFT JOIN moved m USING (day) LEFT JOIN talked t USING (day)
WINDOW w AS (ORDER BY d.day) ORDER BY d.day"""

_OWNERS = f"""
WITH {_SPAN}, held AS MATERIALIZED (
    SELECT owner_id, group_id, range_agg(daterange(since, until, '[]')) AS days FROM had GROUP BY 1, 2
), talk AS (
    SELECT h.owner_id, d.* FROM held h JOIN quiet q USING (group_id) CROSS JOIN LATERAL (
        SELECT count(DISTINCT principal_id) AS people, sum(messages)::bigint AS messages
        FROM group_talk_day WHERE corp_id = $1 AND group_id = h.group_id
          AND day BETWEEN $3::date AND $4::date AND day <@ h.days) AS d
    UNION ALL
    SELECT h.owner_id, count(DISTINCT s.principal_id), sum(s.messages)::bigint
    FROM held h JOIN spoke s ON s.group_id = h.group_id AND s.day <@ h.days
    GROUP BY h.owner_id, h.group_id
), talked AS (
    SELECT owner_id, count(*) FILTER (WHERE people > 0) AS active_groups,
           sum(people)::bigint AS active_members, sum(messages)::bigint AS messages
    FROM talk GROUP BY 1
), moved AS (
    SELECT h.owner_id, sum(m.came) FILTER (WHERE m.day <= h.until) AS joined,
           sum(m.went) FILTER (WHERE m.day <= h.until) AS left,
           sum(m.went - m.came) FILTER (WHERE m.day > $4::date AND h.stood = $4::date) AS later
    FROM moves m JOIN had h ON h.group_id = m.group_id AND m.day >= h.since GROUP BY 1
), stood AS (
    SELECT owner_id, count(*) FILTER (WHERE created BETWEEN since AND until) AS new_groups,
           count(*) FILTER (WHERE stood = $4::date) AS groups,
           coalesce(sum(size) FILTER (WHERE stood = $4::date), 0) AS members
    FROM had GROUP BY 1
)
SELECT s.owner_id, o.userid, o.name, s.new_groups, s.groups,
       coalesce(t.active_groups, 0) AS active_groups, coalesce(m.joined, 0)::bigint AS joined,
       coalesce(m.left, 0)::bigint AS left, (s.members + coalesce(m.later, 0))::bigint AS members,
       coalesce(t.active_members, 0) AS active_members, coalesce(t.messages, 0)::bigint AS messages
FROM stood s JOIN member o ON o.corp_id = $1 AND o.id = s.owner_id
LEFT JOIN moved m USING (owner_id) LEFT JOIN talked t USING (owner_id) ORDER BY s.owner_id"""


async def days(
    ctx: Context, owner_ids: Sequence[int] | None, group_id: int | None, first: date, last: date,
    zone: ZoneInfo,
) -> list[GroupDay]:  # fmt: skip
    """Each day of the span for these owners together (None: everybody), or for one group."""
    rows = await ctx.tx.fetch(_DAYS, ctx.corp_id, owner_ids, first, last, zone.key, group_id)
    return [GroupDay(**row) for row in rows]


async def owners(
    ctx: Context, owner_ids: Sequence[int] | None, first: date, last: date, zone: ZoneInfo
) -> list[OwnerSums]:
    """The whole span by owner, in the order of making."""
    rows = await ctx.tx.fetch(_OWNERS, ctx.corp_id, owner_ids, first, last, zone.key, None)
    return [OwnerSums(**row) for row in rows]
