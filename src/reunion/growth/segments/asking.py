"""Questions to a definition: how many, who, how sets of people overlap. What is saved is looked up; nothing
is changed."""

import time
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec
from pyroaring import BitMap

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.engine.client import Engine
from reunion.engine.sets.plans import Question
from reunion.growth.calendar import service as calendar
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.segments import definition as d
from reunion.growth.segments import words
from reunion.growth.segments.checking import WITH_INNER, sound
from reunion.growth.segments.compiler import Book, compiled
from reunion.growth.segments.fields import fields_of
from reunion.growth.segments.model import BadDefinition, Counted, Field
from reunion.growth.segments.reaching import everybody, held
from reunion.growth.segments.store import saved

Definition = dict[str, Any]


class Ids(msgspec.Struct, frozen=True):
    """Numbers of profiles, ascending; `next`: from which to go on, null at the end."""

    profile_nos: list[int]
    next: int | None
    count: int


class Overlaid(msgspec.Struct, frozen=True):
    name: str
    count: int


class Region(msgspec.Struct, frozen=True, rename={"in_": "in"}):
    """People who are in exactly these of the sets (by their places), and in no other of them."""

    in_: list[int]
    count: int


class Overlap(msgspec.Struct, frozen=True):
    sets: list[Overlaid]
    regions: list[Region]
    union: int


async def read(ctx: Context, given: Definition, reach: Reach = EVERYBODY) -> d.Condition:
    """The definition, if it is sound for this company. Raises BadDefinition."""
    return (await understood(ctx, given, reach))[0]


async def understood(
    ctx: Context, given: Definition, reach: Reach = EVERYBODY, *, within: int = 0
) -> tuple[d.Condition, Book]:
    """The definition, if it is sound for this company, with what its names stand for now. `reach`: whose
    segments it may name; `within`: the segment it is to be the definition of. Raises BadDefinition."""
    fields = await fields_of(ctx)
    definition = sound(given, fields)
    return definition, await _book(ctx, definition, fields, within, reach)


async def book_for(ctx: Context, definition: d.Condition) -> Book:
    """What the names in a sound definition stand for now. Raises BadDefinition where something that it is
    made of is gone."""
    return await _book(ctx, definition, await fields_of(ctx), 0, EVERYBODY)


async def _book(
    ctx: Context, definition: d.Condition, fields: Mapping[str, Field], within: int, reach: Reach
) -> Book:
    """Raises BadDefinition where a segment is unknown, or is made of itself."""
    segments: dict[int, d.Condition] = {}
    snapshots: dict[int, bytes] = {}
    count = 0

    async def look(condition: d.Condition, path: str, above: tuple[int, ...]) -> None:
        nonlocal count
        count += 1
        if count > WITH_INNER:
            most = Text(
                f"连同引用的人群超过 {WITH_INNER} 个条件",
                f"more than {WITH_INNER} conditions in all",
            )
            raise BadDefinition(path, most)
        if isinstance(condition, d.InSegment):
            place, other = f"{path}.segment_id", condition.segment_id
            if other in above:
                raise BadDefinition(
                    place,
                    Text(
                        "人群不能直接或间接引用自己，请改选另一个人群",
                        "a segment cannot be made of itself, through others neither; choose another",
                    ),
                )
            if other not in segments:
                # What a segment of the company is made of is the company's choice.
                seen = reach if above == (within,) else EVERYBODY
                segments[other] = await _definition(ctx, other, place, seen)
            await look(segments[other], place, (*above, other))
        elif isinstance(condition, d.InSnapshot):
            members = await saved.snapshot_members(ctx, condition.snapshot_id)
            if members is None:
                gone = Text(
                    "没有这份快照，可能已被删除，请改选一份",
                    "there is no such snapshot; choose another",
                )
                raise BadDefinition(f"{path}.snapshot_id", gone)
            snapshots[condition.snapshot_id] = members
        for inner, one in d.placed(condition, path):
            await look(one, inner, above)

    await look(definition, "$", (within,))
    return Book(await calendar.now(ctx), fields, segments, snapshots)


async def _definition(ctx: Context, segment_id: int, path: str, reach: Reach) -> d.Condition:
    given = await saved.definition(ctx, segment_id, reach)
    if given is None:
        gone = Text(
            "没有这个人群，可能已被删除，请改选一个",
            "there is no such segment; it may have been deleted, choose another",
        )
        raise BadDefinition(path, gone)
    return d.read(given)


async def size(
    ctx: Context, engine: Engine, definition: d.Condition, reach: Reach = EVERYBODY
) -> int:
    """How many fit. Raises SetsError."""
    return (await engine.sets.ask(await _question(ctx, definition, None, reach))).count


async def members(
    ctx: Context,
    engine: Engine,
    definition: d.Condition,
    reach: Reach = EVERYBODY,
    *,
    only: Sequence[int] | None = None,
) -> BitMap:
    """All who fit. Raises SetsError."""
    return await engine.sets.members(await _question(ctx, definition, only, reach))


async def _question(
    ctx: Context, definition: d.Condition, only: Sequence[int] | None, reach: Reach
) -> Question:
    plan = held(compiled(definition, await book_for(ctx, definition)), reach)
    return Question(ctx.corp_id, plan, None if only is None else tuple(only))


async def count(
    ctx: Context, engine: Engine, given: Definition, sample: int, reach: Reach = EVERYBODY
) -> Counted:
    """How many fit, with cards of some, spread over all of them. Raises BadDefinition, SetsError."""
    began = time.perf_counter()
    definition, book = await understood(ctx, given, reach)
    plan = held(compiled(definition, book), reach)
    answer = await engine.sets.ask(Question(ctx.corp_id, plan, sample=sample))
    total = answer.total
    if reach.userids is not None:
        total = (await engine.sets.ask(Question(ctx.corp_id, everybody(reach)))).count
    took = (time.perf_counter() - began) * 1e3
    shown = await profiles.cards(ctx, answer.sample)
    told = words.told(definition, await words.names_in(ctx, [definition]))
    return Counted(answer.count, total, round(took, 1), shown, told)


async def ids(
    ctx: Context,
    engine: Engine,
    given: Definition,
    after: int,
    limit: int,
    reach: Reach = EVERYBODY,
) -> Ids:
    """The next so many. Raises BadDefinition, SetsError."""
    plan = held(compiled(*await understood(ctx, given, reach)), reach)
    answer = await engine.sets.ask(Question(ctx.corp_id, plan, after=after, limit=limit))
    full = len(answer.numbers) == limit
    return Ids(answer.numbers, answer.numbers[-1] if full else None, answer.count)


async def overlap(
    ctx: Context,
    engine: Engine,
    several: Sequence[tuple[str, d.Condition]],
    reach: Reach = EVERYBODY,
) -> Overlap:
    """How sets of people lie over each other: the regions in which somebody is."""
    sets = [await members(ctx, engine, definition, reach) for _, definition in several]
    regions: list[Region] = []
    places = range(len(sets))
    for size in range(len(sets), 0, -1):
        for chosen in combinations(places, size):
            inside = BitMap.intersection(*(sets[one] for one in chosen))
            for other in places:
                if other not in chosen:
                    inside = inside - sets[other]
            if inside:
                regions.append(Region(list(chosen), len(inside)))
    counted = [Overlaid(name, len(one)) for (name, _), one in zip(several, sets, strict=True)]
    return Overlap(counted, regions, len(BitMap.union(*sets)))
