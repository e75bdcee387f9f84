"""聊天工具栏 at the desk: which tools a member has, and whether a page in it is whom it says."""

from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import QueryParameter

from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.platform.apps import service as apps
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.refusals import ContactUnknown
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import CorpNotFound
from reunion.platform.directory import service as directory
from reunion.platform.media import service as media
from reunion.platform.media.access import Opener
from reunion.platform.media.model import Media, NoMedia
from reunion.platform.web_apps import service, tickets
from reunion.platform.web_apps.model import Tool, domain_of
from reunion.surfaces.access import allow

_MEMBER = allow("member")
_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2048)]


class ChatTools(msgspec.Struct):
    items: list[Tool]


class PageSignature(msgspec.Struct):
    """What a page gave to config (`corp`) or agentConfig (`agent`, with `agentid`); `url` is the page's,
    whose origin the desk has from the browser itself."""

    kind: Literal["corp", "agent"]
    corpid: _Text
    timestamp: _Text
    noncestr: _Text
    signature: _Text
    url: _Text
    agentid: int = 0


class ToolProfile(msgspec.Struct):
    """Whose card to open."""

    principal_id: int


class MediaId(msgspec.Struct):
    media_id: _Text


class PageApp(msgspec.Struct):
    """Whose page it is. `may_contact`: it may be told who the customer is."""

    name: str
    may_contact: bool


@get("/api/desk/chat-tools", opt=_MEMBER)
async def list_chat_tools(ctx: Context) -> ChatTools:
    """聊天工具栏 The tools of apps in whose visible range I am."""
    return ChatTools(await service.tools_for(ctx, ctx.actor.id))


@post("/api/desk/chat-tools/signature", opt=_MEMBER, status_code=200)
async def check_page_signature(ctx: Context, vault: Vault, data: PageSignature) -> PageApp:
    """核对 JS-SDK 签名 Checks what a page in the toolbar says of itself; refused as the JS-SDK refuses."""
    corp = await corps.require(ctx)
    if data.corpid != corp.wire_id:
        raise CorpNotFound
    app = await apps.require_agent(ctx, data.agentid) if data.kind == "agent" else None
    domain = domain_of(data.url) or data.url[:80]
    await service.require_trusted(ctx, app.id if app else None, domain)
    if app is not None:
        await service.require_in_range(ctx, app, ctx.actor.id)
    tickets.check_signature(
        vault, ctx.corp_id, app.id if app else 0, app.token_epoch if app else 0, ctx.now,
        given=data.signature, noncestr=data.noncestr, timestamp=data.timestamp, url=data.url,
    )  # fmt: skip
    return PageApp(app.name if app else corp.name, app is not None and app.may_contact)


@get("/api/desk/chat-tools/profile", opt=_MEMBER)
async def find_profile(
    ctx: Context,
    userid: Annotated[str, QueryParameter(min_length=1, max_length=64)],
    external: bool = False,
) -> ToolProfile:
    """打开名片 A colleague by userid, or one of my own customers by external_userid."""
    if not external:
        return ToolProfile((await directory.require(ctx, userid)).id)
    contact_id = await contacts.require_contact(ctx, userid)
    follow = await contacts.find_follow(ctx, contact_id, ctx.actor.id)
    if follow is None or follow.state != "active":
        raise ContactUnknown
    return ToolProfile(contact_id)


@post("/api/desk/chat-tools/media", opt=_MEMBER, status_code=200)
async def take_media(ctx: Context, data: MediaId) -> Media:
    """要发送的文件 What an app uploaded, for me to send: a copy that does not expire."""
    opener = Opener(ctx.actor.id, ctx.corp_id)
    if await media.openable(ctx.tx, data.media_id, opener) is None:
        raise NoMedia
    return await media.keep(ctx, data.media_id)


routes = [list_chat_tools, check_page_signature, find_profile, take_media]
