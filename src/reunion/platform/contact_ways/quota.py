"""Places among the corp's codes, for other kinds of code that count with them."""

from reunion.core.context import Context
from reunion.platform.contact_ways import store
from reunion.platform.contact_ways.model import QUOTA
from reunion.platform.contact_ways.refusals import QuotaUsedUp


async def take(ctx: Context, count: int) -> None:
    """So many more, or fewer (below zero). Raises QuotaUsedUp."""
    if not await store.take_quota(ctx, count):
        raise QuotaUsedUp(limit=QUOTA)
