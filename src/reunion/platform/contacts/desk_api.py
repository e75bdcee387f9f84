"""客户 on the desk: a member's own customers and the requests to become one."""

from typing import Annotated, Literal

from litestar import delete, get, patch, post, put
from litestar.params import Parameter, QueryParameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.contacts import service, timeline
from reunion.platform.contacts.model import (
    Customer,
    CustomerCard,
    CustomerFilter,
    RemarkChange,
    TimelineEntry,
)
from reunion.surfaces.access import Caller, allow

_MEMBER = allow("member")
Limit = Annotated[int, Parameter(ge=1, le=100)]
Search = Annotated[str, Parameter(max_length=64)]


class TagChange(Struct):
    """Wire ids of tags to put on and to take off."""

    add: Annotated[list[str], Meta(max_length=3000)] = []
    remove: Annotated[list[str], Meta(max_length=3000)] = []


class Requests(Struct):
    items: list[Customer]


@get("/api/desk/customers", opt=_MEMBER)
async def list_customers(
    ctx: Context,
    caller: Caller,
    language: str,
    cursor: str | None = None,
    q: Search = "",
    tag: str | None = None,
    tag_state: Annotated[
        Literal["active", "requested", "deleted"], QueryParameter(name="state")
    ] = "active",
    sort: Literal["recent", "name"] = "recent",
    limit: Limit = 50,
) -> Page[Customer]:
    """我的客户 `q` finds in name, remark, number and pinyin; `total` counts all pages."""
    wanted = CustomerFilter(
        state=tag_state,
        member_id=caller.principal_id,
        tag=tag,
        q=q.strip(),
        sort="name" if sort == "name" else "added_at",
    )
    return await service.customers(ctx, wanted, cursor=cursor, limit=limit, language=language)


@get("/api/desk/customers/{contact_id:int}", opt=_MEMBER)
async def get_customer(
    ctx: Context, caller: Caller, language: str, contact_id: int
) -> CustomerCard:
    """The card beside the chat."""
    return await service.card(ctx, contact_id, caller.principal_id, language)


@patch("/api/desk/customers/{contact_id:int}", opt=_MEMBER)
async def edit_customer(
    ctx: Context, caller: Caller, language: str, contact_id: int, data: RemarkChange
) -> CustomerCard:
    """备注、描述、企业、电话 What is not given stays."""
    await service.remark(
        ctx,
        contact_id,
        caller.principal_id,
        remark=data.remark,
        description=data.description,
        company=data.company,
        mobiles=data.mobiles,
    )
    return await service.card(ctx, contact_id, caller.principal_id, language)


@delete("/api/desk/customers/{contact_id:int}", opt=_MEMBER)
async def delete_customer(ctx: Context, caller: Caller, contact_id: int) -> None:
    """The customer is not told; both can no longer write."""
    await service.delete_by_member(ctx, contact_id, caller.principal_id)


@put("/api/desk/customers/{contact_id:int}/tags", opt=_MEMBER)
async def mark_customer(
    ctx: Context, caller: Caller, language: str, contact_id: int, data: TagChange
) -> CustomerCard:
    """打标签 Doing it again changes nothing."""
    await service.mark(ctx, contact_id, caller.principal_id, add=data.add, remove=data.remove)
    return await service.card(ctx, contact_id, caller.principal_id, language)


@get("/api/desk/customers/{contact_id:int}/timeline", opt=_MEMBER)
async def customer_timeline(
    ctx: Context,
    caller: Caller,
    language: str,
    contact_id: int,
    cursor: str | None = None,
    limit: Limit = 30,
) -> Page[TimelineEntry]:
    """What happened between the two of us, the latest first; and with whoever handed her over to me."""
    one = await service.customer(ctx, contact_id, caller.principal_id, language)
    earlier = await service.earlier(ctx, contact_id, caller.principal_id)
    talks = [one.conversation_id, *(before.conversation_id for before in earlier)]
    return await timeline.timeline(
        ctx,
        one.external_userid,
        conversations=[talk for talk in talks if talk is not None],
        members=[caller.principal_id, *(before.member_id for before in earlier)],
        cursor=cursor,
        limit=limit,
        language=language,
    )


@get("/api/desk/requests", opt=_MEMBER)
async def list_requests(ctx: Context, caller: Caller, language: str) -> Requests:
    """新的好友申请 The latest first, at most 200."""
    wanted = CustomerFilter(state="requested", member_id=caller.principal_id)
    found = await service.customers(
        ctx, wanted, cursor=None, limit=200, language=language, count=False
    )
    return Requests(found.items)


@post("/api/desk/requests/{contact_id:int}/accept", status_code=200, opt=_MEMBER)
async def accept_request(ctx: Context, caller: Caller, language: str, contact_id: int) -> Customer:
    """409 where my customers have reached the cap."""
    await service.accept(ctx, contact_id, caller.principal_id)
    return await service.customer(ctx, contact_id, caller.principal_id, language)


@delete("/api/desk/requests/{contact_id:int}", opt=_MEMBER)
async def ignore_request(ctx: Context, caller: Caller, contact_id: int) -> None:
    """The customer may ask again."""
    await service.ignore(ctx, contact_id, caller.principal_id)


routes = [
    list_customers, get_customer, edit_customer, delete_customer, mark_customer, customer_timeline,
    list_requests, accept_request, ignore_request,
]  # fmt: skip
