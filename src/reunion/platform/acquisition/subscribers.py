"""Figures of links follow from who came by them; whether a link works follows from who works here."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.acquisition import service
from reunion.platform.acquisition.store import customers, figures


@subscribe("contact.added")
async def complete(ctx: Context, event: Event) -> None:
    """A customer of a link is a contact now."""
    contact_id, member_id = int(event.order_key), event.data["member_id"]
    link_key = await customers.became_contacts(ctx, contact_id, member_id, event.at)
    if link_key is not None:
        await figures.count(ctx, link_key, event.at, added=1)


@subscribe(
    "member.created", "member.updated", "member.disabled", "member.enabled", "member.resigned",
    "member.deleted", "department.updated", "department.deleted",
)  # fmt: skip
async def see_who_is_left(ctx: Context, event: Event) -> None:
    """A link by which nobody can be added any more is told of once."""
    await service.refresh_available(ctx)
