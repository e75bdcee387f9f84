"""Statistics of codes follow from what happened to the customers who came by them."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.contact_ways import store


@subscribe("contact.added")
async def count_added(ctx: Context, event: Event) -> None:
    """One more came by the code."""
    way_id = event.data.get("contact_way_id")
    if way_id:
        await store.count(ctx, way_id, event.at, added=1)


@subscribe("contact.deleted")
async def count_lost(ctx: Context, event: Event) -> None:
    """One who came by the code has gone."""
    way_id = event.data.get("contact_way_id")
    if way_id:
        await store.count(ctx, way_id, event.at, lost=1)
