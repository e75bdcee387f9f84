"""From the inbox into the engine, exactly once.

A batch is fixed first: who its rows of the inbox are about is found, and committed with a token. Then the
engine is given the rows with that token, as often as needed, and the batch is dropped with its rows. A
process that dies anywhere in between leaves the rows in the inbox, fixed or not.
"""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.growth.tracking import people
from reunion.growth.tracking.model import COLUMNS, Entry
from reunion.growth.tracking.store import inbox
from reunion.growth.tracking.store.inbox import AGAIN, Batch, Packed

ROWS = 20_000
SIZE = 32 * 1024 * 1024
_MONTHS = 60
"""The engine keeps a folder a month and takes rows of up to a hundred at once."""
_AHEAD = 2
"""So many batches may wait for the engine before the next is fixed."""
_UNREADABLE = re.compile(r"Code: (6|26|27|38|41|53|69|70|72|117|131|349|376|636)\b")
"""The engine's codes for a row that it cannot read, whenever it is given."""

Parts = list[bytes]
"""A batch as the engine is given it: lines, as many at once as it takes."""
Made = dict[int, Parts]
"""Batches that this process fixed lately, by number: they need not be read again."""

_decode_lines = msgspec.json.Decoder(Entry).decode_lines
_decode_line = msgspec.json.Decoder(list[msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


async def fix(db: Database, made: Made | None = None) -> int:
    """Fixes what waits in the inbox, a batch's worth at most; answers how many events."""
    async with db.transaction() as tx:
        await inbox.hold(tx)
        taken = await inbox.oldest(tx, ROWS, SIZE)
        if not taken:
            return 0
        read = [_decode_lines(row.entries) for row in taken]
        found = await _found(Context(0, SYSTEM, tx, clock.now()), taken, read)
        number = await inbox.next_batch_no(tx)
        await inbox.fix(tx, number, [row.id for row in taken], found)
    if made is not None:
        while len(made) >= _AHEAD:  # others gave them to the engine, or it is away
            del made[min(made)]
        made[number] = _parts(number, taken, read, found)
    return len(found)


async def deliver(db: Database, engine: Engine, made: Made | None = None) -> int:
    """Gives the engine what is fixed; answers how many events. Raises EngineError where it does not
    answer: everything stays as it was."""
    async with db.connection() as connection:
        batches = await inbox.batches(connection, _AHEAD)
    for batch in batches:
        async with db.transaction() as tx:
            await give(tx, engine, batch, made.pop(batch.batch_no, None) if made else None)
    return sum(len(batch.people) for batch in batches)


async def give(tx: Any, engine: Engine, batch: Batch, parts: Parts | None = None) -> None:
    """Gives the engine a batch, and drops it; what the engine cannot read is kept for people to look at.
    Raises EngineError where it does not answer."""
    if parts is None:
        rows = await inbox.of_batch(tx, batch.batch_no)
        read = [_decode_lines(row.entries) for row in rows]
        parts = _parts(batch.batch_no, rows, read, batch.people)
    for number, lines in enumerate(parts):
        token = f"{batch.token} {number}" if number else batch.token
        async for line, reason in _insert(engine, lines, token):
            row = dict(zip(COLUMNS, _decode_line(line), strict=True))
            await inbox.keep_unreadable(
                tx, int(bytes(row["corp_id"])), _encode(row).decode(), reason, clock.now()
            )
    await inbox.drop(tx, batch.batch_no)


async def _found(ctx: Context, taken: Sequence[Packed], read: Sequence[list[Entry]]) -> list[int]:
    """Of each entry, in order, the person it is taken for, or AGAIN."""
    of_corp: dict[int, list[Entry]] = defaultdict(list)
    for row, entries in zip(taken, read, strict=True):
        of_corp[row.corp_id] += entries
    found: dict[int, Iterator[int]] = {
        corp_id: iter(await _people(ctx.in_corp(corp_id), entries))
        for corp_id, entries in of_corp.items()
    }
    return [
        number
        for row, entries in zip(taken, read, strict=True)
        for number in islice(found[row.corp_id], len(entries))
    ]


async def _people(ctx: Context, entries: Sequence[Entry]) -> list[int]:
    first = {entry.id: entry for entry in reversed(entries)}
    again = [id_ for id_, entry in first.items() if entry.once]
    known = await inbox.seen(ctx.tx, ctx.corp_id, again, ctx.now) if again else set[str]()
    if not known and len(first) == len(entries):
        return await people.of(ctx, entries)
    counted = [entry for entry in entries if entry.id not in known and entry is first[entry.id]]
    numbers = dict(zip([entry.id for entry in counted], await people.of(ctx, counted), strict=True))
    return [numbers.pop(entry.id, AGAIN) for entry in entries]


def _parts(
    batch_no: int, rows: Sequence[Packed], read: Sequence[list[Entry]], found: Sequence[int]
) -> Parts:
    """The same whenever it is made of the same: the engine knows a part again by its place."""
    of_month: dict[str, list[bytes]] = defaultdict(list)
    numbers = iter(found)
    for row, entries in zip(rows, read, strict=True):
        for entry, number in zip(entries, islice(numbers, len(entries)), strict=True):
            if number != AGAIN:
                # what is known by now goes before the rest, inside its bracket
                of_month[entry.at[:7]].append(
                    b"[%d,%d,%d,%b\n" % (row.corp_id, number, batch_no, bytes(entry.rest)[1:])
                )
    months = sorted(of_month)
    return [
        b"".join([line for month in months[n : n + _MONTHS] for line in of_month[month]])
        for n in range(0, len(months), _MONTHS)
    ]


async def _insert(engine: Engine, lines: bytes, token: str) -> AsyncIterator[tuple[bytes, str]]:
    """Gives lines to the engine; yields those that it cannot read, with its reason. They are found by
    halves, each with a token of its own."""
    try:
        await engine.insert_lines(
            "tracked_event", lines, columns=COLUMNS, token=token, shape="JSONCompactEachRow"
        )
    except EngineError as error:
        if not _UNREADABLE.match(error.fields["reason"]):
            raise
        rows = lines.splitlines(keepends=True)
        if len(rows) == 1:
            yield lines, error.fields["reason"]
            return
        middle = len(rows) // 2
        for half, part in (("<", rows[:middle]), (">", rows[middle:])):
            async for one in _insert(engine, b"".join(part), token + half):
                yield one
