"""Telling of what happened. It is durable when the caller's transaction commits, and the engine has it
within about a second."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.tracking import people
from reunion.growth.tracking.model import Entry, Occurrence, entry
from reunion.growth.tracking.store import inbox

_A_ROW = 2_000
_encode_lines = msgspec.json.Encoder().encode_lines


async def delivered(tx: Any) -> int:
    """The last batch that the engine has whole, with all before it; a later one may be there in part."""
    return await inbox.delivered(tx)


async def record(ctx: Context, occurrences: Sequence[Occurrence], *, told_by: str = "") -> None:
    """Puts down what happened, any number at once. `told_by`: whom it happened to is found at once, and
    conflicts of their identities are kept under this name. Raises ValueError where one names nobody."""
    entries = [entry(one, ctx.now) for one in occurrences]
    if entries:
        if told_by:
            await people.of(ctx, entries, told_by=told_by)
        await inbox.put(ctx.tx, packed(ctx.corp_id, entries))


def packed(corp_id: int, entries: Sequence[Entry]) -> list[inbox.Packed]:
    """Entries as rows of the inbox."""
    parts = [entries[n : n + _A_ROW] for n in range(0, len(entries), _A_ROW)]
    return [inbox.Packed(corp_id, _encode_lines(part), len(part)) for part in parts]
