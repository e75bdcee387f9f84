"""Whose customers and groups nobody looks after any more."""

from typing import Any

from reunion.core.context import Context
from reunion.platform.handover.model import Leaver, Side, Why
from reunion.platform.handover.store.lists import WITHIN, ids_of, member_of, side

_WHY = """CASE WHEN m.status = 'resigned' THEN 'resigned' WHEN m.status = 'disabled' THEN 'disabled'
    ELSE 'unable' END"""
_LEFT = f"""
    left_behind AS (
        SELECT m.id, {_WHY} AS why, c.free, c.waiting, g.groups
        FROM (SELECT l.member_id AS id FROM member_load l WHERE l.corp_id = $1 AND l.customers > 0
              UNION SELECT o.owner_id FROM customer_group o
              WHERE o.corp_id = $1 AND o.dismissed_at IS NULL) AS has
        JOIN member m ON m.corp_id = $1 AND m.id = has.id
            AND (m.status IN ('resigned', 'disabled') OR NOT m.can_contact)
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE f.handing_to IS NULL)::int AS free,
                   count(*) FILTER (WHERE f.handing_to IS NOT NULL)::int AS waiting
            FROM follow f WHERE f.corp_id = $1 AND f.member_id = m.id AND f.state = 'active') AS c
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS groups FROM customer_group o
            WHERE o.corp_id = $1 AND o.owner_id = m.id AND o.dismissed_at IS NULL) AS g
        WHERE $2::bigint[] IS NULL OR m.id IN (SELECT id FROM within)
    )
"""
"""Members who left, were disabled, or may have no customers any more, and what is still theirs."""


async def every(ctx: Context, scope: tuple[int, ...] | None) -> list[Leaver]:
    """Those with something to give first, the latest who left first."""
    rows = await ctx.tx.fetch(
        f"""{WITHIN}, {_LEFT} SELECT {side("m")} AS member, m.resigned_at, b.why, b.free, b.waiting,
                b.groups
            FROM left_behind b JOIN member m ON m.corp_id = $1 AND m.id = b.id
            WHERE b.free + b.waiting + b.groups > 0
            ORDER BY b.free + b.groups = 0, b.why <> 'resigned', m.resigned_at DESC NULLS LAST, m.id DESC
            LIMIT 500""",
        ctx.corp_id, ids_of(scope),
    )  # fmt: skip
    return [_leaver(row) for row in rows]


def _leaver(row: Any) -> Leaver:
    return Leaver(
        member_of(row["member"]), row["resigned_at"], row["free"], row["waiting"], row["groups"],
        row["why"],
    )  # fmt: skip


async def sums(ctx: Context, scope: tuple[int, ...] | None) -> dict[Why, tuple[int, int]]:
    """(customers that nobody was asked to take, groups) by why."""
    rows = await ctx.tx.fetch(
        f"""{WITHIN}, {_LEFT} SELECT why, sum(free)::int AS customers, sum(groups)::int AS groups
            FROM left_behind GROUP BY why""",
        ctx.corp_id, ids_of(scope),
    )  # fmt: skip
    return {row["why"]: (row["customers"], row["groups"]) for row in rows}


async def left_by(ctx: Context, member_id: int) -> tuple[Side, int, int, int]:
    """(he, customers, those of them on their way, groups) of one member, whoever he is."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {side("m")} AS member, c.customers, c.waiting,
                  (SELECT count(*) FROM customer_group WHERE corp_id = $1 AND owner_id = $2
                     AND dismissed_at IS NULL) AS groups
           FROM member m CROSS JOIN LATERAL (
               SELECT count(*) AS customers, count(*) FILTER (WHERE handing_to IS NOT NULL) AS waiting
               FROM follow WHERE corp_id = $1 AND member_id = $2 AND state = 'active') AS c
           WHERE m.corp_id = $1 AND m.id = $2""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return member_of(row["member"]), row["customers"], row["waiting"], row["groups"]
