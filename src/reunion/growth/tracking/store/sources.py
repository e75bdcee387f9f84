"""SQL on who sends: `tracking_source`, `tracking_write_key`, `tracking_refusal`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.tracking.model import UserKind
from reunion.growth.tracking.spec import Sender

KEYS_CHANNEL = "tracking_keys"
"""Notified when a write key stops or starts to hold."""
AHEAD = "ahead"
"""Not a reason for which a message is not taken: it is, as of its arrival."""


class WriteKey(msgspec.Struct, frozen=True):
    """What a sender shows. It is no secret: whoever has it can send, and read nothing."""

    write_key: str
    created_at: datetime
    created_by: str
    revoked_at: datetime | None


class TrackingRefusal(msgspec.Struct, frozen=True):
    """What was not taken on a day for one reason, or not as it was told, with the last message of it."""

    source_no: int
    day: date
    reason: str
    count: int
    sample: str
    last_at: datetime


class TrackingSource(msgspec.Struct, frozen=True):
    """Who sends. `user_kind` is what its userId is."""

    source_no: int
    name: str
    user_kind: UserKind
    created_by: str
    created_at: datetime
    keys: list[WriteKey] = []


async def sender(tx: Any, write_key: str) -> Sender | None:
    """Whose key it is, while it holds. Global: the key says which company."""
    row = await tx.fetchrow(
        """SELECT s.corp_id, s.source_no, s.name, s.user_kind FROM tracking_write_key k
           JOIN tracking_source s USING (corp_id, source_no)
           WHERE k.write_key = $1 AND k.revoked_at IS NULL""",
        write_key,
    )
    return Sender(*row) if row else None


async def sources(ctx: Context) -> list[TrackingSource]:
    """All, by name, with their keys."""
    rows = await ctx.tx.fetch(
        """SELECT source_no, name, user_kind, created_by, created_at FROM tracking_source
           WHERE corp_id = $1 ORDER BY name""",
        ctx.corp_id,
    )
    keys = await ctx.tx.fetch(
        """SELECT source_no, write_key, created_at, created_by, revoked_at FROM tracking_write_key
           WHERE corp_id = $1 ORDER BY created_at""",
        ctx.corp_id,
    )
    return [
        TrackingSource(
            *row, keys=[WriteKey(*key[1:]) for key in map(tuple, keys) if key[0] == row[0]]
        )
        for row in map(tuple, rows)
    ]


async def add(ctx: Context, name: str, user_kind: str) -> int | None:
    """The number of a new source; None where there is one of that name."""
    return await ctx.tx.fetchval(
        """INSERT INTO tracking_source (corp_id, name, user_kind, created_by, created_at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING source_no""",
        ctx.corp_id, name, user_kind, ctx.actor.name, ctx.now,
    )  # fmt: skip


async def name_of(ctx: Context, source_no: int) -> str | None:
    """How a source is called; None where there is none."""
    return await ctx.tx.fetchval(
        "SELECT name FROM tracking_source WHERE corp_id = $1 AND source_no = $2",
        ctx.corp_id, source_no,
    )  # fmt: skip


async def add_key(ctx: Context, source_no: int, write_key: str) -> None:
    """Another key of a source."""
    await ctx.tx.execute(
        """INSERT INTO tracking_write_key (write_key, corp_id, source_no, created_by, created_at)
           VALUES ($1, $2, $3, $4, $5)""",
        write_key, ctx.corp_id, source_no, ctx.actor.name, ctx.now,
    )  # fmt: skip


async def revoke(ctx: Context, source_no: int, write_key: str) -> bool:
    """The key holds no more, on every node; False where it did not."""
    done = await ctx.tx.fetchval(
        """UPDATE tracking_write_key SET revoked_at = $4
           WHERE corp_id = $1 AND source_no = $2 AND write_key = $3 AND revoked_at IS NULL
           RETURNING pg_notify($5, '')::text""",
        ctx.corp_id, source_no, write_key, ctx.now, KEYS_CHANNEL,
    )  # fmt: skip
    return done is not None


async def refused(tx: Any, corp_id: int, refusals: Sequence[TrackingRefusal]) -> None:
    """Adds to what was noted; each source, day and reason once."""
    await tx.executemany(
        """INSERT INTO tracking_refusal AS r (corp_id, source_no, day, reason, count, sample, last_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (corp_id, source_no, day, reason) DO UPDATE SET
             count = r.count + excluded.count, sample = excluded.sample, last_at = excluded.last_at""",
        [
            (corp_id, one.source_no, one.day, one.reason, one.count, one.sample, one.last_at)
            for one in refusals
        ],
    )


async def refusals(ctx: Context, since: date) -> list[TrackingRefusal]:
    """What was noted since a day, the latest first."""
    rows = await ctx.tx.fetch(
        """SELECT source_no, day, reason, count, sample, last_at FROM tracking_refusal
           WHERE corp_id = $1 AND day >= $2 ORDER BY last_at DESC LIMIT 200""",
        ctx.corp_id, since,
    )  # fmt: skip
    return [TrackingRefusal(*row) for row in rows]


async def unreadable(ctx: Context) -> int:
    """How many rows the engine could not read."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM tracking_unreadable WHERE corp_id = $1", ctx.corp_id
    )


async def clear_samples(ctx: Context, values: Sequence[str]) -> int:
    """Forgets refused messages in which one of these stands; how many there were."""
    done = await ctx.tx.execute(
        """UPDATE tracking_refusal SET sample = '' WHERE corp_id = $1 AND EXISTS (
             SELECT FROM unnest($2::text[]) value WHERE strpos(sample, value) > 0)""",
        ctx.corp_id, values,
    )  # fmt: skip
    return affected(done)


async def forget_refusals(tx: Any, before: date) -> None:
    """Those of earlier days, of every company. Global: upkeep."""
    await tx.execute("DELETE FROM tracking_refusal WHERE day < $1", before)
