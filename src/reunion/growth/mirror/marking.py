"""Writes tags to WeCom: a call a follow, several at once within the limits.

A call that was made and not written down, since the worker was killed, is made again: the same tags on
the same follow are the same in the end.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from reunion.core.context import Context
from reunion.core.db import Database, plan_by_keys
from reunion.growth.mirror import halts
from reunion.growth.mirror.halts import HALTS
from reunion.growth.mirror.model import Marking
from reunion.growth.mirror.pace import Paced
from reunion.growth.mirror.store import directory, hints, leases
from reunion.growth.mirror.store import marks as store
from reunion.growth.mirror.store.marks import Written
from reunion.growth.mirror.telling import SOURCE
from reunion.growth.mirror.turns import Turn
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import TagChange
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.service import Occurrence
from reunion.wecom.endpoints.external_tags import MarkTagRequest, mark_tag
from reunion.wecom.errors import BUSY, WecomError

log = logging.getLogger("reunion.mirror")

_BATCH = 200
_AT_ONCE = 4
"""Of the five that WeCom allows a corp at once: one is left to other programs."""
_LEASE = timedelta(seconds=30)
"""What a worker that was killed had begun waits so long; written twice it is the same."""
_TRIES = 8
_FOR_GOOD = frozenset({40058, 40068, 40096, 41035, 60111, 84061})
"""Answers that another try does not change."""


class Marker:
    """Writes what is queued of one corp."""

    def __init__(self, db: Database, corp_id: int, wecom: Paced) -> None:
        self._db = db
        self._corp_id = corp_id
        self._wecom = wecom

    async def run(self, turn: Turn) -> None:
        """Until nothing is left, WeCom wants us to wait, or the turn is over."""
        while not turn.over and await self._batch():
            pass

    async def _batch(self) -> bool:
        """True where there may be more."""
        async with self._db.in_corp(self._corp_id) as ctx:
            some = await store.claim(ctx, _LEASE, _BATCH)
            began_at = await leases.clock_time(ctx.tx)
        if not some:
            return False
        room = asyncio.Semaphore(_AT_ONCE)
        halted: list[WecomError] = []

        async def write(one: Marking) -> WecomError | None:
            async with room:
                if halted:
                    return halted[0]
                asked = MarkTagRequest(one.userid, one.external_userid, one.add_ids, one.remove_ids)
                try:
                    await self._wecom.call(mark_tag, asked)
                except WecomError as error:
                    if error.errcode in HALTS:
                        halted.append(error)
                    return error
                return None

        outcomes = await asyncio.gather(*map(write, some))
        async with self._db.in_corp(self._corp_id) as ctx:
            await plan_by_keys(ctx.tx)
            done = [one for one, error in zip(some, outcomes, strict=True) if error is None]
            if done:
                await _write_down(ctx, done, began_at)
            for one, error in zip(some, outcomes, strict=True):
                if error is not None:
                    await _failed(ctx, one, error)
            if halted:
                wait = await _halt(ctx, halted[0])
                log.warning(
                    "corp %s: no tags are written for %s: %s", self._corp_id, wait, halted[0]
                )
            else:
                await store.works(ctx)
        return not halted


async def _halt(ctx: Context, error: WecomError) -> timedelta:
    """Nothing is written for so long."""
    wait = halts.wait(error.errcode, await store.failures(ctx))
    await store.pause(ctx, ctx.now + wait)
    return wait


async def _write_down(ctx: Context, done: list[Marking], began_at: datetime) -> None:
    await store.done(ctx, [one.id for one in done])
    written = [
        Written(one.external_userid, one.userid, one.add_ids, one.remove_ids, began_at)
        for one in done
    ]
    sure = await store.write_down(ctx, written)
    unsure = {one.external_userid for one in done if (one.external_userid, one.userid) not in sure}
    await hints.put_again(ctx, "customer", sorted(unsure))
    nos = await directory.tag_nos(
        ctx, sorted({tag for one in done for tag in (*one.add_ids, *one.remove_ids)})
    )
    certain = [one for one in done if (one.external_userid, one.userid) in sure]
    changes = [
        TagChange(
            one.profile_no,
            tuple(nos[tag] for tag in one.add_ids if tag in nos),
            tuple(nos[tag] for tag in one.remove_ids if tag in nos),
            one.userid,
            one.reason,
        )
        for one in certain
    ]
    real = await profiles.change_tags(ctx, changes) if changes else []
    await _tell(ctx, real, {no: tag for tag, no in nos.items()})


async def _tell(ctx: Context, real: list[TagChange], ids: dict[int, str]) -> None:
    """What really became otherwise, as it happened."""
    await tracking.record(
        ctx,
        [
            Occurrence(
                name, ctx.now, profile_no=one.profile_no, source=SOURCE, userid=one.userid,
                subject=ids[no], properties={"reason": one.origin},
            )
            for one in real
            for name, numbers in (("tag_added", one.add), ("tag_removed", one.remove))
            for no in numbers
        ],
    )  # fmt: skip


async def _failed(ctx: Context, one: Marking, error: WecomError) -> None:
    if error.errcode in _FOR_GOOD or (error.errcode not in HALTS and one.attempts >= _TRIES):
        await store.refused(ctx, one, error.errcode, error.errmsg)
        # What we believe of her is wrong, or the tag is gone.
        await hints.put_again(ctx, "customer", [one.external_userid])
        if error.errcode == 40068:
            await hints.put_again(ctx, "tags", [""])
        return
    if error.errcode in HALTS:
        # What WeCom did not even look at is no try of this row.
        tries = one.attempts if error.errcode == BUSY else one.attempts - 1
        await store.later(ctx, one, ctx.now, error, tries)
    else:
        await store.later(ctx, one, ctx.now + halts.retry(one.attempts - 1), error, one.attempts)
