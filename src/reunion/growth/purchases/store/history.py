"""Everybody's orders at once, as columns of numbers."""

from datetime import date
from typing import Any

from numpy.typing import NDArray

from reunion.core import columns as numbers
from reunion.core.context import Context

# Purchases by person and day, each beside the day of her first. An order that was paid back whole is none; a
# gift, which cost nothing, is one.
_PLACED = """
    WITH day AS (SELECT coalesce(m.merged_into, o.profile_no) AS profile_no,
        (o.bought_at AT TIME ZONE c.time_zone)::date AS day,
        sum(o.amount_fen - o.refunded_fen)::bigint AS fen
    FROM purchase o
    JOIN corp c ON c.id = o.corp_id
    LEFT JOIN profile m ON m.corp_id = o.corp_id AND m.profile_no = o.profile_no
        AND m.merged_into IS NOT NULL
    WHERE o.corp_id = $1 AND (o.refunded_fen = 0 OR o.refunded_fen < o.amount_fen)
        AND o.bought_at < (($2::date + 1)::timestamp AT TIME ZONE c.time_zone)
    GROUP BY 1, 2),
    placed AS (SELECT *, min(day) OVER (PARTITION BY profile_no) AS first FROM day)
"""
BOUGHT = (
    f"""{_PLACED}
        SELECT profile_no, min(day) - date '1970-01-01', max(day) - date '1970-01-01',
            count(*)::int, sum(fen)::bigint,
            coalesce(sum(fen) FILTER (WHERE day > first), 0)::bigint
        FROM placed GROUP BY profile_no ORDER BY profile_no""",
    ["i4", "i4", "i4", "i4", "i8", "i8"],
)
CAME_BACK = (
    f"""{_PLACED}
        SELECT day - date '1970-01-01', count(*) FROM placed
        WHERE first <= $3 AND day > first GROUP BY day ORDER BY day""",
    ["i4", "i8"],
)


async def columns(ctx: Context, query: tuple[str, list[str]], *given: date) -> list[NDArray[Any]]:
    """The columns of BOUGHT or CAME_BACK."""
    sql, types = query
    return await numbers.read(ctx.tx, sql, ctx.corp_id, *given, types=types)


async def span(ctx: Context) -> tuple[date, date] | None:
    """The days of the first and the last order; None without one."""
    row = await ctx.tx.fetchrow(
        """SELECT (min(bought_at) AT TIME ZONE c.time_zone)::date AS first,
               (max(bought_at) AT TIME ZONE c.time_zone)::date AS last
           FROM purchase o JOIN corp c ON c.id = o.corp_id WHERE o.corp_id = $1
           GROUP BY c.time_zone""",
        ctx.corp_id,
    )
    return (row["first"], row["last"]) if row else None
