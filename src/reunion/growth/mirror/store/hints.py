"""SQL on `wecom_hint`."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.model import CHANNEL, Hint, HintKind

_SET = """version = h.version + 1, said = h.said || excluded.said,
    told = h.told OR excluded.told, attempts = 0,
    next_at = CASE WHEN h.attempts = 0 THEN least(h.next_at, excluded.next_at) ELSE excluded.next_at END"""


async def put(ctx: Context, hint: Hint, due: datetime, *, embedded: bool) -> None:
    """Once for each thing, however often it is told; nothing where the corp is not connected in that way."""
    await ctx.tx.execute(
        f"""WITH put AS (
                INSERT INTO wecom_hint AS h (corp_id, kind, key, said, came_at, next_at)
                SELECT $1, $2, $3, $4, $5, $6 FROM wecom_connection
                WHERE corp_id = $1 AND (base_url = '') = $7
                ON CONFLICT (corp_id, kind, key) DO UPDATE SET {_SET} RETURNING 1)
            SELECT pg_notify('{CHANNEL}', '') FROM put""",
        ctx.corp_id, hint.kind, hint.key, hint.said, ctx.now, due, embedded,
    )  # fmt: skip


async def put_again(ctx: Context, kind: HintKind, keys: list[str]) -> None:
    """They are read again, of our own accord."""
    if keys:
        await ctx.tx.execute(
            f"""INSERT INTO wecom_hint AS h (corp_id, kind, key, came_at, next_at, told)
                SELECT $1, $2, key, $4, $4, false FROM unnest($3::text[]) AS u (key) ORDER BY key
                ON CONFLICT (corp_id, kind, key) DO UPDATE SET {_SET}""",
            ctx.corp_id, kind, keys, ctx.now,
        )  # fmt: skip


async def due(ctx: Context, most: int) -> list[Hint]:
    """The oldest that are due."""
    rows = await ctx.tx.fetch(
        """SELECT kind, key, said, version, attempts, told FROM wecom_hint
           WHERE corp_id = $1 AND next_at <= $2 ORDER BY next_at LIMIT $3""",
        ctx.corp_id, ctx.now, most,
    )  # fmt: skip
    return [Hint(**dict(row)) for row in rows]


async def done(ctx: Context, hints: list[Hint]) -> None:
    """They were read; those that came in anew meanwhile stay."""
    await ctx.tx.execute(
        """DELETE FROM wecom_hint h USING jsonb_to_recordset($2::jsonb)
               AS d (kind text, key text, version bigint)
           WHERE h.corp_id = $1 AND h.kind = d.kind AND h.key = d.key AND h.version = d.version""",
        ctx.corp_id, msgspec.to_builtins(hints),
    )  # fmt: skip


async def failed(ctx: Context, hint: Hint, due: datetime, errcode: int, error: str) -> None:
    await ctx.tx.execute(
        """UPDATE wecom_hint SET attempts = attempts + 1, next_at = $4, errcode = $5, error = $6
           WHERE corp_id = $1 AND kind = $2 AND key = $3""",
        ctx.corp_id, hint.kind, hint.key, due, errcode, error[:300],
    )  # fmt: skip


async def waiting(ctx: Context, kind: HintKind, keys: list[str]) -> dict[str, bool]:
    """Which of these are to be read again anyhow; True: it has failed before."""
    rows = await ctx.tx.fetch(
        """SELECT key, errcode IS NOT NULL AS failed FROM wecom_hint
           WHERE corp_id = $1 AND kind = $2 AND key = ANY($3)""",
        ctx.corp_id, kind, keys,
    )  # fmt: skip
    return {row["key"]: row["failed"] for row in rows}


async def counts(ctx: Context) -> Any:
    """How many wait, how many of them have failed, the oldest, and what the last failure said."""
    return await ctx.tx.fetchrow(
        """SELECT count(*) AS waiting, count(*) FILTER (WHERE errcode IS NOT NULL) AS failed,
               min(came_at) AS oldest,
               (array_agg(errcode ORDER BY next_at) FILTER (WHERE errcode IS NOT NULL))[1] AS errcode,
               (array_agg(error ORDER BY next_at) FILTER (WHERE errcode IS NOT NULL))[1] AS error
           FROM wecom_hint WHERE corp_id = $1""",
        ctx.corp_id,
    )


async def drop(ctx: Context) -> None:
    """They spoke of another WeCom."""
    await ctx.tx.execute("DELETE FROM wecom_hint WHERE corp_id = $1", ctx.corp_id)
