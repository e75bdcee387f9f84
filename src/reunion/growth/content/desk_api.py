"""内容 on the desk: what a member may send, a link for it, and who reads now."""

from typing import Annotated

from litestar import delete, get, post, put
from litestar.params import Parameter
from msgspec import Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.growth.content import replies, service, watching
from reunion.growth.content.replies import QuickReply, ReplyDraft
from reunion.growth.content.service import Sendable, Shared
from reunion.growth.content.watching import ContentReading
from reunion.surfaces.access import Caller, allow


class Sending(Struct):
    """To one customer, or (null) to whoever opens it."""

    profile_no: int | None = None


@get("/api/desk/content", opt=allow("member"))
async def desk_content(
    ctx: Context,
    caller: Caller,
    q: Annotated[str, Parameter(max_length=64)] = "",
    folder: int | None = None,
) -> list[Sendable]:
    """我可以发送的内容 The latest changed first."""
    return await service.sendable(ctx, caller.userid, q, folder)


@post("/api/desk/content/{content_id:int}/shares", opt=allow("member"))
async def share_content(
    ctx: Context, caller: Caller, config: Config, content_id: int, data: Sending
) -> Shared:
    """生成链接 Each sending has a link of its own."""
    return await service.share(
        ctx, caller.userid, content_id, data.profile_no, public_url=config.public_url
    )


@get("/api/desk/content/reading", opt=allow("member"))
async def content_reading(ctx: Context, caller: Caller) -> list[ContentReading]:
    """正在阅读 Who reads what I sent."""
    return await watching.now(ctx, caller.userid)


@get("/api/desk/quick-replies", opt=allow("member"))
async def my_replies(
    ctx: Context, caller: Caller, q: Annotated[str, Parameter(max_length=64)] = ""
) -> list[QuickReply]:
    """快捷回复 My own and the company's."""
    return await replies.of_member(ctx, caller.userid, q)


@post("/api/desk/quick-replies", opt=allow("member"))
async def add_my_reply(ctx: Context, caller: Caller, data: ReplyDraft) -> int:
    """新建 One of my own; its key."""
    return await replies.add(ctx, caller.userid, data)


@put("/api/desk/quick-replies/{quick_reply_id:int}", opt=allow("member"))
async def change_my_reply(
    ctx: Context, caller: Caller, quick_reply_id: int, data: ReplyDraft
) -> None:
    """修改 One of my own."""
    await replies.change(ctx, caller.userid, quick_reply_id, data)


@delete("/api/desk/quick-replies/{quick_reply_id:int}", opt=allow("member"))
async def delete_my_reply(ctx: Context, caller: Caller, quick_reply_id: int) -> None:
    """删除 One of my own."""
    await replies.delete(ctx, caller.userid, quick_reply_id)


@post("/api/desk/quick-replies/{quick_reply_id:int}/uses", opt=allow("member"))
async def use_reply(ctx: Context, caller: Caller, quick_reply_id: int) -> None:
    """使用一次 Counted, so that what is used most stands first."""
    await replies.used(ctx, caller.userid, quick_reply_id)


routes = [
    desk_content,
    share_content,
    content_reading,
    my_replies,
    add_my_reply,
    change_my_reply,
    delete_my_reply,
    use_reply,
]
