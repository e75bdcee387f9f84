"""Groups by day: read from the sums, with what is not counted yet added in the same statement."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.platform.groups.figures.model import GroupDay, OwnerSums
from reunion.platform.groups.store.counting import FRESH

# $1 corp, $2 owners (null: everybody), $3 and $4 the span, $5 time zone, $6 one group or null.
# `had`: who had a group at the end of each day of the span, or last on it; `stands`: not dismissed by then.
_DAYS = f"""
day AS (
    SELECT d::date AS day, d::timestamp AT TIME ZONE $5 AS begins,
           (d + interval '1 day')::timestamp AT TIME ZONE $5 AS ends
    FROM generate_series($3::date, $4::date, interval '1 day') AS d
), had AS MATERIALIZED (
    SELECT * FROM (
        SELECT DISTINCT ON (d.day, t.group_id) d.day, t.group_id, t.owner_id,
               t.until IS NULL OR t.until >= d.ends AS stands
        FROM day d JOIN group_tenure t ON t.corp_id = $1 AND t.since < d.ends
          AND (t.until IS NULL OR t.until >= d.begins) AND ($6::bigint IS NULL OR t.group_id = $6)
        ORDER BY d.day, t.group_id, t.since DESC) AS last_on_day
    WHERE $2::bigint[] IS NULL OR owner_id = ANY($2::bigint[])
), concerned AS MATERIALIZED (
    SELECT DISTINCT group_id FROM had
), came AS MATERIALIZED (
    SELECT group_id, day, sum(joined)::bigint AS joined, sum(gone)::bigint AS gone FROM (
        SELECT s.group_id, (s.joined_at AT TIME ZONE $5)::date AS day, 1 AS joined, 0 AS gone
        FROM concerned c JOIN group_stay s ON s.corp_id = $1 AND s.group_id = c.group_id
        UNION ALL
        SELECT s.group_id, (s.left_at AT TIME ZONE $5)::date, 0, 1
        FROM concerned c JOIN group_stay s ON s.corp_id = $1 AND s.group_id = c.group_id
        WHERE s.left_at IS NOT NULL) AS moves
    GROUP BY group_id, day
), running AS (
    SELECT group_id, day, asked, coalesce(sum(moved)
               OVER (PARTITION BY group_id ORDER BY day RANGE UNBOUNDED PRECEDING), 0)::bigint AS members
    FROM (SELECT group_id, day, joined - gone AS moved, false AS asked FROM came
          UNION ALL SELECT group_id, day, 0, true FROM had) AS moves
), touched AS MATERIALIZED (
    SELECT DISTINCT m.corp_id, m.conversation_id AS group_id FROM group_talk_progress w
    JOIN message m ON m.changed >= w.changed
    JOIN concerned c ON c.group_id = m.conversation_id WHERE m.corp_id = $1
), {FRESH}, spoke AS MATERIALIZED (
    SELECT group_id, day, principal_id, sum(messages)::bigint AS messages FROM (
        SELECT d.group_id, d.day, d.principal_id, d.messages::bigint
        FROM concerned c JOIN group_talk_day d ON d.corp_id = $1 AND d.group_id = c.group_id
          AND d.day BETWEEN $3 AND $4
        UNION ALL
        SELECT group_id, day, sender_id, count(*) FROM fresh
        WHERE kind NOT IN ('system', 'recall') AND day BETWEEN $3 AND $4 GROUP BY 1, 2, 3) AS talk
    GROUP BY group_id, day, principal_id
), talk AS (
    SELECT group_id, day, count(*) AS speakers, sum(messages)::bigint AS messages FROM spoke GROUP BY 1, 2
), detail AS (
    SELECT h.day, h.group_id, h.owner_id, h.stands,
           ((g.created_at AT TIME ZONE $5)::date = h.day)::int AS new_group,
           coalesce(c.joined, 0) AS joined, coalesce(c.gone, 0) AS gone,
           r.members,
           coalesce(t.speakers, 0) AS speakers, coalesce(t.messages, 0) AS messages
    FROM had h JOIN customer_group g ON g.corp_id = $1 AND g.id = h.group_id
    JOIN running r ON r.group_id = h.group_id AND r.day = h.day AND r.asked
    LEFT JOIN came c ON c.group_id = h.group_id AND c.day = h.day
    LEFT JOIN talk t ON t.group_id = h.group_id AND t.day = h.day
)"""


async def days(
    ctx: Context, owner_ids: Sequence[int] | None, group_id: int | None, first: date, last: date,
    zone: ZoneInfo,
) -> list[GroupDay]:  # fmt: skip
    """Each day of the span for these owners together (None: everybody), or for one group."""
    rows = await ctx.tx.fetch(
        f"""WITH {_DAYS}
            SELECT d.day, coalesce(sum(x.new_group), 0)::bigint AS new_groups,
                   count(*) FILTER (WHERE x.stands) AS groups,
                   count(*) FILTER (WHERE x.messages > 0) AS active_groups,
                   coalesce(sum(x.joined), 0)::bigint AS joined,
                   coalesce(sum(x.gone), 0)::bigint AS left,
                   coalesce(sum(x.members) FILTER (WHERE x.stands), 0)::bigint AS members,
                   coalesce(sum(x.speakers), 0)::bigint AS active_members,
                   coalesce(sum(x.messages), 0)::bigint AS messages
            FROM day d LEFT JOIN detail x ON x.day = d.day GROUP BY d.day ORDER BY d.day""",
        ctx.corp_id, owner_ids, first, last, zone.key, group_id,
    )  # fmt: skip
    return [GroupDay(**row) for row in rows]


async def owners(
    ctx: Context, owner_ids: Sequence[int] | None, first: date, last: date, zone: ZoneInfo
) -> list[OwnerSums]:
    """The whole span by owner, in the order of making."""
    rows = await ctx.tx.fetch(
        f"""WITH {_DAYS}, people AS (
                SELECT h.owner_id, count(DISTINCT (s.group_id, s.principal_id)) AS active_members
                FROM had h JOIN spoke s ON s.group_id = h.group_id AND s.day = h.day GROUP BY 1
            )
            SELECT x.owner_id, m.userid, m.name, sum(x.new_group)::bigint AS new_groups,
                   count(*) FILTER (WHERE x.stands AND x.day = $4) AS groups,
                   count(DISTINCT x.group_id) FILTER (WHERE x.messages > 0) AS active_groups,
                   sum(x.joined)::bigint AS joined, sum(x.gone)::bigint AS left,
                   coalesce(sum(x.members) FILTER (WHERE x.stands AND x.day = $4), 0)::bigint AS members,
                   coalesce(max(p.active_members), 0) AS active_members,
                   sum(x.messages)::bigint AS messages
            FROM detail x JOIN member m ON m.corp_id = $1 AND m.id = x.owner_id
            LEFT JOIN people p ON p.owner_id = x.owner_id
            GROUP BY x.owner_id, m.userid, m.name ORDER BY x.owner_id""",
        ctx.corp_id, owner_ids, first, last, zone.key, None,
    )  # fmt: skip
    return [OwnerSums(**row) for row in rows]
