"""交接 in the customer's app: who takes over from whom, and her word on it."""

from typing import Any

from litestar import get, post
from msgspec import Struct

from reunion.core.context import Context
from reunion.platform.handover import service
from reunion.platform.handover.refusals import HandoverUnknown
from reunion.platform.handover.store import lists, rows
from reunion.platform.handover.store.lists import Told
from reunion.surfaces.access import Caller, allow

_CUSTOMER = allow("customer")


class MyHandovers(Struct):
    items: list[Told]


@get("/api/app/handovers", opt=_CUSTOMER)
async def list_what_i_am_told(ctx: Context, caller: Caller) -> MyHandovers:
    """服务交接 What takes effect by itself unless I refuse."""
    return MyHandovers(await lists.told(ctx.tx, caller.principal_id))


@post("/api/app/handovers/{handover_id:int}/refuse", status_code=200, opt=_CUSTOMER)
async def refuse_handover(ctx: Context, caller: Caller, handover_id: int) -> MyHandovers:
    """拒绝 I stay where I am; twice changes nothing."""
    found = await rows.of_person(ctx.tx, caller.principal_id, handover_id)
    if found is None:
        raise HandoverUnknown
    corp_id, contact_id = found
    await service.refuse(ctx.in_corp(corp_id), contact_id, handover_id)
    return MyHandovers(await lists.told(ctx.tx, caller.principal_id))


routes: list[Any] = [list_what_i_am_told, refuse_handover]
