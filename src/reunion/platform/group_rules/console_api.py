"""群规则 in the console: keyword replies, guards and their log, blacklist, customers in several groups."""

from typing import Annotated, Any

import msgspec
from litestar import delete, get, post, put
from litestar.params import Parameter
from msgspec import Meta

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.group_rules import rules, service
from reunion.platform.group_rules.model import (
    Barred,
    Duplicate,
    Guard,
    GuardAct,
    KeywordReply,
    Outcome,
    RulesOfGroup,
    WantedGuard,
    WantedReply,
)
from reunion.platform.groups import scope
from reunion.platform.rule_groups import service as rule_groups
from reunion.surfaces.access import Caller, allow

_ADMINS = allow("super_admin", "admin")
_EDITORS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=200)]
Query = Annotated[str, Parameter(max_length=64)]


class KeywordReplies(msgspec.Struct):
    items: list[KeywordReply]


class Guards(msgspec.Struct):
    items: list[Guard]


class NewBarred(msgspec.Struct):
    """Who, why, and whether they leave the groups that they are in."""

    external_userids: Annotated[list[str], Meta(min_length=1, max_length=100)]
    reason: Annotated[str, Meta(max_length=200)] = ""
    remove: bool = True


class NewlyBarred(msgspec.Struct):
    """How many were not on the list before."""

    added: int


class Keep(msgspec.Struct):
    """The one group that she stays in."""

    group_id: int


class Kept(msgspec.Struct):
    """The groups that she left."""

    removed_from: list[int]


@get("/api/console/group-replies", opt=_ADMINS)
async def list_group_replies(ctx: Context) -> KeywordReplies:
    """关键词回复 The latest first."""
    return KeywordReplies(await rules.replies(ctx))


@post("/api/console/group-replies", opt=_ADMINS)
async def create_group_reply(ctx: Context, data: WantedReply) -> KeywordReply:
    """新建关键词回复 Said in the owner's name, to whoever wrote the word."""
    return await rules.create_reply(ctx, data)


@put("/api/console/group-replies/{reply_id:int}", opt=_ADMINS)
async def change_group_reply(ctx: Context, reply_id: int, data: WantedReply) -> KeywordReply:
    """All of it anew."""
    return await rules.change_reply(ctx, reply_id, data)


@delete("/api/console/group-replies/{reply_id:int}", opt=_ADMINS)
async def delete_group_reply(ctx: Context, reply_id: int) -> None:
    """What it said stays in the chats."""
    await rules.delete_reply(ctx, reply_id)


@get("/api/console/group-guards", opt=_ADMINS)
async def list_group_guards(ctx: Context) -> Guards:
    """防骚扰规则 The latest first."""
    return Guards(await rules.guards(ctx))


@post("/api/console/group-guards", opt=_ADMINS)
async def create_group_guard(ctx: Context, data: WantedGuard) -> Guard:
    """新建防骚扰规则 Holds for customers; members are never warned or removed."""
    return await rules.create_guard(ctx, data)


@put("/api/console/group-guards/{guard_id:int}", opt=_ADMINS)
async def change_group_guard(ctx: Context, guard_id: int, data: WantedGuard) -> Guard:
    """All of it anew."""
    return await rules.change_guard(ctx, guard_id, data)


@delete("/api/console/group-guards/{guard_id:int}", opt=_ADMINS)
async def delete_group_guard(ctx: Context, guard_id: int) -> None:
    """The log of what it did stays."""
    await rules.delete_guard(ctx, guard_id)


@get("/api/console/group-acts", opt=_EDITORS)
async def list_group_acts(
    ctx: Context,
    caller: Caller,
    group_id: int | None = None,
    guard_id: int | None = None,
    contact_id: int | None = None,
    outcome: Outcome | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[GuardAct]:
    """处理记录 What guards did, newest first."""
    return await service.log(
        ctx, group_id=group_id, guard_id=guard_id, contact_id=contact_id, outcome=outcome,
        owners=await scope.owners(ctx, caller), cursor=cursor, limit=limit,
    )  # fmt: skip


@get("/api/console/groups/{group_id:int}/rules", opt=_EDITORS)
async def list_rules_of_group(ctx: Context, caller: Caller, group_id: int) -> RulesOfGroup:
    """适用规则 What holds in one group now."""
    await scope.visible(ctx, caller, group_id)
    return await rules.of_group(ctx, group_id)


@get("/api/console/group-duplicates", opt=_EDITORS)
async def list_group_duplicates(
    ctx: Context,
    caller: Caller,
    q: Query = "",
    at_least: Annotated[int, Parameter(ge=2, le=100)] = 2,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Duplicate]:
    """客户群去重 Customers in several groups, those in the most first."""
    await rule_groups.require_granted(ctx, caller, "room_deduplication")
    return await service.duplicates(
        ctx,
        q=q,
        at_least=at_least,
        owners=await scope.owners(ctx, caller),
        cursor=cursor,
        limit=limit,
    )


@post("/api/console/group-duplicates/{external_userid:str}/keep", status_code=200, opt=_EDITORS)
async def keep_in_one_group(ctx: Context, caller: Caller, external_userid: str, data: Keep) -> Kept:
    """只保留在一个群 She is removed from the others that the caller may see."""
    await rule_groups.require_granted(ctx, caller, "room_deduplication")
    owners = await scope.owners(ctx, caller)
    return Kept(await service.keep_in(ctx, external_userid, data.group_id, owners))


@get("/api/console/group-blacklist", opt=_ADMINS)
async def list_group_blacklist(
    ctx: Context, q: Query = "", cursor: str | None = None, limit: Limit = 50
) -> Page[Barred]:
    """群聊黑名单 Newest first."""
    return await service.barred(ctx, q, cursor, limit)


@post("/api/console/group-blacklist", status_code=200, opt=_ADMINS)
async def add_to_group_blacklist(ctx: Context, data: NewBarred) -> NewlyBarred:
    """加入黑名单 They cannot join any group of the company, by code or by invitation."""
    reason = data.reason.strip()
    return NewlyBarred(await service.bar(ctx, data.external_userids, reason, remove=data.remove))


@delete("/api/console/group-blacklist/{external_userid:str}", opt=_ADMINS)
async def remove_from_group_blacklist(ctx: Context, external_userid: str) -> None:
    """移出黑名单 She may join again; she is not brought back into any group."""
    await service.unbar(ctx, external_userid)


routes: list[Any] = [
    list_group_replies, create_group_reply, change_group_reply, delete_group_reply,
    list_group_guards, create_group_guard, change_group_guard, delete_group_guard,
    list_group_acts, list_rules_of_group, list_group_duplicates, keep_in_one_group,
    list_group_blacklist, add_to_group_blacklist, remove_from_group_blacklist,
]  # fmt: skip
