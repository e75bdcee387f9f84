"""Reads one corp's WeCom while something is to be read: first what callbacks named, then the round.

Nobody else does meanwhile (the lease), so that what was read earlier is never written later.
"""

import logging
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.growth.mirror import applying, groups, halts, members, reading, rounds, tags
from reunion.growth.mirror.halts import HALTS
from reunion.growth.mirror.model import Hint, LeaseLost, Reading
from reunion.growth.mirror.pace import Paced, gathered
from reunion.growth.mirror.store import directory, hints, leases
from reunion.growth.mirror.store import rounds as round_store
from reunion.growth.mirror.turns import Turn
from reunion.wecom.errors import WecomError

log = logging.getLogger("reunion.mirror")

_HINTS = 64
_LATE = timedelta(minutes=5)


class Reader:
    """One corp, under one lease."""

    def __init__(self, db: Database, corp_id: int, wecom: Paced, lease: uuid.UUID) -> None:
        self.db = db
        self.corp_id = corp_id
        self.wecom = wecom
        self._lease = lease

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Context, None]:
        """A transaction in which nobody else reads the corp; raises LeaseLost."""
        async with self.db.in_corp(self.corp_id) as ctx:
            await leases.hold(ctx, self._lease)
            yield ctx

    async def now(self) -> datetime:
        """The time from which on nothing that is read is older."""
        async with self.db.connection() as connection:
            return await leases.clock_time(connection)

    async def run(self, turn: Turn) -> None:
        """Until nothing is left, WeCom wants us to wait, or the turn is over."""
        try:
            more = True
            while more and not turn.over:
                heard = await self._hints()
                more = await rounds.step(self) or heard
        except LeaseLost:
            return
        except WecomError as error:
            await self._pause(error)
        async with self.db.connection() as connection:
            await leases.give_back(connection, self.corp_id, self._lease)

    async def _pause(self, error: WecomError) -> None:
        async with self.db.connection() as connection:
            before = await leases.failures(connection, self.corp_id)
            until = clock.now() + halts.wait(error.errcode, before)
            log.warning("corp %s: nothing is asked until %s: %s", self.corp_id, until, error)
            await leases.pause(connection, self.corp_id, until, error.errcode, error.errmsg)

    async def _hints(self) -> bool:
        """What callbacks named; True where there may be more."""
        async with self.db.in_corp(self.corp_id) as ctx:
            due = await hints.due(ctx, _HINTS)
        if not due:
            return False
        by_kind: dict[str, list[Hint]] = {}
        for one in due:
            by_kind.setdefault(one.kind, []).append(one)
        for kind, some in by_kind.items():
            if kind == "customer":
                await self._customers(some)
            else:
                for one in some:
                    await self._one(one)
        return len(due) == _HINTS

    async def _customers(self, some: list[Hint]) -> None:
        began_at = await self.now()
        answers = await gathered(reading.customer(self.wecom, one.key) for one in some)
        whole: list[str] = []
        read = Reading(began_at, {}, [], said={one.key: one.said for one in some})
        failed: list[tuple[Hint, WecomError]] = []
        for one, answer in zip(some, answers, strict=True):
            if isinstance(answer, WecomError):
                failed.append((one, answer))
                continue
            customer, follows = answer
            whole.append(one.key)
            read.follows.extend(follows)
            if customer is not None:
                read.customers[one.key] = customer
        await self.take_in(
            Reading(began_at, read.customers, read.follows, tuple(whole), read.said),
            done=[one for one in some if one.key in set(whole)],
        )
        for one, error in failed:
            await self._failed(one, error)

    async def take_in(self, read: Reading, *, done: list[Hint]) -> None:
        """Writes what was read; the hints are done with it."""
        await self.know_tags(read)
        async with self.writing() as ctx:
            read, plan = await applying.plan(ctx, read)
            await applying.carry_out(ctx, read, plan)
            await hints.done(ctx, done)
            if told := [one.key for one in done if one.told]:
                await round_store.came_late(ctx, told, ctx.now - _LATE)
            await leases.works(ctx)

    async def know_tags(self, read: Reading) -> None:
        """A tag that somebody has just made may come on a customer before its own callback."""
        used = sorted({tag for one in read.follows for tag in one.tag_ids})
        async with self.db.in_corp(self.corp_id) as ctx:
            known = await directory.tag_nos(ctx, used)
        if len(known) < len(used):
            await tags.refresh(self)

    async def _one(self, hint: Hint) -> None:
        try:
            match hint.kind:
                case "group":
                    await groups.refresh(self, hint.key)
                case "tags":
                    await tags.refresh(self)
                case _:
                    await members.refresh(self)
        except WecomError as error:
            await self._failed(hint, error)
            return
        async with self.db.in_corp(self.corp_id) as ctx:
            await hints.done(ctx, [hint])
            if hint.kind == "group" and hint.told:
                await round_store.came_late(ctx, [hint.key], ctx.now - _LATE)

    async def _failed(self, hint: Hint, error: WecomError) -> None:
        """It is tried again later and later; what concerns every call stops all."""
        if error.errcode in HALTS:
            raise error
        async with self.db.in_corp(self.corp_id) as ctx:
            due = ctx.now + halts.retry(hint.attempts)
            await hints.failed(ctx, hint, due, error.errcode, error.errmsg)
