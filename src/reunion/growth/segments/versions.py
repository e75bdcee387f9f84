"""A segment's versions: what each asked for, and who is in one of them and not in the other."""

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Card
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments import asking, words
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import NoSuchSegment, Version
from reunion.growth.segments.store import saved

_SAMPLE = 10


class Part(msgspec.Struct, frozen=True):
    count: int
    sample: list[Card]


class Difference(msgspec.Struct, frozen=True):
    """Two versions of one segment, both asked now: who is in the later only, and in the earlier only."""

    before: int
    after: int
    count_before: int
    count_after: int
    entered: Part
    left: Part


async def listed(ctx: Context, segment_id: int, reach: Reach) -> list[Version]:
    """Newest first. Raises NoSuchSegment."""
    await _newest(ctx, segment_id, reach)
    kept = [(one, d.read(one.definition)) for one in await saved.versions(ctx, segment_id)]
    known = await words.names_in(ctx, (definition for _, definition in kept))
    return [
        Version(
            one.version, one.definition, words.told(definition, known), one.made_at, one.made_by
        )
        for one, definition in kept
    ]


async def difference(
    ctx: Context,
    engine: Engine,
    segment_id: int,
    before: int,
    after: int,
    reach: Reach,
) -> Difference:
    """What changing it changed; 0: the newest version, and the one before it. Raises NoSuchSegment."""
    newest = await _newest(ctx, segment_id, reach)
    after = after or newest
    before = before or max(after - 1, 1)
    known = {one.version: one for one in await saved.versions(ctx, segment_id)}
    if before not in known or after not in known:
        raise NoSuchSegment
    earlier = await asking.members(ctx, engine, d.read(known[before].definition), reach)
    later = await asking.members(ctx, engine, d.read(known[after].definition), reach)
    entered, left = later - earlier, earlier - later
    return Difference(
        before, after, len(earlier), len(later),
        Part(len(entered), await profiles.cards(ctx, list(entered[:_SAMPLE]))),
        Part(len(left), await profiles.cards(ctx, list(left[:_SAMPLE]))),
    )  # fmt: skip


async def _newest(ctx: Context, segment_id: int, reach: Reach) -> int:
    row = await saved.get(ctx, segment_id, reach)
    if row is None:
        raise NoSuchSegment
    return row.version
