"""Tasks by name: what may be queued, and what is scheduled."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.config import Config
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.realtime.bus import Bus

# corp id -> the corp's wecom.client.Client, which lies in a room above this one
# (of the archive: None where a corp's chats are not counted)
FindClient = Callable[[int], Awaitable[Any]]


class Work(msgspec.Struct, frozen=True):
    """What a running task or loop works with. It opens its own transactions: `work.db.in_corp(corp_id)`
    for the verbs of one corp, `work.db.transaction()` for what is of all.

    `bus` listens for the whole process: a loop asks it for what wakes it, and stops nothing."""

    db: Database
    vault: Vault
    config: Config
    bus: Bus
    engine: Engine
    wecom: FindClient
    archive: FindClient


class Task(msgspec.Struct, frozen=True):
    """One kind of work. `attempts` counts the first try; waits between tries grow as 2, 4, 8 … s."""

    name: str
    run: Callable[..., Awaitable[None]]
    queue: str
    attempts: int
    cron: str | None


tasks: dict[str, Task] = {}


def task(
    name: str, *, queue: str = "default", attempts: int = 6
) -> Callable[[Callable[..., Awaitable[None]]], Callable[..., Awaitable[None]]]:
    """Registers `async def f(work, **args)`. The name is stored with queued jobs: do not change it.

    A task may run more than once (a killed worker's task is given to the next): make it idempotent.
    """

    def register(run: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        _add(Task(name, run, queue, attempts, cron=None))
        return run

    return register


Scheduled = Callable[[Work, datetime], Awaitable[None]]


def periodic(cron: str, name: str, *, queue: str = "default") -> Callable[[Scheduled], Scheduled]:
    """Registers `async def f(work, at)`, run once per tick of `cron` (UTC) however many workers run."""

    def register(run: Scheduled) -> Scheduled:
        _add(Task(name, run, queue, attempts=1, cron=cron))
        return run

    return register


def _add(new: Task) -> None:
    known = tasks.get(new.name)
    if known is not None and _place(known.run) != _place(new.run):
        raise RuntimeError(f"two tasks are called {new.name}: rename one")
    tasks[new.name] = new


def _place(run: Callable[..., Any]) -> tuple[str, str]:
    return run.__module__, run.__qualname__
