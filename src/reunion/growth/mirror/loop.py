"""The worker's part: reads what is due, writes tags, counts chats, carries follows into the engine.

Woken by the database; without a word it looks every second, for what was put off a little is due then,
which costs a query of a small table.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

from reunion.core.clock import clock
from reunion.core.loops import Wake, repeat, rest
from reunion.growth.connection import archive
from reunion.growth.mirror import facts
from reunion.growth.mirror.chats import store as chats
from reunion.growth.mirror.chats.counting import Counter
from reunion.growth.mirror.marking import Marker
from reunion.growth.mirror.model import CHANNEL
from reunion.growth.mirror.pace import Paces
from reunion.growth.mirror.reader import Reader
from reunion.growth.mirror.store import leases, marks
from reunion.growth.mirror.turns import Turn, Turns
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.mirror")

_IDLE = 1.0
_SOON = 0.1


async def run(work: Work, stop: asyncio.Event) -> None:
    """Until `stop` is set. Any number of workers may run this."""
    wake = work.bus.wake(CHANNEL)
    paces = Paces(work.config.api_rate_factor)
    async with asyncio.TaskGroup() as group:
        for find, serve, failed in (
            (leases.due, _read, "reading its WeCom failed; it goes on when the lease is over"),
            (marks.due, _mark, "tags were not written"),
            (chats.due, _count, "chats were not counted"),
        ):
            one = partial(serve, work, paces)
            group.create_task(_serve(work, wake, stop, find, one, failed))
        group.create_task(_carry(work, wake, stop))


async def _serve(
    work: Work,
    wake: Wake,
    stop: asyncio.Event,
    find: Callable[[Any, datetime], Awaitable[list[int]]],
    serve: Callable[[int, Turn], Awaitable[None]],
    failed: str,
) -> None:
    """Each company of which `find` says that it is due."""
    turns = Turns(wake, stop, log=log, failed=failed)

    async def step() -> bool:
        async with work.db.connection() as connection:
            turns.give(await find(connection, clock.now()), serve)
        return False

    await repeat(step, stop, idle=_IDLE, log=log, failed="what is due was not found", wake=wake)
    await turns.over()


async def _read(work: Work, paces: Paces, corp_id: int, turn: Turn) -> None:
    async with work.db.connection() as connection:
        lease = await leases.take(connection, corp_id, clock.now())
    if lease is not None:
        client = await work.wecom(corp_id)
        await Reader(work.db, corp_id, paces.paced(corp_id, client), lease).run(turn)


async def _mark(work: Work, paces: Paces, corp_id: int, turn: Turn) -> None:
    client = await work.wecom(corp_id)
    await Marker(work.db, corp_id, paces.paced(corp_id, client)).run(turn)


async def _count(work: Work, paces: Paces, corp_id: int, turn: Turn) -> None:
    async with work.db.in_corp(corp_id) as ctx:
        lease = await chats.take(ctx)
        opened = await archive.find(ctx, work.vault)
    if lease is None or opened is None:
        return
    client = await work.archive(corp_id)
    if client is None:
        return
    key = archive.private_key(opened.private_key)
    await Counter(work.db, corp_id, paces.paced(corp_id, client), lease, key).run(turn)


async def _carry(work: Work, wake: Wake, stop: asyncio.Event) -> None:
    async def step() -> bool:
        left = await facts.step(work)
        if left == "soon":
            await rest(stop, _SOON)
        return left != "done"

    await repeat(step, stop, idle=_IDLE, log=log, failed="follows were not carried", wake=wake)
