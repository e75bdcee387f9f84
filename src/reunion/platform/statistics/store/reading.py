"""Days read from the sums, with what is not counted yet added in the same statement: exact at any moment."""

from datetime import date

from reunion.core.context import Context
from reunion.platform.statistics.model import Behavior, TrendDay
from reunion.platform.statistics.store.counting import NOT_COUNTED, UNCOUNTED, meetings

_WHICH = """member_id = ANY($2) AND day BETWEEN $3::date AND $4::date"""
_EVERYBODY = (
    """day BETWEEN $3::date AND $4::date AND ($2::bigint[] IS NULL OR member_id = ANY($2))"""
)


def _days(which: str) -> str:
    """`talk` and `met`: rows of some members' days, not summed. $1 corp, $2 members, $3 and $4 the span."""
    return f"""
    touched AS MATERIALIZED (
        SELECT DISTINCT m.corp_id, m.conversation_id FROM message_follower w
        JOIN message m ON m.changed >= w.changed WHERE w.name = 'talk' AND m.corp_id = $1
    ), {UNCOUNTED}, talk AS (
        SELECT day, talked, said, chats, messages, asked, answered, waited_ms FROM talk_day
        WHERE corp_id = $1 AND {which}
        UNION ALL
        SELECT day, talked, said, chats, messages, asked, answered, waited_ms FROM added_up
        WHERE {which}
    ), met AS (
        SELECT day, added, requested, lost, ended FROM meeting_day WHERE corp_id = $1 AND {which}
        UNION ALL
        SELECT day, added, requested, lost, ended
        FROM ({meetings(f"e.corp_id = $1 AND {NOT_COUNTED}")}) waiting WHERE {which}
    )"""


async def behavior(ctx: Context, member_ids: list[int], first: date, last: date) -> list[Behavior]:
    """Each day of the span for all these members together."""
    rows = await ctx.tx.fetch(
        f"""
        WITH {_days(_WHICH)}, talked AS (
            SELECT day, sum(chats)::bigint AS chats, sum(messages)::bigint AS messages,
                sum(asked)::bigint AS asked, sum(answered)::bigint AS answered,
                sum(waited_ms) / 1000.0 / nullif(sum(answered), 0) AS wait_seconds
            FROM talk GROUP BY day
        ), happened AS (
            SELECT day, sum(lost)::bigint AS lost, sum(requested)::bigint AS requested,
                sum(added)::bigint AS added
            FROM met GROUP BY day
        )
        SELECT d.day::date AS day, coalesce(t.chats, 0) AS chats, coalesce(t.messages, 0) AS messages,
            coalesce(t.asked, 0) AS asked, coalesce(t.answered, 0) AS answered,
            t.wait_seconds::float8 AS wait_seconds, coalesce(h.lost, 0) AS lost,
            coalesce(h.requested, 0) AS requested, coalesce(h.added, 0) AS added
        FROM generate_series($3::date, $4::date, interval '1 day') AS d (day)
        LEFT JOIN talked t ON t.day = d.day LEFT JOIN happened h ON h.day = d.day ORDER BY d.day""",
        ctx.corp_id, member_ids, first, last,
    )  # fmt: skip
    return [Behavior(**row) for row in rows]


async def trend(
    ctx: Context, member_ids: list[int] | None, first: date, last: date
) -> list[TrendDay]:
    """Each day of the span; `member_ids` None: the whole company."""
    rows = await ctx.tx.fetch(
        f"""
        WITH {_days(_EVERYBODY)}, talked AS (
            SELECT day, sum(talked)::bigint AS talked, sum(said)::bigint AS messages
            FROM talk GROUP BY day
        ), happened AS (
            SELECT day, sum(added)::bigint AS added, sum(ended)::bigint AS lost FROM met GROUP BY day
        )
        SELECT d.day::date AS day, coalesce(h.added, 0) AS added, coalesce(h.lost, 0) AS lost,
            coalesce(t.talked, 0) AS talked, coalesce(t.messages, 0) AS messages
        FROM generate_series($3::date, $4::date, interval '1 day') AS d (day)
        LEFT JOIN talked t ON t.day = d.day LEFT JOIN happened h ON h.day = d.day ORDER BY d.day""",
        ctx.corp_id, member_ids, first, last,
    )  # fmt: skip
    return [TrendDay(**row) for row in rows]
