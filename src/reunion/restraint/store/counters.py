"""SQL that reads one customer's row of touch_count."""

from collections.abc import Mapping
from typing import Any

from reunion.core.context import Context


async def of_customer(ctx: Context, contact_id: int) -> Mapping[str, Any] | None:
    """All counters with the days that they belong to; None: she had nothing yet."""
    row = await ctx.tx.fetchrow(
        "SELECT * FROM touch_count WHERE corp_id = $1 AND contact_id = $2",
        ctx.corp_id, contact_id,
    )  # fmt: skip
    return dict(row) if row else None
