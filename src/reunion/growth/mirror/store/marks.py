"""SQL on `wecom_marking`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.mirror.model import CHANNEL, Marked, Marking
from reunion.wecom.errors import WecomError


async def queue(
    ctx: Context, wanted: list[dict[str, Any]], reason: str, userids: Sequence[str] | None
) -> int:
    """A row for each follow (of these members, where they are given) that is not so already, or of which
    something is still to be written; answers how many. `wanted`: profile_no, external_userid, add_ids,
    remove_ids."""
    said = await ctx.tx.execute(
        """INSERT INTO wecom_marking (corp_id, reason, profile_no, external_userid, userid, add_ids,
               remove_ids, next_at, queued_at)
           SELECT $1, $3, w.profile_no, w.external_userid, f.userid, w.add_ids, w.remove_ids, $4, $4
           FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (profile_no bigint,
               external_userid text, add_ids text[], remove_ids text[])) WITH ORDINALITY
               AS w (profile_no, external_userid, add_ids, remove_ids, n)
           JOIN wecom_follow f ON f.corp_id = $1 AND f.external_userid = w.external_userid
               AND f.ended_at IS NULL AND ($5::text[] IS NULL OR f.userid = ANY($5))
           WHERE NOT (f.tag_ids @> w.add_ids AND NOT f.tag_ids && w.remove_ids)
              OR EXISTS (SELECT FROM wecom_marking m WHERE m.corp_id = $1 AND m.state = 'queued'
                         AND m.external_userid = f.external_userid AND m.userid = f.userid)
           ORDER BY w.n, f.userid""",
        ctx.corp_id, wanted, reason, ctx.now, None if userids is None else list(userids),
    )  # fmt: skip
    count = affected(said)
    if count:
        await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
    return count


def _next(corp: str, now: str) -> str:
    """A condition on rows `m`: of each follow the first alone, once it may be written. It is looked up row by
    row, as far as rows are wanted: an anti-join may read all that wait."""
    return f"""m.corp_id = {corp} AND m.state = 'queued' AND m.next_at <= {now}
        AND m.id = (SELECT e.id FROM wecom_marking e WHERE e.corp_id = {corp} AND e.state = 'queued'
            AND e.external_userid = m.external_userid AND e.userid = m.userid ORDER BY e.id LIMIT 1)"""


async def due(tx: Any, now: datetime) -> list[int]:
    """The corps of which something can be claimed. Global: the worker serves every corp."""
    rows = await tx.fetch(
        f"""SELECT c.corp_id FROM wecom_mirror c, LATERAL (
                SELECT FROM wecom_marking m WHERE {_next("c.corp_id", "$1")} LIMIT 1) AS one
            WHERE c.marks_paused_until IS NULL OR c.marks_paused_until <= $1""",
        now,
    )
    return [row["corp_id"] for row in rows]


async def claim(ctx: Context, lease: timedelta, most: int) -> list[Marking]:
    """The first of each follow, ours for so long; none while nothing is to be written."""
    # in the orders of the indexes, however little the planner knows of a queue that has just grown
    await ctx.tx.execute("SET LOCAL enable_sort = off")
    rows = await ctx.tx.fetch(
        f"""WITH first AS (
                SELECT m.id FROM wecom_marking m
                WHERE {_next("$1", "$2")}
                  AND NOT EXISTS (SELECT FROM wecom_mirror c
                                  WHERE c.corp_id = $1 AND c.marks_paused_until > $2)
                ORDER BY m.next_at LIMIT $4 FOR UPDATE OF m SKIP LOCKED)
            UPDATE wecom_marking m SET next_at = $3, attempts = attempts + 1
            FROM first WHERE m.corp_id = $1 AND m.id = first.id
            RETURNING m.corp_id, m.id, m.reason, m.profile_no, m.external_userid, m.userid,
                m.add_ids, m.remove_ids, m.attempts""",
        ctx.corp_id, ctx.now, ctx.now + lease, most,
    )  # fmt: skip
    return [Marking(**dict(row)) for row in rows]


async def done(ctx: Context, ids: list[int]) -> None:
    await ctx.tx.execute(
        """UPDATE wecom_marking SET state = 'done', done_at = $3, errcode = NULL, error = ''
           WHERE corp_id = $1 AND id = ANY($2)""",
        ctx.corp_id, ids, ctx.now,
    )  # fmt: skip


async def refused(ctx: Context, one: Marking, errcode: int, error: str) -> None:
    """WeCom does not take it, and never will."""
    await ctx.tx.execute(
        """UPDATE wecom_marking SET state = 'refused', done_at = $3, errcode = $4, error = $5
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, one.id, ctx.now, errcode, error[:300],
    )  # fmt: skip


async def later(
    ctx: Context, one: Marking, due: datetime, error: WecomError, attempts: int
) -> None:
    """It is tried again then, after so many attempts."""
    await ctx.tx.execute(
        """UPDATE wecom_marking SET next_at = $3, errcode = $4, error = $5, attempts = $6
           WHERE corp_id = $1 AND id = $2 AND state = 'queued'""",
        ctx.corp_id, one.id, due, error.errcode, error.errmsg[:300], attempts,
    )  # fmt: skip


async def failures(ctx: Context) -> int:
    """How often writing was put off since it last worked."""
    return await ctx.tx.fetchval(
        "SELECT marks_failures FROM wecom_mirror WHERE corp_id = $1", ctx.corp_id
    )


async def pause(ctx: Context, until: datetime) -> None:
    """No tag of this corp is written until then."""
    await ctx.tx.execute(
        """UPDATE wecom_mirror SET marks_paused_until = $2, marks_failures = marks_failures + 1
           WHERE corp_id = $1""",
        ctx.corp_id, until,
    )  # fmt: skip


async def works(ctx: Context) -> None:
    """What was wrong is over."""
    await ctx.tx.execute(
        """UPDATE wecom_mirror SET marks_paused_until = NULL, marks_failures = 0
           WHERE corp_id = $1 AND marks_paused_until IS NOT NULL""",
        ctx.corp_id,
    )


class Written(msgspec.Struct, frozen=True):
    """A follow on which tags were written, and when the call began."""

    external_userid: str
    userid: str
    add_ids: list[str]
    remove_ids: list[str]
    began_at: datetime


async def write_down(ctx: Context, written: list[Written]) -> set[tuple[str, str]]:
    """Keeps it on the follows that nobody has read since the call began; answers which those are."""
    rows = await ctx.tx.fetch(
        """UPDATE wecom_follow f SET known_at = clock_timestamp(), changed = pg_current_xact_id(),
               tag_ids = ARRAY(
                   SELECT t FROM unnest(f.tag_ids || w.add_ids) AS u (t)
                   WHERE t <> ALL (w.remove_ids) GROUP BY t ORDER BY t COLLATE "C")
           FROM jsonb_to_recordset($2::jsonb) AS w (external_userid text, userid text,
               add_ids text[], remove_ids text[], began_at timestamptz)
           WHERE f.corp_id = $1 AND f.external_userid = w.external_userid AND f.userid = w.userid
             AND f.ended_at IS NULL AND f.known_at < w.began_at
           RETURNING f.external_userid, f.userid""",
        ctx.corp_id, msgspec.to_builtins(written),
    )  # fmt: skip
    return {(row["external_userid"], row["userid"]) for row in rows}


async def progress(ctx: Context, reasons: list[str]) -> dict[str, Marked]:
    rows = await ctx.tx.fetch(
        """SELECT reason, count(*) FILTER (WHERE state = 'queued') AS queued,
               count(*) FILTER (WHERE state = 'done') AS done,
               count(*) FILTER (WHERE state = 'refused') AS refused
           FROM wecom_marking WHERE corp_id = $1 AND reason = ANY($2) GROUP BY reason""",
        ctx.corp_id, reasons,
    )  # fmt: skip
    return {row["reason"]: Marked(row["queued"], row["done"], row["refused"]) for row in rows}


async def totals(ctx: Context) -> Any:
    """What waits, what was refused of late, and why."""
    return await ctx.tx.fetchrow(
        """SELECT count(*) FILTER (WHERE state = 'queued') AS queued,
               count(*) FILTER (WHERE state = 'refused') AS refused,
               (array_agg(errcode ORDER BY id DESC) FILTER (WHERE errcode IS NOT NULL))[1] AS errcode,
               (array_agg(error ORDER BY id DESC) FILTER (WHERE errcode IS NOT NULL))[1] AS error
           FROM wecom_marking WHERE corp_id = $1 AND state <> 'done'""",
        ctx.corp_id,
    )


async def withdraw(ctx: Context, reason: str) -> int:
    """What of it nobody has begun to write is not written; answers how many."""
    said = await ctx.tx.execute(
        """DELETE FROM wecom_marking
           WHERE corp_id = $1 AND reason = $2 AND state = 'queued' AND attempts = 0""",
        ctx.corp_id, reason,
    )  # fmt: skip
    return affected(said)


async def forget(tx: Any, before: datetime) -> None:
    """Old outcomes. Global: those of every corp."""
    await tx.execute("DELETE FROM wecom_marking WHERE state <> 'queued' AND done_at < $1", before)
