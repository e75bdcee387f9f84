"""朋友圈 in the customers' app: the feed over all companies, likes and comments."""

from typing import Annotated, Any

from litestar import delete, get, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core import ids
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.moments import feeds, talking
from reunion.platform.moments.model import COMMENT
from reunion.platform.moments.views import FeedPost, Glance, MomentNotice
from reunion.surfaces.access import Caller, allow

_CUSTOMER = allow("customer")
Limit = Annotated[int, Parameter(ge=1, le=50)]


class NewComment(Struct):
    """At most 500 characters. `client_id`: a repeated send is one comment."""

    text: Annotated[str, Meta(min_length=1, max_length=COMMENT, pattern=r"\S")]
    client_id: Annotated[str, Meta(max_length=64)] = ""


class UpTo(Struct):
    """The newest notice that was seen."""

    notice_id: int


@get("/api/app/moments", opt=_CUSTOMER)
async def list_feed(
    ctx: Context,
    caller: Caller,
    member_id: int | None = None,
    cursor: str | None = None,
    limit: Limit = 10,
) -> Page[FeedPost]:
    """朋友圈 Newest first, over all companies; `member_id`: of one member alone."""
    return await feeds.page(
        ctx, caller.principal_id, member_id=member_id, cursor=cursor, limit=limit
    )


@get("/api/app/moments/glance", opt=_CUSTOMER)
async def glance_at_feed(ctx: Context, caller: Caller) -> Glance:
    """红点 Whether something is new."""
    return await feeds.glance(ctx, caller.principal_id)


@post("/api/app/moments/glance", status_code=204, opt=_CUSTOMER)
async def look_at_feed(ctx: Context, caller: Caller) -> None:
    """The feed is open: what came until now is not new any more."""
    await feeds.look(ctx, caller.principal_id)


@get("/api/app/moments/notices", opt=_CUSTOMER)
async def list_feed_notices(
    ctx: Context, caller: Caller, cursor: str | None = None, limit: Limit = 20
) -> Page[MomentNotice]:
    """消息 Answers of members to my comments."""
    return await feeds.notices(ctx, caller.principal_id, cursor=cursor, limit=limit)


@post("/api/app/moments/notices/read", status_code=204, opt=_CUSTOMER)
async def read_feed_notices(ctx: Context, caller: Caller, data: UpTo) -> None:
    """Up to this one they are seen."""
    await feeds.read_notices(ctx, caller.principal_id, data.notice_id)


@get("/api/app/moments/{post_id:int}", opt=_CUSTOMER)
async def get_feed_post(ctx: Context, caller: Caller, post_id: int) -> FeedPost:
    """One post that I see."""
    return await feeds.get(ctx, caller.principal_id, post_id)


@post("/api/app/moments/{post_id:int}/like", status_code=200, opt=_CUSTOMER)
async def like_post(ctx: Context, caller: Caller, post_id: int) -> FeedPost:
    """赞 Again changes nothing."""
    await talking.like(ctx, caller.principal_id, post_id, liked=True)
    return await feeds.get(ctx, caller.principal_id, post_id)


@delete("/api/app/moments/{post_id:int}/like", status_code=200, opt=_CUSTOMER)
async def unlike_post(ctx: Context, caller: Caller, post_id: int) -> FeedPost:
    """取消赞 Again changes nothing."""
    await talking.like(ctx, caller.principal_id, post_id, liked=False)
    return await feeds.get(ctx, caller.principal_id, post_id)


@post("/api/app/moments/{post_id:int}/comments", status_code=200, opt=_CUSTOMER)
async def comment_on_post(
    ctx: Context, caller: Caller, post_id: int, data: NewComment
) -> FeedPost:  # fmt: skip
    """评论 The member sees it; other customers do not."""
    client_id = data.client_id or ids.token(12)
    await talking.comment(ctx, caller.principal_id, post_id, data.text.strip(), client_id)
    return await feeds.get(ctx, caller.principal_id, post_id)


@delete("/api/app/moments/{post_id:int}/comments/{comment_id:int}", status_code=200, opt=_CUSTOMER)
async def delete_my_comment(
    ctx: Context, caller: Caller, post_id: int, comment_id: int
) -> FeedPost:  # fmt: skip
    """删除评论 My own."""
    await talking.delete_own(ctx, caller.principal_id, post_id, comment_id)
    return await feeds.get(ctx, caller.principal_id, post_id)


routes: list[Any] = [
    list_feed, glance_at_feed, look_at_feed, list_feed_notices, read_feed_notices, get_feed_post,
    like_post, unlike_post, comment_on_post, delete_my_comment,
]  # fmt: skip
