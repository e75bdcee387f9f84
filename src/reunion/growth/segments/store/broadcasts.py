"""SQL of broadcasts to segments: what was asked for, and how far it is."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments.model import Segment

_SHOWN = """
    SELECT b.id, b.segment_id, b.segment, b.text, b.state, b.total, b.sorted, b.reachable, b.error,
        b.next_at, b.made_by, b.made_at, b.finished_at, t.tasks, t.made, t.refused, t.handed, t.failed
    FROM segment_broadcast b CROSS JOIN LATERAL (
        SELECT count(*) AS tasks, count(*) FILTER (WHERE state = 'made') AS made,
            count(*) FILTER (WHERE state = 'refused') AS refused,
            coalesce(sum(customers - failed) FILTER (WHERE state = 'made'), 0) AS handed,
            coalesce(sum(failed), 0) AS failed
        FROM segment_broadcast_task t WHERE t.corp_id = b.corp_id AND t.broadcast_id = b.id) t
"""


async def insert(
    ctx: Context, key: str, segment: Segment, text: str, people: bytes, total: int, reach: Reach
) -> int | None:
    """A new one; None where the key is taken."""
    return await ctx.tx.fetchval(
        """INSERT INTO segment_broadcast
               (corp_id, key, segment_id, segment, text, state, people, total, next_at, made_by, made_at,
                userids, own_of)
           VALUES ($1, $2, $3, $4, $5, 'sorting', $6, $7, $8, $9, $8, $10, $11)
           ON CONFLICT (corp_id, key) DO NOTHING RETURNING id""",
        ctx.corp_id, key, segment.id, segment.name, text, people, total, ctx.now, ctx.actor.name,
        None if reach.userids is None else list(reach.userids), reach.own_of,
    )  # fmt: skip


async def by_key(ctx: Context, key: str) -> int | None:
    """Which one was asked for with it."""
    return await ctx.tx.fetchval(
        "SELECT id FROM segment_broadcast WHERE corp_id = $1 AND key = $2", ctx.corp_id, key
    )


async def get(ctx: Context, broadcast_id: int, reach: Reach) -> dict[str, Any] | None:
    """One, with what its tasks come to; of those that are shown to who asks."""
    row = await ctx.tx.fetchrow(
        f"{_SHOWN} WHERE b.corp_id = $1 AND b.id = $2 AND ($3 OR b.own_of = $4)",
        ctx.corp_id, broadcast_id, reach.userids is None, reach.own_of,
    )  # fmt: skip
    return dict(row) if row else None


async def page(
    ctx: Context, segment_id: int, before: int | None, limit: int, reach: Reach
) -> list[dict[str, Any]]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        f"""{_SHOWN} WHERE b.corp_id = $1 AND b.segment_id = $2
            AND ($3::bigint IS NULL OR b.id < $3) AND ($5 OR b.own_of = $6)
            ORDER BY b.id DESC LIMIT $4""",
        ctx.corp_id, segment_id, before, limit, reach.userids is None, reach.own_of,
    )  # fmt: skip
    return [dict(row) for row in rows]


async def tasks(
    ctx: Context, broadcast_id: int, after: tuple[str, int], limit: int
) -> list[dict[str, Any]]:
    """In the order of their members."""
    rows = await ctx.tx.fetch(
        """SELECT userid, part, customers, state, msgid, failed, error FROM segment_broadcast_task
           WHERE corp_id = $1 AND broadcast_id = $2 AND (userid, part) > ($3, $4)
           ORDER BY userid, part LIMIT $5""",
        ctx.corp_id, broadcast_id, *after, limit,
    )  # fmt: skip
    return [dict(row) for row in rows]


async def stop(ctx: Context, broadcast_id: int) -> bool:
    """Nothing more is begun; whether it was under way."""
    found = await ctx.tx.fetchval(
        """UPDATE segment_broadcast SET state = 'stopped', finished_at = $3, people = ''
           WHERE corp_id = $1 AND id = $2 AND state IN ('sorting', 'asking') RETURNING id""",
        ctx.corp_id, broadcast_id, ctx.now,
    )  # fmt: skip
    if found is None:
        return False
    await _drop_waiting(ctx, broadcast_id)
    return True


async def finish(ctx: Context, broadcast_id: int) -> None:
    """It is over, where nothing is left to be asked."""
    await ctx.tx.execute(
        """UPDATE segment_broadcast b SET state = 'done', finished_at = $3
           WHERE corp_id = $1 AND id = $2 AND state = 'asking'
             AND NOT EXISTS (SELECT FROM segment_broadcast_task t WHERE t.corp_id = $1
                 AND t.broadcast_id = $2 AND t.state IN ('waiting', 'asked'))""",
        ctx.corp_id, broadcast_id, ctx.now,
    )  # fmt: skip


async def drop_stopped(ctx: Context, broadcast_id: int) -> None:
    """What waits of it goes, where it was stopped."""
    stopped = await ctx.tx.fetchval(
        "SELECT state = 'stopped' FROM segment_broadcast WHERE corp_id = $1 AND id = $2 FOR UPDATE",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip
    if stopped:
        await _drop_waiting(ctx, broadcast_id)


async def _drop_waiting(ctx: Context, broadcast_id: int) -> None:
    await ctx.tx.execute(
        """WITH gone AS (
               DELETE FROM segment_broadcast_task
               WHERE corp_id = $1 AND broadcast_id = $2 AND state = 'waiting' RETURNING userid, part)
           DELETE FROM segment_broadcast_customer c USING gone
           WHERE c.corp_id = $1 AND c.broadcast_id = $2 AND c.userid = gone.userid
             AND c.part = gone.part""",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip


async def waiting_for(ctx: Context, external_userids: Sequence[str]) -> list[int]:
    """The broadcasts that wait to be sent to one of these."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT broadcast_id FROM segment_broadcast_customer
           WHERE corp_id = $1 AND external_userid = ANY($2)""",
        ctx.corp_id, list(external_userids),
    )  # fmt: skip
    return [row["broadcast_id"] for row in rows]


async def leave(ctx: Context, external_userids: Sequence[str]) -> int:
    """Nothing waits to be sent to these; from how many broadcasts they were taken."""
    said = await ctx.tx.execute(
        """DELETE FROM segment_broadcast_customer
           WHERE corp_id = $1 AND external_userid = ANY($2)""",
        ctx.corp_id, list(external_userids),
    )  # fmt: skip
    return affected(said)
