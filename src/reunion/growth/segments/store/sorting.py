"""SQL of broadcasts to segments whose people are sorted by their members: each into a task."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context


class ToSort(msgspec.Struct, frozen=True):
    """`userids`: the members alone who may be asked; None: all."""

    corp_id: int
    id: int
    sorted_to: int
    userids: list[str] | None


async def to_sort(tx: Any, now: datetime) -> ToSort | None:
    """One whose people are to be sorted by their members, ours until the transaction ends. Global: the
    worker serves every corp."""
    row = await tx.fetchrow(
        """SELECT corp_id, id, sorted_to, userids FROM segment_broadcast
           WHERE state = 'sorting' AND next_at <= $1 ORDER BY next_at, id LIMIT 1
           FOR UPDATE SKIP LOCKED""",
        now,
    )
    return ToSort(**row) if row else None


async def people(ctx: Context, broadcast_id: int) -> bytes:
    """Who was in the segment, as a roaring bitmap of profile numbers."""
    return await ctx.tx.fetchval(
        "SELECT people FROM segment_broadcast WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip


async def sorted_already(
    ctx: Context, broadcast_id: int, external_userids: Sequence[str]
) -> set[str]:
    """Who was sorted under another number, before she became who she is."""
    rows = await ctx.tx.fetch(
        """SELECT external_userid FROM segment_broadcast_customer
           WHERE corp_id = $1 AND broadcast_id = $2 AND external_userid = ANY($3)""",
        ctx.corp_id, broadcast_id, list(external_userids),
    )  # fmt: skip
    return {row["external_userid"] for row in rows}


async def last_parts(
    ctx: Context, broadcast_id: int, userids: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """By member: the last of his tasks, and how many customers it has."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT ON (userid) userid, part, customers FROM segment_broadcast_task
           WHERE corp_id = $1 AND broadcast_id = $2 AND userid = ANY($3)
           ORDER BY userid, part DESC""",
        ctx.corp_id, broadcast_id, list(userids),
    )  # fmt: skip
    return {row["userid"]: (row["part"], row["customers"]) for row in rows}


async def put_customers(
    ctx: Context, broadcast_id: int, shares: Mapping[tuple[str, int], Sequence[str]]
) -> None:
    """More customers for these tasks (member, part)."""
    sizes = [(*task, len(theirs)) for task, theirs in shares.items()]
    await ctx.tx.execute(
        """INSERT INTO segment_broadcast_task AS t
               (corp_id, broadcast_id, userid, part, customers, state, next_at)
           SELECT $1, $2, userid, part, customers, 'waiting', $6
           FROM unnest($3::text[], $4::int[], $5::int[]) AS g (userid, part, customers)
           ON CONFLICT (corp_id, broadcast_id, userid, part)
           DO UPDATE SET customers = t.customers + excluded.customers""",
        ctx.corp_id, broadcast_id, *(list(column) for column in zip(*sizes, strict=True)), ctx.now,
    )  # fmt: skip
    rows = [(one, *task) for task, theirs in shares.items() for one in theirs]
    await ctx.tx.execute(
        """INSERT INTO segment_broadcast_customer
               (corp_id, broadcast_id, external_userid, userid, part)
           SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::int[])""",
        ctx.corp_id, broadcast_id, *(list(column) for column in zip(*rows, strict=True)),
    )  # fmt: skip


async def reached(
    ctx: Context, broadcast_id: int, sorted_to: int, count: int, reachable: int
) -> None:
    """So many more are sorted, the last of them this number; so many of those can be reached."""
    await ctx.tx.execute(
        """UPDATE segment_broadcast SET sorted_to = $3, sorted = sorted + $4,
               reachable = reachable + $5 WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, broadcast_id, sorted_to, count, reachable,
    )  # fmt: skip


async def all_sorted(ctx: Context, broadcast_id: int) -> None:
    """WeCom is asked from now on."""
    await ctx.tx.execute(
        """UPDATE segment_broadcast SET state = 'asking', people = ''
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip
