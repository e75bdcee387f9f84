"""Meetings and partings go into the day's sums as they are announced."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.statistics.store import counting


@subscribe(*counting.EVENTS)
async def count_meeting(ctx: Context, event: Event) -> None:
    """One more on the member's day."""
    await counting.add_meeting(ctx, event.id)
