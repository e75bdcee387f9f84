"""What she bought stands in her pack: growth knows it, and the platform does not know growth."""

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.growth.purchases import service as purchases
from reunion.platform.handover.packs.model import Fact, Language, more

_LATEST = 5
_KIND = Text("购买", "Bought")


@more
async def bought(ctx: Context, external_userid: str, language: Language) -> list[Fact]:
    """The latest purchases, each by its number."""
    found = await purchases.of_customer(ctx, external_userid, None, _LATEST)
    return [
        Fact(
            _KIND.said(language),
            f"{'、'.join(item.name for item in one.items)} ¥{one.amount_fen / 100:.2f}",
            one.bought_at,
            Text(f"订单 {one.order_no}，{one.store}", f"order {one.order_no}, {one.store}").said(
                language
            ),
        )
        for one in found.items
    ]
