"""Reading a customer's purchases."""

from datetime import datetime

from reunion.core.context import Context
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.growth.purchases import store
from reunion.growth.purchases.model import Purchases


async def of_customer(
    ctx: Context, external_userid: str, cursor: str | None, limit: int
) -> Purchases:
    """One page with the sums; raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[datetime, str]) if cursor else None
    found = await store.page(ctx, external_userid, before, limit + 1)
    shown = found[:limit]
    more = len(found) > limit
    total, fen = await store.sums(ctx, external_userid)
    last = encode_cursor(shown[-1].bought_at, shown[-1].order_no) if more else None
    return Purchases(shown, last, total, fen)
