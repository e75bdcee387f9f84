"""Why somebody is in a segment, or is not: every condition with what is known of her.

Each condition is asked in the way in which segments are found, held to her alone.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.engine.sets.plans import Question
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import NoSuchProfile
from reunion.growth.segments import asking, words
from reunion.growth.segments import definition as d
from reunion.growth.segments.compiler import Book, compiled
from reunion.growth.segments.model import Newest, Why
from reunion.growth.segments.store import known as store
from reunion.growth.segments.store.known import EventRow, FollowRow
from reunion.growth.segments.words.names import Names


async def why(ctx: Context, engine: Engine, definition: d.Condition, profile_no: int) -> Why:
    """The tree of a sound definition for one person. Raises NoSuchProfile."""
    now = (await profiles.current(ctx, [profile_no])).get(profile_no)
    if now is None:
        raise NoSuchProfile
    numbers = await profiles.everybody(ctx, now)
    (card,) = await profiles.cards(ctx, [now])
    has = [tag.tag_no for tag in card.tags]
    book = await asking.book_for(ctx, definition)
    read = (definition, *book.segments.values())
    names = await words.names_in(ctx, read, and_known=True)
    return await _Asking(ctx, engine, book, names, numbers, has).of(definition)


class _Asking:
    def __init__(
        self, ctx: Context, engine: Engine, book: Book, names: Names, numbers: Sequence[int],
        tags: Sequence[int],
    ) -> None:  # fmt: skip
        self._ctx, self._engine = ctx, engine
        self._book, self._names = book, names
        self._numbers, self._tags = numbers, tags

    async def of(self, one: d.Condition) -> Why:
        """The tree under a condition."""
        said = words.told(one, self._names)
        kind = one.__struct_config__.tag
        assert isinstance(kind, str)
        if isinstance(one, d.InSegment):
            inner = [await self.of(self._book.segments[one.segment_id])]
            return Why(kind, inner[0].holds, said, None, None, inner)
        if isinstance(one, d.All | d.AnyOf | d.Not):
            inner = list(await asyncio.gather(*map(self.of, d.inside(one))))
            held = [part.holds for part in inner]
            if isinstance(one, d.Not):
                return Why(kind, not held[0], said, None, None, inner)
            holds = all(held) if isinstance(one, d.All) else any(held)
            return Why(kind, holds, said, None, None, inner)
        holds, actual, newest = await asyncio.gather(
            self._holds(one), self._actual(one), self._newest(one)
        )
        return Why(kind, holds, said, actual, _wanted(one), newest=newest)

    async def _holds(self, one: d.Condition) -> bool:
        plan = compiled(one, self._book)
        asked = Question(self._ctx.corp_id, plan, only=(self._numbers[0],))
        return (await self._engine.sets.ask(asked)).count == 1

    async def _actual(self, one: d.Condition) -> Any:
        given = (self._ctx, self._engine, self._numbers)
        now = self._book.now
        match one:
            case d.Attribute(field):
                return await store.column(*given, self._book.fields[field].column)
            case d.Near(latitude, longitude):
                return await store.metres(*given, latitude, longitude)
            case d.Tags():
                return [self._names.tags.get(tag, f"#{tag}") for tag in self._tags]
            case d.Follow():
                return self._called(await store.follows(*given))
            case d.Source():
                return self._called(await store.follows(*given))[:1]
            case d.Did():
                return await store.measured(*given, now, one)
            case d.Never(window=window):
                return await store.extreme(*given, now, "max", one, window)
            case d.Last():
                return await store.extreme(*given, now, "max", one, None)
            case d.First():
                return await store.extreme(*given, now, "min", one, None)
            case d.Sequence(first, then, window=window):
                return {
                    "first": await store.extreme(*given, now, "max", first, window),
                    "then": await store.extreme(*given, now, "max", then, window),
                }
            case d.Rfm():
                found = await store.score(*given)
                return found and [found.recency, found.frequency, found.monetary]
            case d.Prediction(of):
                return getattr(await store.score(*given), of, None)
            case _:
                return None

    async def _newest(self, one: d.Condition) -> Newest | None:
        """What properties that are asked about were when it last happened; of a sequence the later step."""
        step = next((step for step in reversed(d.steps(one)) if step.where), None)
        if step is None:
            return None
        event = await store.newest(self._ctx, self._engine, self._numbers, self._book.now, step)
        if event is None:
            return None
        asked = dict.fromkeys(one.property for one in step.where)
        values = [words.seen(_at(event, name), name, step, self._names) for name in asked]
        return Newest(event.happened_at, event.fits, values)

    def _called(self, follows: Sequence[FollowRow]) -> list[FollowRow]:
        members, channels = self._names.members, self._names.channels
        return [
            msgspec.structs.replace(
                one,
                userid=members.get(one.userid, one.userid),
                channel=channels.get(one.channel, one.channel),
            )
            for one in follows
        ]


def _at(event: EventRow, path: str) -> Any:
    """What an event has there; of a list of objects what each of them has."""
    if path in ("subject", "source", "userid", "amount_fen"):
        return getattr(event, path)
    value: Any = event.properties
    for part in path.split("."):
        name = part.removesuffix("[]")
        if isinstance(value, list):
            value = [one[name] for one in value if isinstance(one, dict) and name in one]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def _wanted(one: d.Condition) -> Any:
    """The condition itself, without its name."""
    return {name: value for name, value in d.written(one).items() if name != "kind"}
