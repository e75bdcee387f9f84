"""Everywhere where growth keeps something about a person: asked for her export and her erasure."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.profiles.model import Identity
from reunion.storage.blobs import Blobs

Place = Literal["postgresql", "engine", "blobs"]


class Person(msgspec.Struct, frozen=True):
    """Whose it is: all numbers that are or were hers, and all that she is known by. `ctx` is a transaction
    of the store's own."""

    ctx: Context
    engine: Engine
    blobs: Blobs
    profile_nos: Sequence[int]
    identities: Sequence[Identity]


class Erased(msgspec.Struct, frozen=True):
    """A line of the receipt: so many of `what` (a table, or a kind of file) are no more."""

    place: Place
    what: str
    count: int


# what it has, by what it is: {"purchase": [{…}, …]}
Export = Callable[[Person], Awaitable[dict[str, list[dict[str, Any]]]]]
# erases it and says what it was, but for the engine: all that is there goes last, at once
Erase = Callable[[Person], Awaitable[list[Erased]]]


# the locks that `close` needs: whoever learns of people holds them before the profiles' own
Hold = Callable[[Any], Awaitable[None]]
# what is on its way, or goes on being said, of who is known by these is not taken in; answers what it dropped
Close = Callable[[Context, Sequence[Identity]], Awaitable[list[Erased]]]


class Store(msgspec.Struct, frozen=True):
    """One module that keeps something about people. `close` runs in the transaction that asks for an
    erasure, so that she does not come back while the job is on its way."""

    name: str
    export: Export
    erase: Erase
    close: Close | None = None
    hold: Hold | None = None


stores: dict[str, Store] = {}


def register(
    name: str, *, export: Export, erase: Erase, close: Close | None = None, hold: Hold | None = None
) -> None:
    """Names a module's store; erasure goes through them in the order of their names, the profile last."""
    if name in stores:
        raise RuntimeError(f"two stores are called {name}: rename one")
    stores[name] = Store(name, export, erase, close, hold)
