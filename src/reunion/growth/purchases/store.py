"""SQL on `purchase`."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.purchases.model import Item, Purchase


async def page(
    ctx: Context, external_userid: str, before: tuple[datetime, str] | None, limit: int
) -> list[Purchase]:
    """Newest first; `before` is the (bought_at, order_no) of the last row shown."""
    rows = await ctx.tx.fetch(
        """SELECT order_no, bought_at, amount_fen, items, store FROM purchase
           WHERE corp_id = $1 AND external_userid = $2
             AND ($3::timestamptz IS NULL OR (bought_at, order_no) < ($3, $4))
           ORDER BY bought_at DESC, order_no DESC LIMIT $5""",
        ctx.corp_id, external_userid, *(before or (None, None)), limit,
    )  # fmt: skip
    return [_purchase(row) for row in rows]


def _purchase(row: Any) -> Purchase:
    items = msgspec.convert(row["items"], list[Item])
    return Purchase(row["order_no"], row["bought_at"], row["amount_fen"], items, row["store"])


async def sums(ctx: Context, external_userid: str) -> tuple[int, int]:
    """How many purchases, and their sum in fen."""
    row = await ctx.tx.fetchrow(
        """SELECT count(*) AS count, coalesce(sum(amount_fen), 0)::bigint AS fen FROM purchase
           WHERE corp_id = $1 AND external_userid = $2""",
        ctx.corp_id, external_userid,
    )  # fmt: skip
    return row["count"], row["fen"]
