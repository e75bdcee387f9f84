"""SQL on `wecom_chats` and `wecom_chat_day`."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.chats.opening import Said

_LASTS = timedelta(seconds=60)


async def due(tx: Any, now: datetime) -> list[int]:
    """The corps whose archive is to be read: every minute. Global: the worker serves every corp."""
    rows = await tx.fetch(
        """SELECT c.corp_id FROM wecom_connection c LEFT JOIN wecom_chats s ON s.corp_id = c.corp_id
           WHERE c.archive_key IS NOT NULL AND (s.paused_until IS NULL OR s.paused_until <= $1)
             AND (s.lease_until IS NULL OR s.lease_until <= $1)
             AND (s.read_at IS NULL OR s.read_at <= $1::timestamptz - interval '1 minute')""",
        now,
    )
    return [row["corp_id"] for row in rows]


async def state(ctx: Context) -> Any:
    """The row, or None where nothing was read yet."""
    return await ctx.tx.fetchrow("SELECT * FROM wecom_chats WHERE corp_id = $1", ctx.corp_id)


async def take(ctx: Context) -> uuid.UUID | None:
    """For a minute nobody else reads the corp's archive; None where another process does."""
    return await ctx.tx.fetchval(
        """INSERT INTO wecom_chats AS s (corp_id, lease, lease_until)
           VALUES ($1, gen_random_uuid(), $3)
           ON CONFLICT (corp_id) DO UPDATE
               SET lease = excluded.lease, lease_until = excluded.lease_until
               WHERE s.lease_until IS NULL OR s.lease_until <= $2
           RETURNING lease""",
        ctx.corp_id, ctx.now, ctx.now + _LASTS,
    )  # fmt: skip


async def give_back(ctx: Context, lease: uuid.UUID) -> None:
    await ctx.tx.execute(
        """UPDATE wecom_chats SET lease = NULL, lease_until = NULL
           WHERE corp_id = $1 AND lease = $2""",
        ctx.corp_id, lease,
    )  # fmt: skip


async def seq(ctx: Context, lease: uuid.UUID) -> int | None:
    """Up to which entry it is read; None where the lease is another's."""
    return await ctx.tx.fetchval(
        "SELECT seq FROM wecom_chats WHERE corp_id = $1 AND lease = $2", ctx.corp_id, lease
    )


async def move(ctx: Context, lease: uuid.UUID, to: int) -> bool:
    """It is read up to there, and ours for another minute; False where the lease is another's."""
    moved = await ctx.tx.fetchval(
        """UPDATE wecom_chats SET seq = $3, lease_until = $4, paused_until = NULL, failures = 0,
               errcode = NULL, error = ''
           WHERE corp_id = $1 AND lease = $2 RETURNING true""",
        ctx.corp_id, lease, to, ctx.now + _LASTS,
    )  # fmt: skip
    return moved is True


async def count(ctx: Context, found: list[Said]) -> None:
    """So many more, by the day of the company's time zone."""
    await ctx.tx.execute(
        """INSERT INTO wecom_chat_day AS d
               (corp_id, external_userid, userid, day, sent, received, last_at)
           SELECT $1, s.external_userid, s.userid, (s.at AT TIME ZONE c.time_zone)::date,
               count(*) FILTER (WHERE s.sent), count(*) FILTER (WHERE NOT s.sent), max(s.at)
           FROM corp c, jsonb_to_recordset($2::jsonb)
               AS s (external_userid text, userid text, sent boolean, at timestamptz)
           WHERE c.id = $1 GROUP BY 2, 3, 4 ORDER BY 2, 3, 4
           ON CONFLICT (corp_id, external_userid, userid, day) DO UPDATE SET
               sent = d.sent + excluded.sent, received = d.received + excluded.received,
               last_at = greatest(d.last_at, excluded.last_at)""",
        ctx.corp_id, msgspec.to_builtins(found),
    )  # fmt: skip


async def read_up(ctx: Context) -> None:
    """Nothing more is there now."""
    await ctx.tx.execute(
        "UPDATE wecom_chats SET read_at = $2 WHERE corp_id = $1", ctx.corp_id, ctx.now
    )


class Day(msgspec.Struct, frozen=True):
    external_userid: str
    userid: str
    day: str
    sent: int
    received: int
    last_at: datetime


async def over(ctx: Context, most: int) -> list[Day]:
    """Days that are over for ten minutes, which count as told with this transaction."""
    rows = await ctx.tx.fetch(
        """WITH next AS (
               SELECT d.external_userid, d.userid, d.day FROM wecom_chat_day d, corp c
               WHERE d.corp_id = $1 AND c.id = $1 AND NOT d.told
                 AND d.day < (($2::timestamptz - interval '10 minutes') AT TIME ZONE c.time_zone)::date
               ORDER BY d.day LIMIT $3 FOR UPDATE OF d SKIP LOCKED)
           UPDATE wecom_chat_day d SET told = true FROM next n
           WHERE d.corp_id = $1 AND d.external_userid = n.external_userid AND d.userid = n.userid
             AND d.day = n.day
           RETURNING d.external_userid, d.userid, d.day::text AS day, d.sent, d.received, d.last_at""",
        ctx.corp_id, ctx.now, most,
    )  # fmt: skip
    return [Day(**dict(row)) for row in rows]


async def pause(ctx: Context, lease: uuid.UUID, until: datetime, errcode: int, error: str) -> None:
    """Nothing is asked of the archive until then, unless the lease is another's."""
    await ctx.tx.execute(
        """UPDATE wecom_chats SET paused_until = $3, errcode = $4, error = $5, failures = failures + 1
           WHERE corp_id = $1 AND lease = $2""",
        ctx.corp_id, lease, until, errcode, error[:300],
    )  # fmt: skip


async def works(ctx: Context) -> None:
    """What was wrong may be mended: it is tried at once, and whoever is at it stops, since he may count
    with a key or a secret that was another."""
    await ctx.tx.execute(
        """UPDATE wecom_chats SET paused_until = NULL, read_at = NULL, failures = 0, lease = NULL,
               lease_until = NULL WHERE corp_id = $1""",
        ctx.corp_id,
    )


async def drop(ctx: Context) -> None:
    """It was another WeCom's archive."""
    await ctx.tx.execute("DELETE FROM wecom_chats WHERE corp_id = $1", ctx.corp_id)
