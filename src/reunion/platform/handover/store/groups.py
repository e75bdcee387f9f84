"""Which groups went from whom to whom."""

from collections.abc import Sequence
from datetime import datetime

from reunion.core.context import Context


async def lock_between(ctx: Context, from_id: int, to_id: int) -> None:
    """Of handovers between two members one counts at a time, until the transaction ends."""
    await ctx.tx.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 29))", f"{ctx.corp_id}:{from_id}:{to_id}"
    )


async def counted(
    ctx: Context, group_id: int, from_id: int, to_id: int, today: datetime, since: datetime
) -> tuple[int, int]:
    """(how many groups went between the two today, how often this one on the job since then)."""
    row = await ctx.tx.fetchrow(
        """SELECT (SELECT count(*) FROM group_handover
                   WHERE corp_id = $1 AND from_id = $3 AND to_id = $4 AND at >= $5) AS today,
                  (SELECT count(*) FROM group_handover
                   WHERE corp_id = $1 AND group_id = $2 AND kind = 'onjob' AND at >= $6) AS often""",
        ctx.corp_id, group_id, from_id, to_id, today, since,
    )  # fmt: skip
    return row["today"], row["often"]


async def insert(ctx: Context, kind: str, group_id: int, from_id: int, to_id: int) -> None:
    """It went."""
    await ctx.tx.execute(
        """INSERT INTO group_handover (corp_id, kind, group_id, from_id, to_id, created_by, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        ctx.corp_id, kind, group_id, from_id, to_id, ctx.actor.name, ctx.now,
    )  # fmt: skip


async def standing(
    ctx: Context, from_id: int, member_ids: Sequence[int], today: datetime
) -> list[tuple[int, int, int]]:
    """(member, how many groups he looks after, how many he got of this owner today), by member."""
    rows = await ctx.tx.fetch(
        """SELECT u.id,
                  (SELECT count(*) FROM customer_group g WHERE g.corp_id = $1 AND g.owner_id = u.id
                     AND g.dismissed_at IS NULL) AS has,
                  (SELECT count(*) FROM group_handover h WHERE h.corp_id = $1 AND h.from_id = $2
                     AND h.to_id = u.id AND h.at >= $4) AS got
           FROM unnest($3::bigint[]) AS u (id) ORDER BY u.id""",
        ctx.corp_id, from_id, member_ids, today,
    )  # fmt: skip
    return [(row["id"], row["has"], row["got"]) for row in rows]
