"""What follows from other modules' facts."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.archive import service
from reunion.platform.archive.store import filling
from reunion.platform.conversations import service as conversations

conversations.before_recall(filling.keep_recalled)


@subscribe("member.resigned", "member.deleted")
async def forget_member(ctx: Context, event: Event) -> None:
    """Who has left says nothing any more; what is archived stays."""
    await service.dismiss(ctx, event.data["member_id"])
