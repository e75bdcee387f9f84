"""SQL on the way of events to the engine: `tracking_inbox`, `tracking_message`, `tracking_batch`.

Global: rows of all companies go to the engine together, and each line names its company.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg
import lz4.block
import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.tracking.model import CHANNEL

_DRAINER = 0x7472_6163  # "trac": the key of the lock of whoever drains

FIXING = 0x6669_7869
"""The key of the lock of who takes from the inbox, or gives batches numbers."""


class Packed(msgspec.Struct, frozen=True):
    """A row of the inbox: entries as JSON lines, compressed where they lie. `id`: once it is there."""

    corp_id: int
    entries: bytes
    count: int
    id: int = 0


class Batch(msgspec.Struct, frozen=True):
    """Which rows of the inbox go to the engine together, with the token that makes them be there once.
    `people`: of each entry in them, in order, the number of the person, or AGAIN."""

    batch_no: int
    token: str
    people: list[int]


AGAIN = -1
"""Instead of a person's number: the message came before."""


async def lock(connection: Any) -> bool:
    """Becomes the one who drains, for as long as the connection lasts; False where another one is."""
    return await connection.fetchval("SELECT pg_try_advisory_lock($1)", _DRAINER)


async def hold(tx: Any) -> None:
    """Until the transaction ends nobody else fixes batches; waits for who is at it."""
    await tx.execute("SELECT pg_advisory_xact_lock($1)", FIXING)


async def put(tx: Any, rows: Sequence[Packed]) -> None:
    """Durable once this commits; whoever drains is told then."""
    await tx.execute(
        """WITH put AS (
             INSERT INTO tracking_inbox (corp_id, entries, size, count)
             SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::int[], $4::int[]) RETURNING 1
           ) SELECT pg_notify($5, '') FROM put LIMIT 1""",
        [row.corp_id for row in rows], [_compress(row.entries) for row in rows],
        [len(row.entries) for row in rows], [row.count for row in rows], CHANNEL,
    )  # fmt: skip


async def oldest(tx: Any, entries: int, size: int) -> list[Packed]:
    """The oldest rows that are in no batch, up to about so many entries and bytes."""
    rows = await tx.fetch(
        """SELECT corp_id, entries, size, count, id FROM tracking_inbox WHERE id IN (
             SELECT id FROM (
               SELECT id, sum(count) OVER before AS entries,
                      sum(coalesce(size, octet_length(entries))) OVER before AS size
               FROM (SELECT * FROM tracking_inbox WHERE batch_no IS NULL ORDER BY id LIMIT 2000) oldest
               WINDOW before AS (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
             ) waiting
             WHERE coalesce(entries, 0) < $1 AND coalesce(size, 0) < $2
           ) ORDER BY id""",
        entries, size,
    )  # fmt: skip
    return [_packed(row) for row in rows]


async def of_batch(tx: Any, batch_no: int) -> list[Packed]:
    """The rows of a batch, in order."""
    rows = await tx.fetch(
        """SELECT corp_id, entries, size, count, id FROM tracking_inbox
           WHERE batch_no = $1 ORDER BY id""",
        batch_no,
    )
    return [_packed(row) for row in rows]


async def waiting(tx: Any, corp_id: int) -> int:
    """How many entries of a company are on their way."""
    return await tx.fetchval(
        "SELECT coalesce(sum(count), 0)::bigint FROM tracking_inbox WHERE corp_id = $1", corp_id
    )


async def seen(tx: Any, corp_id: int, ids: Sequence[str], now: datetime) -> set[str]:
    """Remembers ids, which are 32 hexadecimal digits each, and answers which of them came before."""
    given = ",".join(ids)
    try:
        # nearly always none came before; to find that out by trying is half the work of asking
        async with tx.transaction():
            await tx.execute(_REMEMBER, corp_id, given, now)
    except asyncpg.UniqueViolationError:
        statement = f"{_REMEMBER} ON CONFLICT DO NOTHING RETURNING id"
        new = await tx.fetch(statement, corp_id, given, now)
        return set(ids).difference(row["id"].hex for row in new)
    return set()


# One text is passed on in a moment; a list is looked at element by element on its way.
_REMEMBER = """INSERT INTO tracking_message (corp_id, id, seen_at)
               SELECT $1, id::uuid, $3 FROM string_to_table($2, ',') id ORDER BY 2"""


async def forget(tx: Any, before: datetime, most: int) -> int:
    """Message ids seen before that, up to so many; how many there were."""
    done = await tx.execute(
        """DELETE FROM tracking_message WHERE ctid = ANY(ARRAY(
             SELECT ctid FROM tracking_message WHERE seen_at < $1 LIMIT $2))""",
        before, most,
    )  # fmt: skip
    return affected(done)


async def next_batch_no(tx: Any) -> int:
    """A number that no other batch has."""
    return await tx.fetchval("SELECT nextval('tracking_batch_no')")


async def fix(tx: Any, batch_no: int, row_ids: Sequence[int], people: Sequence[int]) -> None:
    """From the commit on the batch is this, however often it is given."""
    await tx.execute(
        """WITH fixed AS (UPDATE tracking_inbox SET batch_no = $1 WHERE id = ANY($2))
           INSERT INTO tracking_batch (batch_no, people) VALUES ($1, string_to_array($3, ',')::int[])""",
        batch_no, row_ids, ",".join(map(str, people)),
    )  # fmt: skip


async def batches(tx: Any, most: int) -> list[Batch]:
    """Those of which it is not known that the engine has them, the oldest first."""
    rows = await tx.fetch(
        "SELECT batch_no, token, people FROM tracking_batch ORDER BY batch_no LIMIT $1", most
    )
    return [Batch(row["batch_no"], str(row["token"]), row["people"]) for row in rows]


async def drop(tx: Any, batch_no: int) -> None:
    """The engine has it, and had those before it."""
    await tx.execute(
        """WITH gone AS (DELETE FROM tracking_inbox WHERE batch_no = $1),
                told AS (UPDATE tracking_delivered SET batch_no = greatest(batch_no, $1))
           DELETE FROM tracking_batch WHERE batch_no = $1""",
        batch_no,
    )


async def delivered(tx: Any) -> int:
    """The number of the last batch that the engine has whole, with all before it."""
    return await tx.fetchval("SELECT batch_no FROM tracking_delivered")


async def keep_unreadable(tx: Any, corp_id: int, line: str, reason: str, now: datetime) -> None:
    """A row that the engine cannot read is not lost."""
    await tx.execute(
        "INSERT INTO tracking_unreadable (corp_id, line, reason, at) VALUES ($1, $2, $3, $4)",
        corp_id, line, reason, now,
    )  # fmt: skip


async def of_corp(ctx: Context) -> list[Packed]:
    """The rows of a company that are in no batch."""
    rows = await ctx.tx.fetch(
        """SELECT corp_id, entries, size, count, id FROM tracking_inbox
           WHERE corp_id = $1 AND batch_no IS NULL ORDER BY id FOR UPDATE""",
        ctx.corp_id,
    )
    return [_packed(row) for row in rows]


async def replace(ctx: Context, row_id: int, entries: bytes, count: int) -> None:
    """A row that waits holds something else from now on."""
    await ctx.tx.execute(
        """UPDATE tracking_inbox SET entries = $3, size = $4, count = $5
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, row_id, _compress(entries), len(entries), count,
    )  # fmt: skip


async def unreadable(ctx: Context) -> list[tuple[int, str]]:
    """The company's rows that were kept aside, with their ids."""
    rows = await ctx.tx.fetch(
        "SELECT id, line FROM tracking_unreadable WHERE corp_id = $1", ctx.corp_id
    )
    return [(row["id"], row["line"]) for row in rows]


async def drop_unreadable(ctx: Context, ids: Sequence[int]) -> None:
    """These are kept no longer."""
    await ctx.tx.execute(
        "DELETE FROM tracking_unreadable WHERE corp_id = $1 AND id = ANY($2)", ctx.corp_id, ids
    )


def _compress(lines: bytes) -> bytes:
    return lz4.block.compress(lines, store_size=False)


def _packed(row: Any) -> Packed:
    corp_id, entries, size, count, id_ = row
    if size is not None:
        entries = lz4.block.decompress(entries, uncompressed_size=size)
    return Packed(corp_id, entries, count, id_)
