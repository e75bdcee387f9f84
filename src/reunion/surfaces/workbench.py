"""工作台 What waits for a member, from every module that has something for him to do.

A module registers a source beside its desk routes; the desk asks for all of them in one call.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import get

from reunion.core.context import Context
from reunion.surfaces.access import Caller, allow


class Todo(msgspec.Struct, frozen=True):
    """`count` asks for attention now, `late` of it is overdue; `later` is known and can wait."""

    count: int = 0
    late: int = 0
    later: int = 0


Ask = Callable[[Context, int], Awaitable[Todo]]
_sources: dict[str, Ask] = {}


def source(name: str) -> Callable[[Ask], Ask]:
    """Registers `async f(ctx, member_id) -> Todo` under the name that the desk knows it by."""

    def register(ask: Ask) -> Ask:
        if name in _sources and _sources[name].__module__ != ask.__module__:
            raise RuntimeError(f"two sources of to-dos are called {name}: rename one")
        _sources[name] = ask
        return ask

    return register


class Workbench(msgspec.Struct):
    """By source, and the sum of what asks for attention now."""

    total: int
    sources: dict[str, Todo]


async def collect(ctx: Context, member_id: int) -> dict[str, Todo]:
    """How much waits for a member, by source."""
    return {name: await ask(ctx, member_id) for name, ask in _sources.items()}


@get("/api/desk/workbench", opt=allow("member"))
async def get_workbench(ctx: Context, caller: Caller) -> Workbench:
    """工作台 How much waits for me, by kind."""
    found = await collect(ctx, caller.principal_id)
    return Workbench(sum(one.count for one in found.values()), found)


routes: list[Any] = [get_workbench]
