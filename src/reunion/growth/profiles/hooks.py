"""What other modules do for profiles: when tags of people change, in the transaction of the change; and for
what is shown of a person."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from reunion.core.context import Context
from reunion.growth.profiles.model import TagDone

TagsChanged = Callable[[Context, Sequence[TagDone]], Awaitable[None]]
_listeners: list[TagsChanged] = []


def on_tags_changed(listener: TagsChanged) -> TagsChanged:
    """Called with what really changed, whoever changed it; it may change tags itself."""
    _listeners.append(listener)
    return listener


async def tags_changed(ctx: Context, done: Sequence[TagDone]) -> None:
    """Tells those who listen."""
    for listener in _listeners:
        await listener(ctx, done)


NameFacts = Callable[[Context, Sequence[dict[str, Any]]], Awaitable[None]]
_namers: dict[str, NameFacts] = {}


def names_facts_of(event: str) -> Callable[[NameFacts], NameFacts]:
    """Registers who puts names in the place of codes in the properties of such events, before people see
    them."""

    def register(name: NameFacts) -> NameFacts:
        _namers[event] = name
        return name

    return register


async def name_facts(ctx: Context, shown: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Of these events, each its name and its properties."""
    for event, name in _namers.items():
        if of_it := [properties for called, properties in shown if called == event]:
            await name(ctx, of_it)
