"""What follows from other modules' facts."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.conversations import rooms, service
from reunion.platform.conversations.store import parties
from reunion.platform.media.access import lets_in


@subscribe("member.resigned", "member.deleted")
async def close_conversations(ctx: Context, event: Event) -> None:
    """Nobody writes to a member who has left, and he is in no room any more."""
    await service.close_all(ctx, event.data["member_id"], "resigned")
    await rooms.leave_all(ctx, event.data["member_id"])


lets_in(parties.carries)
