"""A member's verbs: confirm what headquarters prepared, post to one's own customers, look at what came
of it, and take it away again."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.corps import service as corps
from reunion.platform.moments import audience, publishing, service
from reunion.platform.moments.model import Draft, MomentRow, Post, Range, TaggedCustomers
from reunion.platform.moments.refusals import MomentUnknown, Stopped, WrongState
from reunion.platform.moments.store import figures, posts, reach, rows, talk
from reunion.platform.moments.views import (
    DeskPost,
    MomentPart,
    MomentViewer,
    Reach,
    Refused,
    RefusedBy,
)
from reunion.platform.welcome.model import Attachment
from reunion.restraint import service as restraint
from reunion.restraint.model import Refusal

_MOST = 50_000
"""Customers of one member who are looked at before he confirms."""
_FEW, _MANY = 20, 500
"""Comments and likers under each post of a list, and under one that is opened."""


class MomentParts(Page[MomentPart], kw_only=True):
    """What waits for a member. `pending`: on all pages; `unread`: likes and comments he has not seen."""

    pending: int
    unread: int


async def tasks(ctx: Context, member_id: int, *, cursor: str | None, limit: int) -> MomentParts:
    """Newest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await posts.waiting(ctx, member_id, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    by_id = await rows.several(ctx, [one.moment_id for one in found])
    return MomentParts(
        [_task(by_id[one.moment_id], one) for one in found],
        encode_cursor(found[-1].id) if more else None,
        pending=await posts.pending(ctx, member_id),
        unread=await talk.unread(ctx.tx, member_id),
    )


async def pending(ctx: Context, member_id: int) -> int:
    """How many wait for a member's word."""
    return await posts.pending(ctx, member_id)


async def task(ctx: Context, member_id: int, moment_id: int) -> MomentPart:
    """One's own part, with who would see it now while it waits; raises MomentUnknown."""
    row, post = await _part(ctx, member_id, moment_id)
    one = _task(row, post)
    if post.state == "pending":
        people, refused = await _foreseen(ctx, row, post, _MOST)
        one.customers, one.refused = len(people) - len(refused), len(refused)
        one.quiet_until = await restraint.quiet(ctx, row.purpose, await corps.zone(ctx))
    return one


async def _part(ctx: Context, member_id: int, moment_id: int) -> tuple[MomentRow, Post]:
    post = await posts.of_moment(ctx, moment_id, member_id)
    if post is None or post.state == "deleted":
        raise MomentUnknown
    return await service.require(ctx, moment_id), post


async def _foreseen(
    ctx: Context, row: MomentRow, post: Post, limit: int
) -> tuple[list[int], dict[int, Refusal]]:
    """The next customers to whom nobody has shown it, and which of them would be refused now."""
    found = await reach.foresee(ctx, post, await audience.tagged(ctx, row.range), limit)
    new = [one for one in found if one.is_new]
    asks = publishing.asks_of(post, new)
    refused: dict[int, Refusal] = {}
    if asks:
        refused = await restraint.foresee_each(ctx, row.touch, asks, ctx.now, await corps.zone(ctx))
    return [one.contact_id for one in new], refused


async def viewers(
    ctx: Context, member_id: int, moment_id: int, *, cursor: str | None, limit: int
) -> Page[MomentViewer]:
    """Who sees it and who does not, by which rule: foreseen while it waits, written down afterwards.
    Raises MomentUnknown."""
    row, post = await _part(ctx, member_id, moment_id)
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    if post.state == "pending":
        here = msgspec.structs.replace(post, published_to=after)
        ids, refused = await _foreseen(ctx, row, here, limit + 1)
        more, ids = len(ids) > limit, ids[:limit]
        found = [
            _with_refusal(one, refused.get(one.contact_id))
            for one in await figures.candidates(ctx, member_id, ids)
        ]
    else:
        found = await figures.viewers(
            ctx, moment_id, shown=None, rule=None, post_id=post.id, after=after, limit=limit + 1
        )
        more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].contact_id) if more else None)


def _with_refusal(one: MomentViewer, refusal: Refusal | None) -> MomentViewer:
    if refusal is None:
        return one
    shown = RefusedBy(refusal.rule, refusal.counted, refusal.allowed)
    return msgspec.structs.replace(one, refusal=shown)


async def confirm(ctx: Context, member_id: int, moment_id: int) -> MomentPart:
    """Posts it from now on, in the background. Again changes nothing. Raises MomentUnknown, Stopped."""
    post = await posts.of_moment(ctx, moment_id, member_id, lock=True)
    if post is None or post.state == "deleted":
        raise MomentUnknown
    row = await service.require(ctx, moment_id)
    if post.state == "cancelled":
        raise Stopped
    if post.state == "pending":
        if row.state != "open":
            raise WrongState
        await posts.confirm(ctx, post.id)
        data = {"member_id": member_id, "post_id": post.id}
        await outbox.append(ctx, "moment.confirmed", subject=row.wire_id, key=row.key, data=data)
        await service.tell(ctx, [member_id, row.creator_id])
        await rows.wake(ctx)
    return await task(ctx, member_id, moment_id)


async def post_own(
    ctx: Context, userid: str, member_id: int, text: str, attachments: list[Attachment],
    wanted: TaggedCustomers,
) -> DeskPost:  # fmt: skip
    """A member's own Moment to his customers by tag: no headquarters, the same limits. Raises what
    `service.create` raises."""
    draft = Draft(text, attachments, own_range(userid, wanted), origin="desk")
    row = await service.create(ctx, draft)
    post_id = await posts.make_own(ctx, row.id, member_id)
    await rows.prepared(ctx, row.id, "open", 1, row.unknown)
    await posts.confirm(ctx, post_id)
    return await post(ctx, member_id, post_id)


def own_range(userid: str, wanted: TaggedCustomers) -> Range:
    """One's own customers by tag."""
    return Range(wanted.tags_all, wanted.tags_any, wanted.tags_none, userids=[userid])


async def estimate(ctx: Context, userid: str, wanted: TaggedCustomers) -> Reach:
    """How many of one's customers would see it. Raises TagUnknown."""
    return await audience.estimate(ctx, own_range(userid, wanted), None, "marketing")


async def page(
    ctx: Context, member_id: int, *, cursor: str | None, limit: int
) -> Page[DeskPost]:  # fmt: skip
    """What a member has posted, newest first."""
    before = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await posts.of_member(ctx, member_id, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    last = found[-1] if more else None
    return Page(
        await _shown(ctx, found, _FEW), encode_cursor(last.confirmed_at, last.id) if last else None
    )


async def post(ctx: Context, member_id: int, post_id: int) -> DeskPost:
    """One of a member's posts; raises MomentUnknown."""
    found = await require_own(ctx, member_id, post_id)
    [one] = await _shown(ctx, [found], _MANY)
    one.refusals = (await figures.refusals(ctx, [one.moment_id], post_id)).get(one.moment_id, [])
    return one


async def require_own(ctx: Context, member_id: int, post_id: int) -> Post:
    """A post of this member that is out; raises MomentUnknown."""
    found = await posts.get(ctx, post_id)
    if found is None or found.member_id != member_id:
        raise MomentUnknown
    if found.state not in ("publishing", "published"):
        raise MomentUnknown
    return found


async def _shown(ctx: Context, found: Sequence[Post], most: int) -> list[DeskPost]:
    by_id = await rows.several(ctx, [one.moment_id for one in found])
    keys = [one.id for one in found]
    liked, said = await talk.likers(ctx, keys, most), await talk.of_posts(ctx, keys, most)
    none: list[Refused] = []
    return [
        DeskPost(
            one.id, one.moment_id, by_id[one.moment_id].origin, one.state,
            by_id[one.moment_id].text, by_id[one.moment_id].attachments,
            one.published_at or one.confirmed_at or ctx.now, one.shown, one.refused, one.elsewhere,
            none, one.quiet_until, one.liked_at is not None, liked.get(one.id, []),
            said.get(one.id, []),
        )
        for one in found
    ]  # fmt: skip


async def delete(ctx: Context, member_id: int, post_id: int) -> None:
    """Takes one's own post out of every feed, for good; raises MomentUnknown."""
    found = await require_own(ctx, member_id, post_id)
    await service.delete(ctx, found.moment_id, post_id)


def _task(row: MomentRow, post: Post) -> MomentPart:
    return MomentPart(
        row.id, post.id, row.text, row.attachments, post.state, row.created_by,
        post.confirmed_at or row.created_at, post.shown, post.refused, post.quiet_until,
    )  # fmt: skip
