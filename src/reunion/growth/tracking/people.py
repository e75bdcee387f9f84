"""Whom events are about: found by their identities, made where nobody is known by them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.tracking.model import FORMERLY, Entry

_Named = tuple[tuple[str, str], ...]


async def of(ctx: Context, entries: Sequence[Entry], *, told_by: str = "") -> list[int]:
    """The number of the profile that each is about, in order. `told_by`: see profiles."""
    named = {one.identities for one in entries if not one.profile_no and one.attributes is None}
    known = await _known(ctx, named)
    numbers = [
        one.profile_no or (known.get(one.identities, 0) if one.attributes is None else 0)
        for one in entries
    ]
    to_learn = [one for one, number in zip(entries, numbers, strict=True) if not number]
    if not to_learn:
        return numbers
    learned = await _learn(ctx, to_learn, told_by)
    return [number or learned[_fact(one)] for one, number in zip(entries, numbers, strict=True)]


def _fact(one: Entry) -> _Named | str:
    """What is learned once from all that say the same."""
    return one.identities if one.attributes is None else one.id


async def _known(ctx: Context, named: set[_Named]) -> dict[_Named, int]:
    """Those whose every identity is one person's already: nothing is to be learned from them."""
    if not named:
        return {}
    pairs = list({pair for names in named for pair in names})
    holders = dict(zip(pairs, await profiles.holders(ctx, pairs), strict=True))
    numbers: dict[_Named, int] = {}
    for names in named:
        number = holders[names[0]] if names else 0
        if number and (len(names) == 1 or all(holders[pair] == number for pair in names)):
            numbers[names] = number
    return numbers


async def _learn(ctx: Context, entries: Sequence[Entry], told_by: str) -> dict[_Named | str, int]:
    """Who the facts are about, learned in the order in which things happened."""
    told: dict[_Named | str, Entry] = {}
    for one in sorted(entries, key=lambda one: one.at):
        told.setdefault(_fact(one), one)
    formerly = await _formerly(ctx, list(told.values()))
    facts = [
        Known(
            tuple(formerly.get(pair) or Identity(*pair) for pair in one.identities),  # pyright: ignore
            one.source,
            datetime.fromisoformat(one.at).replace(tzinfo=UTC),
            one.attributes or {},
        )
        for one in told.values()
    ]
    learned = await profiles.learn(ctx, facts, told_by=told_by)
    return dict(zip(told, learned, strict=True))


async def _formerly(ctx: Context, entries: Sequence[Entry]) -> dict[tuple[str, str], Identity]:
    """What former ids are: the device of that name, else who was called so; a device where neither is
    known."""
    pairs = {pair for one in entries for pair in one.identities if pair[0].startswith(FORMERLY)}
    if not pairs:
        return {}
    devices = {pair: Identity("device", pair[1]) for pair in pairs}
    users = {pair: Identity(pair[0].removeprefix(FORMERLY), pair[1]) for pair in pairs}  # pyright: ignore
    found = await profiles.find(ctx, [*devices.values(), *users.values()])
    return {
        pair: users[pair] if users[pair] in found and devices[pair] not in found else devices[pair]
        for pair in pairs
    }
