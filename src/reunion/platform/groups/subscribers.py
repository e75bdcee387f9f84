"""What follows from other modules' facts."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.groups import going


@subscribe("member.resigned", "member.deleted")
async def leave_groups(ctx: Context, event: Event) -> None:
    """Whoever has left the company is in no group, apart from those that wait for a new owner."""
    await going.resign(ctx, event.data["member_id"])
