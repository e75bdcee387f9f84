"""The page's calls: a door for everybody, all else for a member and the customers whom he follows."""

from typing import Annotated

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.paging import Page
from reunion.engine.client import Engine
from reunion.growth.connection.clients import Connection
from reunion.growth.content import replies, senders
from reunion.growth.content import service as content
from reunion.growth.content.replies import QuickReply, ReplyDraft
from reunion.growth.content.service import Sendable, Shared
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles import timeline
from reunion.growth.profiles.timeline import Happening
from reunion.growth.purchases import service as purchases
from reunion.growth.purchases.model import Purchases
from reunion.growth.purchases.query import Limit
from reunion.growth.sidebar import follow_ups, groups, portrait, sessions, sharing, signing
from reunion.growth.sidebar import personal as personal  # registers what it keeps
from reunion.growth.sidebar.model import (
    FollowUp,
    FollowUpChange,
    FollowUps,
    NewFollowUp,
    PageSigned,
    Portrait,
    SidebarDoor,
    SidebarGroup,
    SidebarSession,
    SidebarTags,
)
from reunion.surfaces.access import Caller, allow

_FOLLOWER = allow("follower")
_PUBLIC = allow("public")


class SidebarCode(msgspec.Struct):
    """What the redirect brought; the page has compared `state` with its own."""

    corp: Annotated[str, Meta(min_length=1, max_length=64)]
    code: Annotated[str, Meta(min_length=1, max_length=512)]


class CurrentCustomer(msgspec.Struct):
    profile_no: int


class SidebarTagChange(msgspec.Struct):
    """Numbers of tags."""

    add: Annotated[list[int], Meta(max_length=200)] = []
    remove: Annotated[list[int], Meta(max_length=200)] = []


class SidebarContent(msgspec.Struct):
    items: list[Sendable]


class SidebarShare(msgspec.Struct):
    content_id: int


class SidebarReplies(msgspec.Struct):
    items: list[QuickReply]


class ReplyMade(msgspec.Struct):
    id: int


@get("/api/sidebar/door", opt=_PUBLIC)
async def sidebar_door(
    wecom: Connection, corp: Annotated[str, QueryParameter(max_length=64)]
) -> SidebarDoor:
    """入口 Where the page asks who opened it."""
    return await sessions.door(wecom, corp)


@post("/api/sidebar/session", opt=_PUBLIC)
async def begin_session(db: Database, wecom: Connection, data: SidebarCode) -> SidebarSession:
    """登录 The code of the redirect for a token of this page's own."""
    return await sessions.begin(db, wecom, data.corp, data.code)


@get("/api/sidebar/signature", opt=_FOLLOWER)
async def sign_page(
    caller: Caller,
    wecom: Connection,
    kind: signing.Kind,
    url: Annotated[str, QueryParameter(max_length=2048)],
    anew: bool = False,
) -> PageSigned:
    """JS-SDK 签名 For config (corp) or agentConfig (agent) of the page at this address; `anew`: the client
    refused what was signed before."""
    return await signing.sign(wecom, caller.corp_id, kind, url, anew=anew)


@get("/api/sidebar/current/{external_userid:str}", opt=_FOLLOWER)
async def current_customer(ctx: Context, caller: Caller, external_userid: str) -> CurrentCustomer:
    """当前客户 Whose profile a contact of mine is."""
    return CurrentCustomer(await portrait.number_of(ctx, caller.userid, external_userid))


@get("/api/sidebar/groups/{chat_id:str}", opt=_FOLLOWER)
async def sidebar_group(ctx: Context, caller: Caller, chat_id: str) -> SidebarGroup:
    """客户群 Who is in a group of mine, and who of them is my customer."""
    return await groups.of(ctx, caller.userid, chat_id)


@get("/api/sidebar/customers/{profile_no:int}", opt=_FOLLOWER)
async def sidebar_portrait(ctx: Context, caller: Caller, profile_no: int) -> Portrait:
    """画像 Who she is."""
    return await portrait.of(ctx, caller.userid, profile_no)


@get("/api/sidebar/tags", opt=_FOLLOWER)
async def sidebar_tags(ctx: Context) -> SidebarTags:
    """标签 All of the company, by group."""
    return SidebarTags(await profiles.tags(ctx))


@put("/api/sidebar/customers/{profile_no:int}/tags", opt=_FOLLOWER)
async def change_customer_tags(
    ctx: Context, caller: Caller, profile_no: int, data: SidebarTagChange
) -> SidebarTags:
    """打标签 On her profile, and on my follow in WeCom."""
    found = await portrait.change_tags(ctx, caller.userid, profile_no, data.add, data.remove)
    return SidebarTags(found)


@get("/api/sidebar/content", opt=_FOLLOWER)
async def sidebar_content(
    ctx: Context, caller: Caller, q: Annotated[str, QueryParameter(max_length=64)] = ""
) -> SidebarContent:
    """素材 What I may send, the latest changed first."""
    return SidebarContent(await content.sendable(ctx, caller.userid, q))


@post("/api/sidebar/customers/{profile_no:int}/shares", opt=_FOLLOWER)
async def share_with_customer(
    ctx: Context,
    caller: Caller,
    config: Config,
    wecom: Connection,
    profile_no: int,
    data: SidebarShare,
) -> Shared:
    """生成链接 A link of its own for this sending, so that it is known who read; a poster as a picture."""
    return await sharing.share(ctx, config, wecom, caller.userid, data.content_id, profile_no)


@post("/api/sidebar/shares", opt=_FOLLOWER)
async def share_with_group(
    ctx: Context, caller: Caller, config: Config, wecom: Connection, data: SidebarShare
) -> Shared:
    """生成链接 The same for whoever opens it, as in a group."""
    return await sharing.share(ctx, config, wecom, caller.userid, data.content_id)


@get("/api/sidebar/quick-replies", opt=_FOLLOWER)
async def sidebar_replies(
    ctx: Context, caller: Caller, q: Annotated[str, QueryParameter(max_length=64)] = ""
) -> SidebarReplies:
    """快捷回复 My own and the company's."""
    return SidebarReplies(await replies.of_member(ctx, caller.userid, q))


@post("/api/sidebar/quick-replies", opt=_FOLLOWER)
async def add_own_reply(ctx: Context, caller: Caller, data: ReplyDraft) -> ReplyMade:
    """新建 One of my own."""
    return ReplyMade(await replies.add(ctx, caller.userid, data))


@put("/api/sidebar/quick-replies/{quick_reply_id:int}", opt=_FOLLOWER)
async def change_own_reply(
    ctx: Context, caller: Caller, quick_reply_id: int, data: ReplyDraft
) -> None:
    """修改 One of my own."""
    await replies.change(ctx, caller.userid, quick_reply_id, data)


@delete("/api/sidebar/quick-replies/{quick_reply_id:int}", opt=_FOLLOWER)
async def delete_own_reply(ctx: Context, caller: Caller, quick_reply_id: int) -> None:
    """删除 One of my own."""
    await replies.delete(ctx, caller.userid, quick_reply_id)


@post("/api/sidebar/quick-replies/{quick_reply_id:int}/uses", opt=_FOLLOWER)
async def use_quick_reply(ctx: Context, caller: Caller, quick_reply_id: int) -> None:
    """使用一次 Counted, so that what is used most stands first."""
    await replies.used(ctx, caller.userid, quick_reply_id)


@get("/api/sidebar/follow-ups", opt=_FOLLOWER)
async def sidebar_due(ctx: Context, caller: Caller) -> FollowUps:
    """待跟进 My open notes with a date about all my customers, the most urgent first."""
    return await follow_ups.due(ctx, caller.userid)


@get("/api/sidebar/customers/{profile_no:int}/follow-ups", opt=_FOLLOWER)
async def customer_follow_ups(ctx: Context, caller: Caller, profile_no: int) -> FollowUps:
    """跟进 My notes about her."""
    return await follow_ups.of_customer(ctx, caller.userid, profile_no)


@post("/api/sidebar/customers/{profile_no:int}/follow-ups", opt=_FOLLOWER)
async def add_follow_up(
    ctx: Context, caller: Caller, profile_no: int, data: NewFollowUp
) -> FollowUp:
    """写跟进 With a date it comes up on my workbench."""
    return await follow_ups.add(ctx, caller.userid, profile_no, data)


@patch("/api/sidebar/follow-ups/{follow_up_id:int}", opt=_FOLLOWER)
async def change_follow_up(
    ctx: Context, caller: Caller, follow_up_id: int, data: FollowUpChange
) -> FollowUp:
    """改跟进 Its words, its date, or that it is done."""
    return await follow_ups.change(ctx, caller.userid, follow_up_id, data)


@delete("/api/sidebar/follow-ups/{follow_up_id:int}", opt=_FOLLOWER)
async def delete_follow_up(ctx: Context, caller: Caller, follow_up_id: int) -> None:
    """删跟进 It is gone for good."""
    await follow_ups.delete(ctx, caller.userid, follow_up_id)


@get("/api/sidebar/customers/{profile_no:int}/timeline", opt=_FOLLOWER)
async def sidebar_timeline(
    ctx: Context,
    caller: Caller,
    engine: Engine,
    profile_no: int,
    name: Annotated[list[str] | None, QueryParameter(max_items=20)] = None,
    cursor: str | None = None,
    limit: Limit = 30,
) -> Page[Happening]:
    """动态 What happened, the latest first; `name`, once or more: only these."""
    await senders.require_follow(ctx, caller.userid, profile_no)
    return await timeline.page(ctx, engine, profile_no, name or [], cursor, limit)


@get("/api/sidebar/customers/{profile_no:int}/purchases", opt=_FOLLOWER)
async def sidebar_purchases(
    ctx: Context, caller: Caller, profile_no: int, cursor: str | None = None, limit: Limit = 20
) -> Purchases:
    """订单 What she bought, newest first."""
    await senders.require_follow(ctx, caller.userid, profile_no)
    return await purchases.of_profile(ctx, profile_no, cursor, limit)


routes = [
    sidebar_door, begin_session, sign_page, current_customer, sidebar_portrait, sidebar_tags,
    change_customer_tags, sidebar_content, sidebar_group, share_with_customer, share_with_group,
    sidebar_due, sidebar_replies, add_own_reply, change_own_reply, delete_own_reply, use_quick_reply,
    customer_follow_ups, add_follow_up, change_follow_up, delete_follow_up,
    sidebar_timeline, sidebar_purchases,
]  # fmt: skip
