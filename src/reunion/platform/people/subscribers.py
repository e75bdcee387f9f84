"""What clients ask about the customer's own account."""

from reunion.core.context import Context
from reunion.platform.people import store
from reunion.realtime import changes


@changes.part("app", "session_changed")
async def app_session_changed(ctx: Context, account_id: int, since: int) -> bool:
    """The profile was changed, perhaps on another device."""
    return await store.changed_since(ctx.tx, account_id, since)
