"""Members' posts become visible, a chunk of customers in one transaction: the verdicts, the rows of the
feed, the sums. A chunk that did not commit did not happen."""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from reunion import outbox, realtime
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database, plan_by_keys
from reunion.platform.corps import service as corps
from reunion.platform.moments import audience, service
from reunion.platform.moments.model import HINT, MomentRow, Post
from reunion.platform.moments.refusals import MomentUnknown
from reunion.platform.moments.store import posts, reach, rows
from reunion.platform.moments.store.reach import Candidate
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask, Verdicts

log = logging.getLogger("reunion.moments")

CHUNK = 500
_AFTER_FAILURE = timedelta(seconds=10)
_LOOK_AGAIN = timedelta(minutes=5)
"""Into quiet hours: a policy may change before they are over."""


async def step(db: Database) -> bool:
    """One chunk of the post that has waited longest; answers whether there was one."""
    post: Post | None = None
    try:
        async with db.transaction() as tx:
            post = await posts.take_due(tx, clock.now())
            if post is None:
                return False
            await publish_chunk(Context(post.corp_id, SYSTEM, tx, clock.now()), post)
    except Exception:
        if post is None:
            raise
        log.exception("the post %s was not published; it is tried again", post.id)
        async with db.connection() as tx:
            await posts.put_off(tx, post, clock.now() + _AFTER_FAILURE)
    return True


async def publish_whole(ctx: Context, post_id: int) -> None:
    """A post of few customers at once, in the caller's transaction; in quiet hours it waits."""
    while (post := await posts.get(ctx, post_id)) is not None and post.state == "publishing":
        if not await publish_chunk(ctx, post):
            return


async def publish_chunk(ctx: Context, post: Post) -> bool:
    """The next customers of a post whose lock the caller has; False: it waits for quiet hours to end."""
    await plan_by_keys(ctx.tx)
    row = await rows.get(ctx, post.moment_id)
    if row is None:
        raise MomentUnknown
    zone = await corps.zone(ctx)
    quiet = await restraint.quiet(ctx, row.purpose, zone)
    if quiet is not None:
        until = min(quiet, ctx.now + _LOOK_AGAIN)
        await posts.put_off(ctx.tx, post, until, quiet_until=quiet)
        if quiet != post.quiet_until:
            await service.tell(ctx, [post.member_id, row.creator_id])
        return False
    people = await reach.claim(ctx, post, await audience.tagged(ctx, row.range), CHUNK)
    new = [one for one in people if one.is_new]
    verdicts = Verdicts(frozenset(), {}, frozenset())
    if new:
        verdicts = await restraint.decide(ctx, row.touch, asks_of(post, new), zone)
    if people:
        await _count(ctx, post, people, verdicts)
    if len(people) < CHUNK:
        await reach.finish(ctx, post)
        data = {"member_id": post.member_id, "post_id": post.id}
        await outbox.append(ctx, "moment.published", subject=row.wire_id, key=row.key, data=data)
    seen_by = [one.person_id for one in new if one.contact_id in verdicts.permitted]
    await realtime.notify(ctx, [*seen_by, post.member_id, *_creator(row)], HINT)
    return True


def _creator(row: MomentRow) -> list[int]:
    return [row.creator_id] if row.creator_id else []


def asks_of(post: Post, people: Sequence[Candidate]) -> list[Ask]:
    """What restraint is asked about these customers."""
    return [
        Ask(one.contact_id, post.member_id, "blocked" if one.blocked else None) for one in people
    ]


async def _count(
    ctx: Context, post: Post, people: Sequence[Candidate], verdicts: Verdicts
) -> None:  # fmt: skip
    refused: list[tuple[Any, ...]] = [
        (contact_id, one.rule, one.counted, one.allowed)
        for contact_id, one in verdicts.refused.items()
    ]
    if refused:
        await reach.refuse(ctx, post.moment_id, refused)
    rules = Counter(one.rule for one in verdicts.refused.values())
    new = sum(1 for one in people if one.is_new)
    await reach.count(
        ctx, post, to=people[-1].contact_id, shown=new - len(refused),
        elsewhere=len(people) - new, refusals=dict(rules),
    )  # fmt: skip


async def prepare(db: Database) -> bool:
    """Gives out the tasks of one Moment that an app has made; answers whether there was one."""
    row: MomentRow | None = None
    try:
        async with db.transaction() as tx:
            row = await rows.take_due(tx, clock.now())
            if row is None:
                return False
            await service.prepare(Context(row.corp_id, SYSTEM, tx, clock.now()), row)
    except Exception:
        if row is None:
            raise
        log.exception("the moment %s was not prepared; it is tried again", row.id)
        async with db.connection() as tx:
            await rows.put_off(tx, row.corp_id, row.id, clock.now() + _AFTER_FAILURE)
    return True


async def finish(db: Database, now: datetime) -> int:
    """Ends the Moments that have nothing left to do; answers how many."""
    async with db.transaction() as tx:
        over = await rows.finish_done(tx)
        for row in over:
            ctx = Context(row.corp_id, SYSTEM, tx, now)
            await outbox.append(ctx, "moment.finished", subject=row.wire_id, key=row.key)
            await service.tell(ctx, [row.creator_id])
    return len(over)
