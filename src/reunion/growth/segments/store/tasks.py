"""SQL of the tasks of broadcasts to segments: a call of WeCom each, made once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from reunion.core.context import Context

_LOCK = 7_260_074
Ended = Literal["made", "refused"]


class ToAsk(msgspec.Struct, frozen=True):
    """`asked_at`: a call that began then may have been carried out. `stopped`: if it was not, it is not
    to be."""

    corp_id: int
    broadcast_id: int
    userid: str
    part: int
    asked_at: datetime | None
    text: str
    stopped: bool
    failures: int


async def corps(tx: Any, now: datetime) -> list[int]:
    """The companies of which something is to be asked. Global: the worker serves every corp."""
    rows = await tx.fetch(
        """SELECT DISTINCT t.corp_id FROM segment_broadcast_task t
           JOIN segment_broadcast b ON b.corp_id = t.corp_id AND b.id = t.broadcast_id
           WHERE t.state IN ('waiting', 'asked') AND t.next_at <= $1 AND b.next_at <= $1
             AND b.state <> 'sorting'""",
        now,
    )
    return [row["corp_id"] for row in rows]


async def claim(ctx: Context, lasts: timedelta) -> ToAsk | None:
    """The next task of the company, ours for so long: first those of which we do not know whether they
    were carried out. One call at a time: another that is under way might be taken for it."""
    await ctx.tx.execute("SELECT pg_advisory_xact_lock($1, $2)", _LOCK, ctx.corp_id % 2**31)
    row = await ctx.tx.fetchrow(
        """UPDATE segment_broadcast_task t SET state = 'asked', calling_until = $3, next_at = $3,
               asked_at = coalesce(n.asked_at, $2)
           FROM (SELECT t.broadcast_id, t.userid, t.part, t.asked_at, b.text, b.failures,
                        b.state = 'stopped' AS stopped
                 FROM segment_broadcast_task t
                 JOIN segment_broadcast b ON b.corp_id = t.corp_id AND b.id = t.broadcast_id
                 WHERE t.corp_id = $1 AND t.state IN ('waiting', 'asked') AND t.next_at <= $2
                   AND b.next_at <= $2 AND b.state <> 'sorting'
                   AND NOT EXISTS (SELECT FROM segment_broadcast_task c WHERE c.corp_id = $1
                                   AND c.state = 'asked' AND c.calling_until > $2)
                 ORDER BY t.state = 'waiting', t.broadcast_id, t.userid, t.part LIMIT 1) n
           WHERE t.corp_id = $1 AND t.broadcast_id = n.broadcast_id AND t.userid = n.userid
             AND t.part = n.part
           RETURNING t.corp_id, n.broadcast_id, n.userid, n.part, n.asked_at, n.text,
               n.stopped, n.failures""",
        ctx.corp_id, ctx.now, ctx.now + lasts,
    )  # fmt: skip
    return ToAsk(**row) if row else None


async def customers(ctx: Context, task: ToAsk) -> list[str]:
    """Whom it is for."""
    rows = await ctx.tx.fetch(
        """SELECT external_userid FROM segment_broadcast_customer
           WHERE corp_id = $1 AND broadcast_id = $2 AND userid = $3 AND part = $4
           ORDER BY external_userid""",
        ctx.corp_id, task.broadcast_id, task.userid, task.part,
    )  # fmt: skip
    return [row["external_userid"] for row in rows]


async def known_msgids(ctx: Context, msgids: Sequence[str]) -> set[str]:
    """Those of these that are other tasks'."""
    rows = await ctx.tx.fetch(
        "SELECT msgid FROM segment_broadcast_task WHERE corp_id = $1 AND msgid = ANY($2)",
        ctx.corp_id, list(msgids),
    )  # fmt: skip
    return {row["msgid"] for row in rows}


async def end(
    ctx: Context, task: ToAsk, state: Ended, *, customers: int, failed: int, msgid: str = "",
    error: str = "",
) -> None:  # fmt: skip
    """It is made, or refused for good; whom it was for is forgotten."""
    of = (ctx.corp_id, task.broadcast_id, task.userid, task.part)
    await ctx.tx.execute(
        """UPDATE segment_broadcast_task SET state = $5, msgid = $6, customers = $7, failed = $8,
               error = $9, calling_until = NULL
           WHERE corp_id = $1 AND broadcast_id = $2 AND userid = $3 AND part = $4""",
        *of, state, msgid, customers, failed, error[:300],
    )  # fmt: skip
    await ctx.tx.execute(
        """DELETE FROM segment_broadcast_customer
           WHERE corp_id = $1 AND broadcast_id = $2 AND userid = $3 AND part = $4""",
        *of,
    )  # fmt: skip
    await ctx.tx.execute(
        "UPDATE segment_broadcast SET failures = 0, error = '' WHERE corp_id = $1 AND id = $2",
        *of[:2],
    )  # fmt: skip


async def not_asked(ctx: Context, task: ToAsk) -> None:
    """It was surely not carried out: it waits as before."""
    of = (ctx.corp_id, task.broadcast_id, task.userid, task.part)
    await ctx.tx.execute(
        """UPDATE segment_broadcast_task SET state = 'waiting', asked_at = NULL,
               calling_until = NULL, next_at = $5
           WHERE corp_id = $1 AND broadcast_id = $2 AND userid = $3 AND part = $4""",
        *of, ctx.now,
    )  # fmt: skip


async def look_again(ctx: Context, task: ToAsk, at: datetime) -> None:
    """Whether it was carried out is not to be seen yet."""
    await ctx.tx.execute(
        """UPDATE segment_broadcast_task SET calling_until = NULL, next_at = $5
           WHERE corp_id = $1 AND broadcast_id = $2 AND userid = $3 AND part = $4""",
        ctx.corp_id, task.broadcast_id, task.userid, task.part, at,
    )  # fmt: skip


async def halt(ctx: Context, until: datetime, error: str) -> None:
    """WeCom is not asked for any broadcast of the company before."""
    await ctx.tx.execute(
        """UPDATE segment_broadcast SET next_at = $2, failures = failures + 1, error = $3
           WHERE corp_id = $1 AND state <> 'sorting' AND EXISTS (
               SELECT FROM segment_broadcast_task t WHERE t.corp_id = $1
                 AND t.broadcast_id = segment_broadcast.id AND t.state IN ('waiting', 'asked'))""",
        ctx.corp_id, until, error[:300],
    )  # fmt: skip
