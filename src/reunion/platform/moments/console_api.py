"""客户朋友圈 in the console: prepared for members, followed, moderated."""

from typing import Annotated, Any, Literal

from litestar import delete, get, post
from litestar.params import Parameter, QueryParameter
from msgspec import Struct, field

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.corps import service as corps
from reunion.platform.moments import audience, service, talking
from reunion.platform.moments.model import (
    Attachments,
    Content,
    Draft,
    PostOrder,
    PostState,
    Range,
    State,
)
from reunion.platform.moments.service import Sight
from reunion.platform.moments.store import figures, talk
from reunion.platform.moments.views import (
    Moment,
    MomentComment,
    MomentDay,
    MomentViewer,
    PostLine,
    Reach,
)
from reunion.restraint.model import Purpose
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=200)]


class WantedMoment(Struct):
    """Whose customers, and what for."""

    range: Range = field(default_factory=Range)
    purpose: Purpose = "marketing"


class NewMoment(Struct):
    """Text at most 2000 characters; nine pictures, or one video, or one link."""

    text: Content = ""
    attachments: Attachments = []
    range: Range = field(default_factory=Range)
    purpose: Purpose = "marketing"


class MomentDays(Struct):
    """By days of the company's time zone on which something happened, 31 at most."""

    items: list[MomentDay]


class PostComment(Struct):
    """A comment with the post that it is under."""

    post_id: int
    comment: MomentComment


async def _sight(ctx: Context, caller: Caller) -> Sight:
    return await service.sight(ctx, caller.principal_id, caller.scope)


@post("/api/console/moments/estimate", status_code=200, opt=_EDITORS)
async def estimate_moment(ctx: Context, caller: Caller, data: WantedMoment) -> Reach:
    """预估 Who would see it, and who would not by which rule."""
    return await audience.estimate(ctx, data.range, caller.scope, data.purpose)


@post("/api/console/moments", opt=_EDITORS)
async def create_moment(ctx: Context, caller: Caller, data: NewMoment) -> Moment:
    """创建朋友圈 Members confirm it at the desk."""
    draft = Draft(
        data.text, data.attachments, data.range, data.purpose, "console", caller.scope
    )  # fmt: skip
    [made] = await service.shown(ctx, [await service.create(ctx, draft)])
    return made


@get("/api/console/moments", opt=_EDITORS)
async def list_moments(
    ctx: Context,
    caller: Caller,
    among: Annotated[State | None, QueryParameter(name="state")] = None,
    origin: Literal["company", "member"] | None = None,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Moment]:
    """朋友圈列表 Newest first; members' own too."""
    return await service.page(
        ctx, sight=await _sight(ctx, caller), state=among, q=q, cursor=cursor, limit=limit,
        of_members=None if origin is None else origin == "member",
    )  # fmt: skip


@get("/api/console/moments/{moment_id:int}", opt=_EDITORS)
async def get_moment(ctx: Context, caller: Caller, moment_id: int) -> Moment:
    """朋友圈详情 With the sums as of now."""
    return await service.get(ctx, moment_id, sight=await _sight(ctx, caller))


@post("/api/console/moments/{moment_id:int}/cancel", status_code=200, opt=_EDITORS)
async def cancel_moment(ctx: Context, caller: Caller, moment_id: int) -> Moment:
    """停止发表 What was posted stays."""
    sight = await _sight(ctx, caller)
    await service.cancel(ctx, moment_id, sight=sight)
    return await service.get(ctx, moment_id, sight=sight)


@post("/api/console/moments/{moment_id:int}/remind", status_code=200, opt=_EDITORS)
async def remind_moment(ctx: Context, caller: Caller, moment_id: int) -> Moment:
    """提醒 Those who have not confirmed, three times within 24 hours."""
    sight = await _sight(ctx, caller)
    await service.remind(ctx, moment_id, sight=sight)
    return await service.get(ctx, moment_id, sight=sight)


@delete("/api/console/moments/{moment_id:int}", opt=_EDITORS)
async def delete_moment(ctx: Context, caller: Caller, moment_id: int) -> None:
    """删除 All its posts, out of every feed, for good."""
    await service.delete(ctx, moment_id, sight=await _sight(ctx, caller))


@get("/api/console/moments/{moment_id:int}/posts", opt=_EDITORS)
async def list_moment_posts(
    ctx: Context,
    caller: Caller,
    moment_id: int,
    among: Annotated[PostState | None, QueryParameter(name="state")] = None,
    sort: PostOrder = "shown",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[PostLine]:
    """按成员 Who has posted it and what came of it; the most first, names from the first."""
    await service.require(ctx, moment_id, sight=await _sight(ctx, caller))
    skip = max(0, decode_cursor(cursor, tuple[int])[0]) if cursor else 0
    found = await figures.lines(ctx, moment_id, among, sort, skip, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(skip + limit) if more else None)


@delete("/api/console/moments/{moment_id:int}/posts/{post_id:int}", opt=_EDITORS)
async def delete_moment_post(ctx: Context, caller: Caller, moment_id: int, post_id: int) -> None:
    """删除 One member's post."""
    await service.delete(ctx, moment_id, post_id, sight=await _sight(ctx, caller))


@get("/api/console/moments/{moment_id:int}/days", opt=_EDITORS)
async def list_moment_days(ctx: Context, caller: Caller, moment_id: int) -> MomentDays:
    """按天 Shown, likes and comments."""
    await service.require(ctx, moment_id, sight=await _sight(ctx, caller))
    return MomentDays(await figures.days(ctx, moment_id, (await corps.zone(ctx)).key))


@get("/api/console/moments/{moment_id:int}/customers", opt=_EDITORS)
async def list_moment_customers(
    ctx: Context,
    caller: Caller,
    moment_id: int,
    shown: bool | None = None,
    rule: Annotated[str | None, Parameter(max_length=64)] = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[MomentViewer]:
    """按客户 Who sees it, and whom a rule refused."""
    await service.require(ctx, moment_id, sight=await _sight(ctx, caller))
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    found = await figures.viewers(
        ctx, moment_id, shown=shown, rule=rule, post_id=None, after=after, limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].contact_id) if more else None)


@get("/api/console/moments/{moment_id:int}/comments", opt=_EDITORS)
async def list_moment_comments(
    ctx: Context, caller: Caller, moment_id: int, cursor: str | None = None, limit: Limit = 50
) -> Page[PostComment]:
    """评论 Of all its posts, newest first."""
    await service.require(ctx, moment_id, sight=await _sight(ctx, caller))
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await talk.of_moment(ctx, moment_id, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    items = [PostComment(post_id, one) for post_id, one in found]
    return Page(items, encode_cursor(items[-1].comment.id) if more else None)


@delete("/api/console/moments/{moment_id:int}/comments/{comment_id:int}", opt=_EDITORS)
async def delete_moment_comment(
    ctx: Context, caller: Caller, moment_id: int, comment_id: int
) -> None:  # fmt: skip
    """删除评论 Nobody sees it any more."""
    await talking.moderate(ctx, moment_id, comment_id, await _sight(ctx, caller))


routes: list[Any] = [
    estimate_moment, create_moment, list_moments, get_moment, cancel_moment, remind_moment,
    delete_moment, list_moment_posts, delete_moment_post, list_moment_days, list_moment_customers,
    list_moment_comments, delete_moment_comment,
]  # fmt: skip
