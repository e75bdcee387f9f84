"""What a customer sees, over all companies that she knows somebody of."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.moments.refusals import MomentUnknown
from reunion.platform.moments.store import feed, talk
from reunion.platform.moments.store.feed import FeedRow
from reunion.platform.moments.views import FeedPost, Glance, MomentNotice


async def page(
    ctx: Context, person_id: int, *, member_id: int | None, cursor: str | None, limit: int
) -> Page[FeedPost]:
    """Newest first; of one member alone where it is given."""
    before = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await feed.page(ctx.tx, person_id, member_id, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    last = found[-1].post if more else None
    next_cursor = encode_cursor(last.at, last.post_id) if last else None
    return Page(await _with_comments(ctx, person_id, found), next_cursor)


async def get(ctx: Context, person_id: int, post_id: int) -> FeedPost:
    """One post that she sees; raises MomentUnknown."""
    found = await feed.one(ctx.tx, person_id, post_id)
    if found is None:
        raise MomentUnknown
    [one] = await _with_comments(ctx, person_id, [found])
    return one


async def _with_comments(ctx: Context, person_id: int, found: Sequence[FeedRow]) -> list[FeedPost]:
    if not found:
        return []
    said = await feed.comments(ctx.tx, person_id, found)
    return [
        msgspec.structs.replace(one.post, comments=said.get(one.post.post_id, [])) for one in found
    ]


async def glance(ctx: Context, person_id: int) -> Glance:
    """What is new for her since she looked last."""
    notices = await talk.unread(ctx.tx, person_id)
    newest = await feed.newest(ctx.tx, person_id)
    if newest is None:
        return Glance(notices, False, None)
    looked = await feed.looked_at(ctx.tx, person_id)
    fresh = looked is None or newest[0] > looked
    return Glance(notices, fresh, newest[1] if fresh else None)


async def look(ctx: Context, person_id: int) -> None:
    """She has opened her feed."""
    await feed.look(ctx.tx, person_id, ctx.now)


async def notices(
    ctx: Context, account_id: int, *, cursor: str | None, limit: int
) -> Page[MomentNotice]:  # fmt: skip
    """What a customer, or a member, is told of; newest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await talk.notices(ctx.tx, account_id, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].id) if more else None)


async def read_notices(ctx: Context, account_id: int, up_to: int) -> None:
    """Up to this one they are seen."""
    await talk.read_all(ctx.tx, account_id, up_to)
