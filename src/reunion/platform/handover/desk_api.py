"""交接 at the desk: what comes to me, what I give, and what was said before me."""

from typing import Annotated, Any, Literal

from litestar import get
from litestar.params import Parameter
from msgspec import Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.handed import Earlier
from reunion.platform.conversations.model import Message
from reunion.platform.handover import service
from reunion.platform.handover.model import Handover, Pack
from reunion.platform.handover.store import lists
from reunion.platform.handover.store.lists import Wanted
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.workbench import Todo, source

_MEMBER = allow("member")
Limit = Annotated[int, Parameter(ge=1, le=100)]


class EarlierTalks(Struct):
    """Colleagues who had the customer before me, the latest first."""

    items: list[Earlier]


class EarlierMessages(Struct):
    """Ascending by seq; `has_more`: before these."""

    items: list[Message]
    has_more: bool


@get("/api/desk/handovers", opt=_MEMBER)
async def list_my_handovers(
    ctx: Context,
    caller: Caller,
    box: Literal["incoming", "outgoing"] = "incoming",
    over: bool | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Handover]:
    """交接 Customers who come to me, or whom I give; `over`: those that are decided, or still wait."""
    me = caller.principal_id
    wanted = Wanted(to_id=me, over=over) if box == "incoming" else Wanted(from_id=me, over=over)
    return await service.page(ctx, wanted, cursor=cursor, limit=limit)


@get("/api/desk/handovers/{handover_id:int}", opt=_MEMBER)
async def get_my_handover(ctx: Context, caller: Caller, handover_id: int) -> Handover:
    """One that concerns me."""
    return await service.of_taker_or_giver(ctx, handover_id, caller.principal_id)


@get("/api/desk/handovers/{handover_id:int}/pack", opt=_MEMBER)
async def my_handover_pack(ctx: Context, caller: Caller, language: str, handover_id: int) -> Pack:
    """交接包 Who she is, the last talk, what was promised: before and after."""
    one = await service.of_taker_or_giver(ctx, handover_id, caller.principal_id)
    return await service.pack_of(ctx, one, language)


@get("/api/desk/customers/{contact_id:int}/earlier", opt=_MEMBER)
async def list_earlier(ctx: Context, caller: Caller, contact_id: int) -> EarlierTalks:
    """Whose talks with my customer I may read, since they handed her over."""
    await contacts.customer(ctx, contact_id, caller.principal_id)
    return EarlierTalks(await contacts.earlier(ctx, contact_id, caller.principal_id))


@get("/api/desk/customers/{contact_id:int}/earlier/{member_id:int}/messages", opt=_MEMBER)
async def list_earlier_messages(
    ctx: Context,
    caller: Caller,
    contact_id: int,
    member_id: int,
    before: Annotated[int | None, Parameter(ge=1, lt=2**53)] = None,
    limit: Limit = 50,
) -> EarlierMessages:
    """与前任的聊天记录 Read only; the newest, or those before a seq."""
    found = await service.earlier_talk(
        ctx, contact_id, caller.principal_id, member_id, before=before, limit=limit + 1
    )
    return EarlierMessages(found[-limit:], len(found) > limit)


@source("handovers")
async def handovers_coming(ctx: Context, member_id: int) -> Todo:
    """Customers on their way to me; those whom I give can only be watched."""
    coming = await lists.counts(ctx, None, member_id)
    going = await lists.counts(ctx, member_id, None)
    return Todo(coming.get("waiting", 0), 0, going.get("waiting", 0))


routes: list[Any] = [
    list_my_handovers, get_my_handover, my_handover_pack, list_earlier, list_earlier_messages,
]  # fmt: skip
