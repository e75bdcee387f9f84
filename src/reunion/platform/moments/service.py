"""Headquarters' verbs on Moments: make, stop, delete, remind, and look at them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion import outbox, realtime
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.interception import vetting
from reunion.platform.moments import audience, content
from reunion.platform.moments.model import (
    HINT,
    JOB_LIFETIME,
    REMINDERS,
    REMINDERS_WITHIN,
    Draft,
    MomentRow,
    State,
    Unknown,
)
from reunion.platform.moments.refusals import (
    JobUnknown,
    MembersOwn,
    MomentUnknown,
    NobodySees,
    RemindedTooOften,
    Stopped,
    WrongState,
)
from reunion.platform.moments.store import figures, posts, rows
from reunion.platform.moments.views import Moment, MomentSums
from reunion.platform.welcome.model import said_in


class Sight(msgspec.Struct, frozen=True):
    """Whose Moments an administrator sees: `own_id` None, all; else his own and those that these
    members post themselves."""

    own_id: int | None = None
    member_ids: list[int] = []


EVERYTHING = Sight()


async def sight(ctx: Context, own_id: int, departments: Sequence[int] | None) -> Sight:
    """What somebody sees who is held to these departments; None: all."""
    if departments is None:
        return EVERYTHING
    within = await directory.members_of_departments(ctx, list(departments)) if departments else []
    return Sight(own_id, within)


async def create(ctx: Context, draft: Draft) -> MomentRow:
    """A new Moment, which members have as a task at once; one that an app makes is prepared by the
    worker. Raises what `content.check` and `content.kept` raise, TextBlocked, TextWarned, TagUnknown,
    MemberNotFound, NobodySees."""
    content.check(draft.text, draft.attachments)
    speaker_id = ctx.actor.id if draft.origin == "desk" else None
    said = said_in(draft.text, draft.attachments)
    await vetting.vet(ctx, "moment", said, speaker_id=speaker_id)
    attachments, media = await content.kept(ctx, draft.attachments)
    draft = msgspec.structs.replace(draft, attachments=attachments)
    if draft.origin != "api":
        await audience.check(ctx, draft.range)
    state: State = "preparing" if draft.origin == "api" else "open"
    wire_id = f"mom{ids.alphanumeric(29)}"
    moment_id = await rows.insert(ctx, wire_id, draft, state, media)
    row = await require(ctx, moment_id, lock=True)
    data = {"text": draft.text[:200], "origin": draft.origin}
    await outbox.append(ctx, "moment.created", subject=wire_id, key=row.key, data=data)
    if draft.origin == "console":
        if not await prepare(ctx, row):
            raise NobodySees
        return await require(ctx, moment_id)
    await rows.wake(ctx)
    return row


async def prepare(ctx: Context, row: MomentRow) -> bool:
    """Gives each member his task; answers whether anybody has one. The caller has the lock."""
    unknown = await audience.unknown(ctx, row.range) if row.origin == "api" else Unknown()
    wanted = await audience.resolve(ctx, row.range, row.scope)
    told = await posts.make(ctx, row.id, wanted)
    await rows.prepared(ctx, row.id, "open" if told else "failed", len(told), unknown)
    if told:
        data = {"members": len(told)}
        await outbox.append(ctx, "moment.opened", subject=row.wire_id, key=row.key, data=data)
    await tell(ctx, [*told, row.creator_id])
    return bool(told)


async def tell(ctx: Context, members: Sequence[int]) -> None:
    """Desks and consoles of these members pull at commit."""
    await realtime.notify(ctx, [one for one in members if one], HINT)


async def require(
    ctx: Context, moment_id: int, *, sight: Sight = EVERYTHING, lock: bool = False
) -> MomentRow:
    """One that the caller sees; raises MomentUnknown."""
    row = await rows.get(ctx, moment_id, lock=lock)
    if row is None or row.state in ("deleted", "failed"):
        raise MomentUnknown
    if sight.own_id is not None and not await rows.seen(
        ctx, moment_id, sight.own_id, sight.member_ids
    ):
        raise MomentUnknown
    return row


async def of_job(ctx: Context, jobid: str) -> MomentRow:
    """What a job made; raises JobUnknown."""
    row = await rows.by_jobid(ctx, jobid, ctx.now - JOB_LIFETIME)
    if row is None:
        raise JobUnknown
    return row


async def cancel(ctx: Context, moment_id: int, *, sight: Sight = EVERYTHING) -> None:
    """Whoever has not confirmed cannot any more; what was posted stays. Raises MomentUnknown, MembersOwn,
    Stopped, WrongState."""
    row = await require(ctx, moment_id, sight=sight, lock=True)
    if row.origin == "desk":
        raise MembersOwn
    if row.state == "cancelled":
        raise Stopped
    if row.state not in ("preparing", "open"):
        raise WrongState
    told = await posts.cancel(ctx, row.id)
    await rows.set_state(ctx, row.id, "cancelled")
    await outbox.append(ctx, "moment.cancelled", subject=row.wire_id, key=row.key)
    await tell(ctx, [*told, row.creator_id])


async def delete(
    ctx: Context, moment_id: int, post_id: int | None = None, *, sight: Sight = EVERYTHING
) -> None:
    """Takes it, or one member's post of it, out of every feed for good. That customers were shown it
    stays counted. Raises MomentUnknown."""
    row = await require(ctx, moment_id, sight=sight, lock=True)
    told = await posts.delete(ctx, row.id, post_id)
    if post_id is not None and not told:
        raise MomentUnknown
    if post_id is None or row.origin == "desk":
        await rows.set_state(ctx, row.id, "deleted")
    data = {"text": row.text[:200], "members": told[:100], "posts": len(told)}
    await outbox.append(ctx, "moment.deleted", subject=row.wire_id, key=row.key, data=data)
    await tell(ctx, [*told, row.creator_id])


async def remind(ctx: Context, moment_id: int, *, sight: Sight = EVERYTHING) -> None:
    """Tells those who have not confirmed, three times within 24 hours. Raises MomentUnknown, Stopped,
    WrongState, RemindedTooOften."""
    row = await require(ctx, moment_id, sight=sight, lock=True)
    if row.state == "cancelled":
        raise Stopped
    if row.state != "open":
        raise WrongState
    recent = _recent(row, ctx.now)
    if len(recent) >= REMINDERS:
        next_at = (min(recent) + REMINDERS_WITHIN).astimezone(await corps.zone(ctx))
        raise RemindedTooOften(limit=REMINDERS, next_at=next_at.isoformat(timespec="minutes"))
    await rows.reminded(ctx, row.id, [*recent, ctx.now])
    waiting = await posts.members_of(ctx, row.id, ["pending"])
    data = {"members": len(waiting)}
    await outbox.append(ctx, "moment.reminded", subject=row.wire_id, key=row.key, data=data)
    await tell(ctx, waiting)


def _recent(row: MomentRow, now: datetime) -> list[datetime]:
    return [at for at in row.reminded if at > now - REMINDERS_WITHIN]


async def page(
    ctx: Context, *, sight: Sight, state: State | None, of_members: bool | None, q: str,
    cursor: str | None, limit: int,
) -> Page[Moment]:  # fmt: skip
    """Newest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await rows.page(
        ctx, own_id=sight.own_id, member_ids=sight.member_ids, state=state,
        of_members=of_members, q=q.strip(), after=after, limit=limit + 1,
    )  # fmt: skip
    more, found = len(found) > limit, found[:limit]
    next_cursor = encode_cursor(found[-1].created_at, found[-1].id) if more else None
    return Page(await shown(ctx, found), next_cursor)


async def get(ctx: Context, moment_id: int, *, sight: Sight = EVERYTHING) -> Moment:
    """One with its sums as of now; raises MomentUnknown."""
    [one] = await shown(ctx, [await require(ctx, moment_id, sight=sight)])
    one.quiet_until = await figures.waits_until(ctx, moment_id)
    return one


async def shown(ctx: Context, found: Sequence[MomentRow]) -> list[Moment]:
    """Moments as the console has them."""
    keys = [row.id for row in found]
    sums, refused = await figures.sums(ctx, keys), await figures.refusals(ctx, keys)
    return [
        Moment(
            id=row.id, state=row.state, origin=row.origin, purpose=row.purpose, text=row.text,
            attachments=row.attachments, range=row.range, created_at=row.created_at,
            created_by=row.created_by, members=row.members, sums=sums.get(row.id, MomentSums()),
            refusals=refused.get(row.id, []), quiet_until=None,
            reminders_left=max(0, REMINDERS - len(_recent(row, ctx.now))),
        )
        for row in found
    ]  # fmt: skip
