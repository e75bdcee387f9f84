"""What clients ask about the member's own card."""

from reunion.core.context import Context
from reunion.platform.directory.members import service as members
from reunion.realtime import changes


@changes.part("desk", "session_changed")
async def desk_session_changed(ctx: Context, account_id: int, since: int) -> bool:
    """Name, title, picture or role of the member himself was changed."""
    return await members.changed_since(ctx, account_id, since)
