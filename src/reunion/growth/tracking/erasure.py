"""What tracking keeps about one person, given out or erased: in the engine, on the way to it, and aside."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.stores import Erased, Person
from reunion.growth.tracking import draining
from reunion.growth.tracking.model import Entry
from reunion.growth.tracking.store import inbox, seen, sources


class _Aside(msgspec.Struct, frozen=True):
    """What matters here of a row that was kept aside."""

    profile_no: int


_decode_entries = msgspec.json.Decoder(Entry).decode_lines
_decode_aside = msgspec.json.Decoder(_Aside).decode
_encode_lines = msgspec.json.Encoder().encode_lines


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything that happened to her, by time."""
    events = await seen.of_people(person.engine, person.ctx.corp_id, person.profile_nos)
    return {"tracked_event": [msgspec.to_builtins(one) for one in events]}


async def close(ctx: Context, identities: Sequence[Identity]) -> list[Erased]:
    """What waits in the inbox and names her is taken out: found after she is gone, it would make her anew.
    With `inbox.hold`."""
    gone = await _out_of_the_inbox(ctx, (), identities)
    return [Erased("postgresql", "tracking_inbox", gone)]


async def erase(person: Person) -> list[Erased]:
    """Erases all of it but what the engine has. Nothing is fixed meanwhile, and what is fixed is given to the
    engine first, so that nothing of hers comes after. Raises EngineError; then it is done again later."""
    ctx = person.ctx
    await inbox.hold(ctx.tx)
    while batches := await inbox.batches(ctx.tx, 1):
        await draining.give(ctx.tx, person.engine, batches[0])
    waiting = await _out_of_the_inbox(ctx, person.profile_nos, person.identities)
    aside = await _aside(person)
    values = [one.value for one in person.identities]
    samples = await sources.clear_samples(ctx, values)
    return [
        Erased("postgresql", "tracking_inbox", waiting),
        Erased("postgresql", "tracking_unreadable", aside),
        Erased("postgresql", "tracking_refusal", samples),
    ]


async def _out_of_the_inbox(
    ctx: Context, profile_nos: Sequence[int], identities: Sequence[Identity]
) -> int:
    gone, known_by = 0, {(one.kind, one.value) for one in identities}
    for row in await inbox.of_corp(ctx):
        entries = _decode_entries(row.entries)
        kept = [
            one
            for one in entries
            if one.profile_no not in profile_nos and known_by.isdisjoint(one.identities)
        ]
        if len(kept) < len(entries):
            gone += len(entries) - len(kept)
            await inbox.replace(ctx, row.id, _encode_lines(kept), len(kept))
    return gone


async def _aside(person: Person) -> int:
    numbers = set(person.profile_nos)
    hers = [
        id_
        for id_, line in await inbox.unreadable(person.ctx)
        if _decode_aside(line).profile_no in numbers
    ]
    await inbox.drop_unreadable(person.ctx, hers)
    return len(hers)
