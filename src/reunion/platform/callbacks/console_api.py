"""The delivery log in the console."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.callbacks import service
from reunion.platform.callbacks.model import Delivery, DeliveryFilter, State
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")


class DeliveryLine(msgspec.Struct):
    """One callback in the list. `next_at`: of the next try, while it is pending."""

    id: int
    app_id: int
    app_name: str
    event: str
    change_type: str
    state: State
    attempts: int
    created_at: datetime
    done_at: datetime | None
    next_at: datetime | None


class DeliveryView(DeliveryLine):
    """With the XML as it was before encryption, and every try."""

    body: str
    log: list[dict[str, Any]]


def _facts(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "app_id": delivery.app_id,
        "app_name": delivery.app_name,
        "event": delivery.event,
        "change_type": delivery.change_type,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "created_at": delivery.created_at,
        "done_at": delivery.done_at,
        "next_at": delivery.next_at if delivery.state == "pending" else None,
    }


def _view(delivery: Delivery) -> DeliveryView:
    return DeliveryView(**_facts(delivery), body=delivery.body, log=delivery.log)


@get("/api/console/deliveries", opt=_ADMINS)
async def list_deliveries(
    ctx: Context,
    app_id: int | None = None,
    status: Annotated[State | None, Parameter(query="state")] = None,
    event: str | None = None,
    cursor: str | None = None,
) -> Page[DeliveryLine]:
    """回调记录 Newest first; `event` is an event or a change type."""
    wanted = DeliveryFilter(app_id, status, event or None)
    page = await service.page(ctx, wanted, cursor=cursor)
    return Page([DeliveryLine(**_facts(one)) for one in page.items], page.next_cursor)


@get("/api/console/deliveries/{delivery_id:int}", opt=_ADMINS)
async def read_delivery(ctx: Context, delivery_id: int) -> DeliveryView:
    """回调详情 What was sent, and what came back each time."""
    return _view(await service.require(ctx, delivery_id))


@post("/api/console/deliveries/{delivery_id:int}/redeliver", opt=_ADMINS, status_code=200)
async def redeliver(ctx: Context, delivery_id: int) -> DeliveryView:
    """重新发送 Three more tries for a callback that ended."""
    return _view(await service.send_again(ctx, delivery_id))


routes = [list_deliveries, read_delivery, redeliver]
