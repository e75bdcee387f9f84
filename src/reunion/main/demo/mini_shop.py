"""The chain's mini program: what its customers looked at in it over the last thirty days. The events wait where
all events arrive; the worker carries them on once it runs."""

from bisect import bisect
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from random import Random

from reunion.core.context import Context
from reunion.growth.tracking import senders
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from reunion.main.demo import company
from reunion.main.demo.buying import Buyer
from reunion.main.demo.plan import ZONE

_NAME = "会员小程序"
_SITE = "官网"
_DAYS = 30
_VISITS = 42
"""On a weekday without a campaign."""
_WEEK = (0.9, 0.86, 0.92, 1.0, 1.25, 1.7, 1.55)
"""Monday to Sunday."""
_CAMPAIGN = {9: 1.9, 8: 2.3, 7: 1.5}
"""So many days ago there was more to see."""
_PAGES = (
    ("/", "首页", 30),
    ("/frames", "镜框", 22),
    ("/lenses", "镜片", 16),
    ("/contacts", "隐形眼镜", 14),
    ("/membership", "会员中心", 10),
    ("/stores", "附近门店", 8),
)
_SHARES = list(accumulate(share for _, _, share in _PAGES))
_LOOKS, _CARTS, _BOOKS = 0.55, 0.16, 0.05
"""How many of the visits look at a product, put one into the cart, book an eye test."""


async def open_doors(ctx: Context, buyers: Sequence[Buyer]) -> None:
    """Two senders with their keys, and the visits of a month to one of them. Who bought lately comes more."""
    await senders.add(ctx, _NAME, "external_userid")
    await senders.add(ctx, _SITE, "member_no")
    random = Random(len(buyers))
    weights = list(accumulate(_liking(ctx.now, one) for one in buyers))
    happened: list[Occurrence] = []
    for ago in range(_DAYS):
        day = (ctx.now - timedelta(days=ago)).astimezone(ZONE).date()
        visits = (
            _VISITS * _WEEK[day.weekday()] * _CAMPAIGN.get(ago, 1.0) * random.uniform(0.85, 1.15)
        )
        for _ in range(round(visits)):
            buyer = buyers[bisect(weights, random.random() * weights[-1])]
            minutes = random.triangular(7 * 60, 23 * 60, 20 * 60 + 30)
            at = datetime.combine(day, time(), ZONE) + timedelta(minutes=minutes)
            happened += _visit(random, buyer, at.astimezone(UTC))
    await tracking.record(ctx, [one for one in happened if one.at < ctx.now])


def _liking(now: datetime, buyer: Buyer) -> float:
    quiet = (now - buyer.customer.purchases[-1].at).days
    return 0.4 + 6 * len(buyer.customer.purchases) / (30 + quiet)


def _visit(random: Random, buyer: Buyer, at: datetime) -> list[Occurrence]:
    """Some pages one after the other, and what came of it."""
    found: list[Occurrence] = []

    def tell(name: str, subject: str, **properties: object) -> None:
        nonlocal at
        found.append(
            Occurrence(
                name, at, profile_no=buyer.profile_no, source=_NAME, subject=subject,
                properties=properties,
            )
        )  # fmt: skip
        at += timedelta(seconds=random.randint(4, 90))

    for path, title, _ in random.choices(_PAGES, cum_weights=_SHARES, k=random.randint(1, 4)):
        tell("page_viewed", path, title=title)
    if random.random() < _LOOKS:
        price, names = random.choice(company.PRODUCTS[1:-1])
        product = random.choice(names)
        tell("浏览商品", product, product=product, price=price)
        if random.random() < _CARTS / _LOOKS:
            tell("加入购物车", product, product=product, price=price)
    if random.random() < _BOOKS:
        shop = next(one for one in company.STORES if one.id == buyer.customer.store_id)
        tell("预约验光", shop.name, store=shop.name)
    return found
