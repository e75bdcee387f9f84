"""What follows from other modules' facts."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.conversations import service
from reunion.platform.conversations.store import parties
from reunion.platform.media.access import lets_in


@subscribe("member.resigned", "member.deleted")
async def close_conversations(ctx: Context, event: Event) -> None:
    """Nobody writes to a member who has left."""
    member_id = await parties.member_id(ctx, str(event.data.get("userid") or event.subject))
    if member_id is not None:
        await service.close_all(ctx, member_id, "resigned")


lets_in(parties.carries)
