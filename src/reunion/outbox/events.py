"""An event as its subscribers see it, and who listens to which."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Actor, Context


class Event(msgspec.Struct, frozen=True):
    """A fact, in the past tense (`contact.added`). `order_key`: events of one key arrive in order."""

    id: int
    corp_id: int
    name: str
    subject: str
    order_key: str
    actor: Actor
    data: dict[str, Any]
    at: datetime


Handler = Callable[[Context, Event], Awaitable[None]]


class Subscriber(msgspec.Struct, frozen=True):
    """One function that does one thing; `name` is stored with its retries, so it must not change."""

    name: str
    events: frozenset[str]
    handle: Handler


subscribers: dict[str, Subscriber] = {}


def subscribe(*events: str) -> Callable[[Handler], Handler]:
    """Registers a function for these event names. It runs in one transaction with its done-mark:
    its writes happen exactly once; effects outside the database must be idempotent by `event.id`."""

    def register(handle: Handler) -> Handler:
        name = f"{handle.__module__.removeprefix('reunion.')}.{handle.__name__}"
        if name in subscribers:
            raise RuntimeError(f"two subscribers are called {name}: rename one")
        subscribers[name] = Subscriber(name, frozenset(events), handle)
        return handle

    return register
