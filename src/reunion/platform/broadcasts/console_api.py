"""群发 in the console: made, decided, followed to its end."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter, QueryParameter
from litestar.response import Stream
from msgspec import Meta, Struct, field

from reunion import outbox
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.broadcasts import audience, export, group_sending, service
from reunion.platform.broadcasts.model import (
    Attachments,
    Audience,
    Broadcast,
    ChatType,
    Content,
    Draft,
    Estimate,
    MemberOrder,
    RecipientState,
    State,
    TaskState,
)
from reunion.platform.broadcasts.outcome import Recipient, TaskDepartment, TaskMember
from reunion.platform.broadcasts.store import results
from reunion.platform.corps import service as corps
from reunion.platform.rule_groups import service as rule_groups
from reunion.restraint.model import Purpose
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=200)]


class Wanted(Struct):
    """Whom, what for, and when (null: now)."""

    audience: Audience = field(default_factory=Audience)
    purpose: Purpose = "marketing"
    send_at: datetime | None = None
    chat_type: ChatType = "single"


class NewBroadcast(Struct):
    """Text at most 4000 bytes, at most nine attachments, not both empty; `needs_approval`: a second
    administrator decides first."""

    text: Content = ""
    attachments: Attachments = []
    audience: Audience = field(default_factory=Audience)
    purpose: Purpose = "marketing"
    allow_select: bool = False
    send_at: datetime | None = None
    needs_approval: bool = False
    chat_type: ChatType = "single"


class Rejection(Struct):
    """Why, for the one who made it."""

    reason: Annotated[str, Meta(max_length=500)] = ""


class TaskDepartments(Struct):
    items: list[TaskDepartment]


def _own(caller: Caller) -> int | None:
    """A scoped administrator sees what he made himself."""
    return caller.principal_id if caller.role == "scoped" else None


@post("/api/console/broadcasts/estimate", status_code=200, opt=_EDITORS)
async def estimate_broadcast(ctx: Context, caller: Caller, data: Wanted) -> Estimate:
    """预估 Who would get it, and who would not by which rule."""
    scope = caller.scope
    at = service.aware(data.send_at) or ctx.now
    held_to = list(scope) if scope is not None else None
    how = group_sending.estimate if data.chat_type == "group" else audience.estimate
    return await how(ctx, data.audience, held_to, data.purpose, at)


@post("/api/console/broadcasts", opt=_EDITORS)
async def create_broadcast(ctx: Context, caller: Caller, data: NewBroadcast) -> Broadcast:
    """创建群发 Members confirm it at the desk."""
    to_groups = data.chat_type == "group"
    await rule_groups.require_granted(
        ctx, caller, "send_group_msg" if to_groups else "send_customer_msg"
    )
    draft = Draft(
        data.text, data.attachments, data.audience, data.purpose, "console", data.allow_select,
        service.aware(data.send_at), data.needs_approval, caller.scope, data.chat_type,
    )  # fmt: skip
    [made] = await service.shown(ctx, [await service.create(ctx, draft)])
    return made


@get("/api/console/broadcasts", opt=_EDITORS)
async def list_broadcasts(
    ctx: Context,
    caller: Caller,
    among: Annotated[State | None, QueryParameter(name="state")] = None,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Broadcast]:
    """群发列表 Newest first; members' own sends too."""
    return await service.page(
        ctx, state=among, q=q, creator_id=_own(caller), cursor=cursor, limit=limit
    )


@get("/api/console/broadcasts/{broadcast_id:int}", opt=_EDITORS)
async def get_broadcast(ctx: Context, caller: Caller, broadcast_id: int) -> Broadcast:
    """One, with its sums."""
    return await service.get(ctx, broadcast_id, creator_id=_own(caller))


@post("/api/console/broadcasts/{broadcast_id:int}/approve", status_code=200, opt=_EDITORS)
async def approve_broadcast(ctx: Context, caller: Caller, broadcast_id: int) -> Broadcast:
    """通过 By somebody else than the one who made it."""
    await service.approve(ctx, broadcast_id, creator_id=_own(caller))
    return await service.get(ctx, broadcast_id)


@post("/api/console/broadcasts/{broadcast_id:int}/reject", status_code=200, opt=_EDITORS)
async def reject_broadcast(
    ctx: Context, caller: Caller, broadcast_id: int, data: Rejection
) -> Broadcast:
    """驳回 It will not be sent."""
    await service.reject(ctx, broadcast_id, data.reason, creator_id=_own(caller))
    return await service.get(ctx, broadcast_id)


@post("/api/console/broadcasts/{broadcast_id:int}/cancel", status_code=200, opt=_EDITORS)
async def cancel_broadcast(ctx: Context, caller: Caller, broadcast_id: int) -> Broadcast:
    """停止 What was sent stays sent."""
    await service.cancel(ctx, broadcast_id, creator_id=_own(caller))
    return await service.get(ctx, broadcast_id)


@post("/api/console/broadcasts/{broadcast_id:int}/remind", status_code=200, opt=_EDITORS)
async def remind_broadcast(ctx: Context, caller: Caller, broadcast_id: int) -> Broadcast:
    """提醒 Those who have not confirmed, three times within 24 hours."""
    await service.remind(ctx, broadcast_id, creator_id=_own(caller))
    return await service.get(ctx, broadcast_id)


@get("/api/console/broadcasts/{broadcast_id:int}/departments", opt=_EDITORS)
async def list_broadcast_departments(
    ctx: Context, caller: Caller, broadcast_id: int
) -> TaskDepartments:
    """按部门 By the members' main departments."""
    await service.require(ctx, broadcast_id, creator_id=_own(caller))
    return TaskDepartments(await results.departments(ctx, broadcast_id))


@get("/api/console/broadcasts/{broadcast_id:int}/members", opt=_EDITORS)
async def list_broadcast_members(
    ctx: Context,
    caller: Caller,
    broadcast_id: int,
    among: Annotated[TaskState | None, QueryParameter(name="state")] = None,
    sort: MemberOrder = "customers",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[TaskMember]:
    """按成员 Who has confirmed and how far it is; the most first, names from the first."""
    await service.require(ctx, broadcast_id, creator_id=_own(caller))
    skip = max(0, decode_cursor(cursor, tuple[int])[0]) if cursor else 0
    found = await results.members(ctx, broadcast_id, among, sort, skip, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(skip + limit) if more else None)


@get("/api/console/broadcasts/{broadcast_id:int}/recipients", opt=_EDITORS)
async def list_broadcast_recipients(
    ctx: Context,
    caller: Caller,
    broadcast_id: int,
    among: Annotated[RecipientState | None, QueryParameter(name="state")] = None,
    rule: Annotated[str | None, Parameter(max_length=64)] = None,
    member_id: int | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Recipient]:
    """按客户 What became of it for each; `rule` names what refused."""
    row = await service.require(ctx, broadcast_id, creator_id=_own(caller))
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    found = await results.recipients(
        ctx, broadcast_id, row.chat_type, state=among, rule=rule, member_id=member_id, after=after,
        limit=limit + 1,
    )  # fmt: skip
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].contact_id) if more else None)


@get("/api/console/broadcasts/{broadcast_id:int}/export", opt=_EDITORS)
async def export_broadcast(ctx: Context, caller: Caller, broadcast_id: int, db: Database) -> Stream:
    """导出 All recipients as CSV; written down in the audit log."""
    await rule_groups.require_granted(ctx, caller, "export_customer_list")
    row = await service.require(ctx, broadcast_id, creator_id=_own(caller))
    data = {"rows": row.prepared}
    await outbox.append(ctx, "broadcast.exported", subject=row.msgid, key=row.key, data=data)
    headers = {"Content-Disposition": f'attachment; filename="broadcast-{row.id}.csv"'}
    zone = await corps.zone(ctx)

    async def lines() -> AsyncIterator[bytes]:
        async with db.transaction() as tx:
            inside = Context(ctx.corp_id, ctx.actor, tx, ctx.now)
            async for part in export.as_csv(inside, row, zone):
                yield part

    return Stream(lines(), media_type="text/csv; charset=utf-8", headers=headers)


routes: list[Any] = [
    estimate_broadcast, create_broadcast, list_broadcasts, get_broadcast, approve_broadcast,
    reject_broadcast, cancel_broadcast, remind_broadcast, list_broadcast_departments,
    list_broadcast_members, list_broadcast_recipients, export_broadcast,
]  # fmt: skip
