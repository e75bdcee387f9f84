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
AskByUserid = Callable[[Context, str], Awaitable[Todo]]
_sources: dict[str, Ask] = {}
_by_userid: dict[str, AskByUserid] = {}


def source(name: str) -> Callable[[Ask], Ask]:
    """Registers `async f(ctx, member_id) -> Todo` under the name that the desk knows it by."""

    def register(ask: Ask) -> Ask:
        if name in _sources and _sources[name].__module__ != ask.__module__:
            raise RuntimeError(f"two sources of to-dos are called {name}: rename one")
        _sources[name] = ask
        return ask

    return register


def source_by_userid(name: str) -> Callable[[AskByUserid], AskByUserid]:
    """The same for growth, which knows members by their userids in WeCom."""

    def register(ask: AskByUserid) -> AskByUserid:
        if name in _sources or name in _by_userid:
            raise RuntimeError(f"two sources of to-dos are called {name}: rename one")
        _by_userid[name] = ask
        return ask

    return register


class Workbench(msgspec.Struct):
    """By source, and the sum of what asks for attention now."""

    total: int
    sources: dict[str, Todo]


async def collect(ctx: Context, member_id: int, userid: str) -> dict[str, Todo]:
    """How much waits for a member, by source."""
    found = {name: await ask(ctx, member_id) for name, ask in _sources.items()}
    return found | {name: await ask(ctx, userid) for name, ask in _by_userid.items()}


@get("/api/desk/workbench", opt=allow("member"))
async def get_workbench(ctx: Context, caller: Caller) -> Workbench:
    """工作台 How much waits for me, by kind."""
    found = await collect(ctx, caller.principal_id, caller.userid)
    return Workbench(sum(one.count for one in found.values()), found)


routes: list[Any] = [get_workbench]
