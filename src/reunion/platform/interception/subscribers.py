"""Acts of members that events tell of."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.interception import watching


@subscribe("contact.deleted")
async def notice_parting(ctx: Context, event: Event) -> None:
    """A member deleted a customer, or a customer the member."""
    act = "customer_lost" if event.data.get("by") == "customer" else "customer_deleted"
    member_id, contact_id = event.data["member_id"], int(event.order_key)
    await watching.noticed(ctx, act, member_id, event.subject, contact_id=contact_id)


@subscribe("customers.exported", "broadcast.exported")
async def notice_export(ctx: Context, event: Event) -> None:
    """Somebody took the customers' list with him."""
    if event.actor.kind in ("admin", "member"):
        rows = int(event.data.get("rows") or 0)
        await watching.noticed(ctx, "customers_exported", event.actor.id, str(rows), count=rows)
