"""The worker's part of broadcasts to segments: people are sorted by their members, a piece a transaction, and
WeCom is asked for one task after the other.

A call is written down before it is made. Where its answer was not heard, since the worker was killed or the
network failed, WeCom's own list says whether it was carried out (`finding.py`); only what was not is asked
for again.
"""

import asyncio
import logging
from collections import defaultdict
from datetime import timedelta

from pyroaring import BitMap

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.growth.mirror import halts
from reunion.growth.mirror.halts import HALTS
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments.broadcasts import finding
from reunion.growth.segments.broadcasts.service import by_member
from reunion.growth.segments.store import broadcasts, sorting
from reunion.growth.segments.store import tasks as store
from reunion.growth.segments.store.sorting import ToSort
from reunion.growth.segments.store.tasks import ToAsk
from reunion.jobs.tasks import Work
from reunion.wecom.client import Client, Unreachable
from reunion.wecom.endpoints.broadcasts import AddMsgTemplateRequest, add_msg_template
from reunion.wecom.endpoints.contact_ways import ConclusionText
from reunion.wecom.errors import BUSY, WecomError

log = logging.getLogger("reunion.segments")

CUSTOMERS = 10_000
"""Of one call: WeCom's limit."""
_CALL = 60.0
_LEASE = timedelta(minutes=2)
"""Longer than a call may take: who takes a task over knows that nobody is at it any more."""
_LOOK_AGAIN = timedelta(seconds=15)
_STILL_UNDER_WAY = timedelta(minutes=1)
"""A call that was broken off may still be carried out for so long."""


class Sorter:
    """Keeps the people of the broadcast at hand, who never change."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._of: tuple[int, int] | None = None
        self._people = BitMap()

    async def step(self, most: int) -> bool:
        """The next so many people of some broadcast; whether there were any."""
        async with self._db.transaction() as tx:
            found = await sorting.to_sort(tx, clock.now())
            if found is None:
                return False
            ctx = Context(found.corp_id, SYSTEM, tx, clock.now())
            if self._of != (mine := (found.corp_id, found.id)):
                self._people = BitMap.deserialize(await sorting.people(ctx, found.id))
                self._of = mine
            first = self._people.rank(found.sorted_to) if found.sorted_to >= 0 else 0
            piece = self._people[first : first + most]
            if piece:
                reachable = await _sort(ctx, found, list(piece))
                await sorting.reached(ctx, found.id, piece[-1], len(piece), reachable)
            else:
                await sorting.all_sorted(ctx, found.id)
                await broadcasts.finish(ctx, found.id)
        return True


async def _sort(ctx: Context, found: ToSort, profile_nos: list[int]) -> int:
    """Each once, with the member who added her last; answers how many have one."""
    reach = Reach(None if found.userids is None else tuple(found.userids))
    hers = await by_member(ctx, profile_nos, reach)
    for one in await sorting.sorted_already(ctx, found.id, list(hers)):
        del hers[one]
    parts = await sorting.last_parts(ctx, found.id, sorted(set(hers.values())))
    shares: dict[tuple[str, int], list[str]] = defaultdict(list)
    for external_userid, userid in hers.items():
        part, full = parts.get(userid, (0, 0))
        if full == CUSTOMERS:
            part, full = part + 1, 0
        parts[userid] = part, full + 1
        shares[userid, part].append(external_userid)
    if shares:
        await sorting.put_customers(ctx, found.id, shares)
    return len(hers)


class Asker:
    """Makes tasks, of all companies side by side."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def step(self) -> bool:
        """One task of each company; whether there were any."""
        async with self._work.db.connection() as connection:
            corps = await store.corps(connection, clock.now())
        made = await asyncio.gather(*map(self._of_corp, corps))
        return any(made)

    async def _of_corp(self, corp_id: int) -> bool:
        async with self._work.db.in_corp(corp_id) as ctx:
            task = await store.claim(ctx, _LEASE)
            if task is None:
                return False
            customers = await store.customers(ctx, task)
        if not customers:  # they were erased meanwhile
            await self._ended(task, "made", 0, 0)
            return True
        wecom: Client = await self._work.wecom(corp_id)
        try:
            async with asyncio.timeout(_CALL):
                if task.asked_at is None or await self._not_there(wecom, task, customers):
                    await self._ask(wecom, task, customers)
        except TimeoutError:
            log.warning("corp %s: WeCom did not answer; what became of it is looked up", corp_id)
        except WecomError as error:
            await self._failed(task, len(customers), error)
        return True

    async def _not_there(self, wecom: Client, task: ToAsk, customers: list[str]) -> bool:
        """Whether an earlier call of which no answer was heard was not carried out."""
        assert task.asked_at is not None
        listed = await finding.listed(wecom, task.text, task.asked_at, clock.now())
        async with self._work.db.in_corp(task.corp_id) as ctx:
            strange = set(listed) - await store.known_msgids(ctx, listed)
        found = await finding.made(
            wecom, [one for one in listed if one in strange], task, customers
        )
        if found.msgid:
            await self._ended(task, "made", len(customers), 0, found.msgid)
        elif not found.sure:
            async with self._work.db.in_corp(task.corp_id) as ctx:
                await store.look_again(ctx, task, ctx.now + _LOOK_AGAIN)
        elif task.stopped:
            await self._not_asked(task)
        else:
            return True
        return False

    async def _ask(self, wecom: Client, task: ToAsk, customers: list[str]) -> None:
        request = AddMsgTemplateRequest(
            external_userid=customers, sender=task.userid, text=ConclusionText(task.text)
        )
        answer = await wecom.call(add_msg_template, request, once=True)
        failed = len(answer.fail_list)
        await self._ended(task, "made", len(customers), failed, answer.msgid)

    async def _failed(self, task: ToAsk, customers: int, error: WecomError) -> None:
        if error.errcode not in HALTS:
            await self._ended(task, "refused", customers, customers, error=str(error))
            return
        wait = halts.wait(error.errcode, task.failures)
        if error.errcode != BUSY:
            await self._not_asked(task)
        async with self._work.db.in_corp(task.corp_id) as ctx:
            if error.errcode == BUSY:  # it may be carried out all the same
                away = _STILL_UNDER_WAY if isinstance(error, Unreachable) else wait
                await store.look_again(ctx, task, ctx.now + max(wait, away))
            await store.halt(ctx, ctx.now + wait, str(error))
        log.warning("corp %s: no broadcasts are asked for %s: %s", task.corp_id, wait, error)

    async def _not_asked(self, task: ToAsk) -> None:
        async with self._work.db.in_corp(task.corp_id) as ctx:
            await store.not_asked(ctx, task)
            await broadcasts.drop_stopped(ctx, task.broadcast_id)

    async def _ended(
        self, task: ToAsk, state: store.Ended, customers: int, failed: int, msgid: str = "",
        *, error: str = "",
    ) -> None:  # fmt: skip
        async with self._work.db.in_corp(task.corp_id) as ctx:
            await store.end(
                ctx, task, state, customers=customers, failed=failed, msgid=msgid, error=error
            )
            await broadcasts.finish(ctx, task.broadcast_id)
