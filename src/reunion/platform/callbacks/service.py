"""The verbs on callbacks: prepare one for every app that listens, look at them, send one again."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.outbox import Event
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import Kind
from reunion.platform.callbacks import store
from reunion.platform.callbacks.model import (
    CHANNEL,
    Delivery,
    DeliveryFilter,
    DeliveryNotFound,
    StillWaiting,
)
from reunion.platform.corps import service as corps
from reunion.wecom.callbacks import CallbackEvent
from reunion.wecom.callbacks.envelope import plain
from reunion.wecom.callbacks.events import (
    ARCHIVE_LISTENERS,
    CUSTOMER_LISTENERS,
    DIRECTORY_LISTENERS,
)
from reunion.wecom.registry import Secret

PAGE = 50
_KINDS: dict[frozenset[Secret], list[Kind]] = {
    CUSTOMER_LISTENERS: ["customer_contact"],
    DIRECTORY_LISTENERS: ["contacts"],
    ARCHIVE_LISTENERS: ["archive"],
}


Inside = Callable[[Context, CallbackEvent, datetime], Awaitable[None]]
_inside: list[Inside] = []


def listens_inside(hear: Inside) -> Inside:
    """Registers what hears callbacks in this very process, in the transaction that prepares them: what an
    app with an address would be told, without the network."""
    _inside.append(hear)
    return hear


async def announce(
    ctx: Context, event: Event, callback: CallbackEvent, *, only_app: int | None = None
) -> None:
    """Prepare `callback` for the apps that listen. What an app did to customers through the API is
    announced to nobody (doc 96361); what it did to the directory, to all but itself. `only_app`:
    whose own it is, so that no other hears of it."""
    of_customers = callback.LISTENERS == CUSTOMER_LISTENERS
    by_app = event.actor.kind == "app"
    if of_customers and by_app:
        return
    if only_app is None:
        for hear in _inside:
            await hear(ctx, callback, event.at)
    listening = await apps.listening(ctx, _KINDS[callback.LISTENERS], event.at)
    if by_app:
        listening = [app for app in listening if app.id != event.actor.id]
    if only_app is not None:
        listening = [app for app in listening if app.id == only_app]
    if not listening:
        return
    corp = await corps.require(ctx)
    body = plain(corp.wire_id, int(event.at.timestamp()), callback)
    for app in listening:
        await store.insert(
            ctx, app.id, event.id, callback.EVENT, callback.CHANGE_TYPE, event.order_key, body
        )
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)


async def page(ctx: Context, wanted: DeliveryFilter, *, cursor: str | None) -> Page[Delivery]:
    """The log, newest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await store.page(ctx, wanted, before, PAGE + 1)
    shown = found[:PAGE]
    return Page(shown, encode_cursor(shown[-1].id) if len(found) > PAGE else None)


async def require(ctx: Context, delivery_id: int) -> Delivery:
    """Raises DeliveryNotFound."""
    delivery = await store.get(ctx, delivery_id)
    if delivery is None:
        raise DeliveryNotFound
    return delivery


async def send_again(ctx: Context, delivery_id: int) -> Delivery:
    """Three more tries for a callback that is done or was given up; raises StillWaiting."""
    delivery = await require(ctx, delivery_id)
    if not await store.send_again(ctx, delivery_id):
        raise StillWaiting
    data = {"id": delivery.id, "event": delivery.event, "change_type": delivery.change_type}
    await outbox.append(ctx, "callback.redelivered", subject=delivery.app_name, data=data)
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
    return await require(ctx, delivery_id)
