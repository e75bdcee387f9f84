"""朋友圈 on the desk: confirm in one tap, post oneself, answer."""

from typing import Annotated, Any

from litestar import delete, get, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core import ids
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.moments import desk, feeds, talking
from reunion.platform.moments.desk import MomentParts
from reunion.platform.moments.model import COMMENT, Attachments, Content, TaggedCustomers, Wires
from reunion.platform.moments.views import DeskPost, MomentNotice, MomentPart, MomentViewer, Refused
from reunion.platform.rule_groups import service as rule_groups
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.workbench import Todo, source

_MEMBER = allow("member")
Limit = Annotated[int, Parameter(ge=1, le=100)]


class OwnReach(Struct):
    """How many of my customers have the tags, and would see it."""

    customers: int
    reachable: int
    refusals: list[Refused]


class OwnMoment(Struct):
    """Text at most 2000 characters; nine pictures, or one video, or one link. To my customers with
    all of these tags, any of these, none of these."""

    text: Content = ""
    attachments: Attachments = []
    tags_all: Wires = []
    tags_any: Wires = []
    tags_none: Wires = []


class Answer(Struct):
    """At most 500 characters. `comment_id`: whom it answers, and who alone reads it; null: all who
    see the post. `client_id`: a repeated send is one comment."""

    text: Annotated[str, Meta(min_length=1, max_length=COMMENT, pattern=r"\S")]
    comment_id: int | None = None
    client_id: Annotated[str, Meta(max_length=64)] = ""


class SeenNotices(Struct):
    """The newest notice that was seen."""

    notice_id: int


@get("/api/desk/moments/tasks", opt=_MEMBER)
async def list_moment_tasks(
    ctx: Context, caller: Caller, cursor: str | None = None, limit: Limit = 50
) -> MomentParts:
    """待发表 What waits for me, and how many likes and comments I have not seen."""
    return await desk.tasks(ctx, caller.principal_id, cursor=cursor, limit=limit)


@get("/api/desk/moments/tasks/{moment_id:int}", opt=_MEMBER)
async def get_moment_task(ctx: Context, caller: Caller, moment_id: int) -> MomentPart:
    """My part of one, with how many of my customers would see it now."""
    return await desk.task(ctx, caller.principal_id, moment_id)


@get("/api/desk/moments/tasks/{moment_id:int}/customers", opt=_MEMBER)
async def list_moment_viewers(
    ctx: Context, caller: Caller, moment_id: int, cursor: str | None = None, limit: Limit = 50
) -> Page[MomentViewer]:
    """可见客户 Who sees it from me, and who does not by which rule."""
    return await desk.viewers(ctx, caller.principal_id, moment_id, cursor=cursor, limit=limit)


@post("/api/desk/moments/tasks/{moment_id:int}/confirm", status_code=200, opt=_MEMBER)
async def confirm_moment(ctx: Context, caller: Caller, moment_id: int) -> MomentPart:
    """发表 It becomes visible in the background; again changes nothing."""
    return await desk.confirm(ctx, caller.principal_id, moment_id)


@get("/api/desk/moments", opt=_MEMBER)
async def list_my_moments(
    ctx: Context, caller: Caller, cursor: str | None = None, limit: Limit = 20
) -> Page[DeskPost]:
    """我的朋友圈 Newest first, with what customers say."""
    return await desk.page(ctx, caller.principal_id, cursor=cursor, limit=limit)


@post("/api/desk/moments", opt=_MEMBER)
async def post_moment(ctx: Context, caller: Caller, data: OwnMoment) -> DeskPost:
    """发表 To my customers by tag, at once, under the same limits."""
    await rule_groups.require_allowed(ctx, caller.principal_id, "send_moment")
    wanted = TaggedCustomers(data.tags_all, data.tags_any, data.tags_none)
    return await desk.post_own(
        ctx, caller.userid, caller.principal_id, data.text, data.attachments, wanted
    )


@post("/api/desk/moments/estimate", status_code=200, opt=_MEMBER)
async def estimate_my_moment(ctx: Context, caller: Caller, data: TaggedCustomers) -> OwnReach:
    """预估 How many of my customers would see it."""
    found = await desk.estimate(ctx, caller.userid, data)
    return OwnReach(found.customers, found.reachable, found.refusals)


@get("/api/desk/moments/notices", opt=_MEMBER)
async def list_moment_notices(
    ctx: Context, caller: Caller, cursor: str | None = None, limit: Limit = 50
) -> Page[MomentNotice]:
    """互动消息 Likes and comments of my customers."""
    return await feeds.notices(ctx, caller.principal_id, cursor=cursor, limit=limit)


@post("/api/desk/moments/notices/read", status_code=204, opt=_MEMBER)
async def read_moment_notices(ctx: Context, caller: Caller, data: SeenNotices) -> None:
    """Up to this one they are seen."""
    await feeds.read_notices(ctx, caller.principal_id, data.notice_id)


@get("/api/desk/moments/{post_id:int}", opt=_MEMBER)
async def get_my_moment(ctx: Context, caller: Caller, post_id: int) -> DeskPost:
    """One of my posts."""
    return await desk.post(ctx, caller.principal_id, post_id)


@delete("/api/desk/moments/{post_id:int}", opt=_MEMBER)
async def delete_my_moment(ctx: Context, caller: Caller, post_id: int) -> None:
    """删除 Out of every feed, for good."""
    await desk.delete(ctx, caller.principal_id, post_id)


@post("/api/desk/moments/{post_id:int}/like", status_code=200, opt=_MEMBER)
async def like_my_moment(ctx: Context, caller: Caller, post_id: int) -> DeskPost:
    """赞 My own post: its customers see it, and `get_moment_comments` has my userid."""
    await talking.like_own(ctx, caller.principal_id, post_id, liked=True)
    return await desk.post(ctx, caller.principal_id, post_id)


@delete("/api/desk/moments/{post_id:int}/like", status_code=200, opt=_MEMBER)
async def unlike_my_moment(ctx: Context, caller: Caller, post_id: int) -> DeskPost:
    """取消赞."""
    await talking.like_own(ctx, caller.principal_id, post_id, liked=False)
    return await desk.post(ctx, caller.principal_id, post_id)


@post("/api/desk/moments/{post_id:int}/comments", status_code=200, opt=_MEMBER)
async def answer_comment(ctx: Context, caller: Caller, post_id: int, data: Answer) -> DeskPost:
    """回复 For that customer alone, or for all who see the post."""
    await talking.answer(
        ctx, caller.principal_id, post_id, data.text.strip(), data.comment_id,
        data.client_id or ids.token(12),
    )  # fmt: skip
    return await desk.post(ctx, caller.principal_id, post_id)


@delete("/api/desk/moments/{post_id:int}/comments/{comment_id:int}", status_code=200, opt=_MEMBER)
async def delete_comment(ctx: Context, caller: Caller, post_id: int, comment_id: int) -> DeskPost:
    """删除评论 Mine, or a customer's under my post."""
    await talking.delete_under_own(ctx, caller.principal_id, post_id, comment_id)
    return await desk.post(ctx, caller.principal_id, post_id)


@source("moments")
async def moments_to_confirm(ctx: Context, member_id: int) -> Todo:
    """待发表 What waits for my tap."""
    return Todo(await desk.pending(ctx, member_id))


routes: list[Any] = [
    list_moment_tasks, get_moment_task, list_moment_viewers, confirm_moment, list_my_moments,
    post_moment, estimate_my_moment, list_moment_notices, read_moment_notices, get_my_moment,
    delete_my_moment, like_my_moment, unlike_my_moment, answer_comment, delete_comment,
]  # fmt: skip
