"""The company's days: every day that growth counts is one of its calendar."""

from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.growth.calendar import store
from reunion.growth.calendar.model import Now


async def now(ctx: Context) -> Now:
    """The context's moment in the company's time zone."""
    return Now(ctx.now, ZoneInfo(await store.zone(ctx)))
