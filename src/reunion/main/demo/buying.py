"""What the customers bought: each becomes a person, known by her wire id, with her orders; and the first
computation of what they will buy again is asked for."""

from datetime import date
from random import Random
from typing import Any, NamedTuple

from reunion.core.context import Context
from reunion.growth.predictions import service as predictions
from reunion.growth.profiles import custom_fields
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.purchases import service as purchases
from reunion.growth.purchases.model import Item, Order
from reunion.main.demo import company
from reunion.main.demo.customer_rows import Known as Follow
from reunion.main.demo.plan import ZONE, CustomerPlan
from reunion.main.demo_after import Noted

_GENDERS = {1: "male", 2: "female"}
_CARDS = 0.8
"""Have a member's card."""
_NOTED = 4
_SOURCE = "收银系统"
_WEARS = ("框架眼镜", "隐形眼镜", "两种都戴")
_SPREAD = 0.03
"""Degrees from her shop, about three kilometres: two thirds of the customers live within."""


class Buyer(NamedTuple):
    """A customer under the number of her profile."""

    profile_no: int
    external_userid: str
    customer: CustomerPlan


async def remember(ctx: Context, known: list[Follow]) -> list[Buyer]:
    """All customers' orders, by the shop where each is at home, and what is known of them."""
    shops = {shop.id: shop for shop in company.STORES}
    customers = {one.external_userid: one.customer for one in known}
    await custom_fields.create(ctx, "wears", "佩戴习惯", "choice", _WEARS)
    await custom_fields.create(ctx, "last_exam", "上次验光", "date")
    random = Random(len(customers))
    facts = [
        _known(random, external_userid, one, shops[one.store_id])
        for external_userid, one in customers.items()
    ]
    numbers = await profiles.learn(ctx, facts)
    orders = [
        Order(
            bought.order_no, profile_no, bought.at, bought.fen,
            tuple(Item(one.name, one.pieces, one.fen) for one in bought.items),
            shops[customer.store_id].name, _SOURCE,
        )
        for profile_no, customer in zip(numbers, customers.values(), strict=True)
        for bought in customer.purchases
    ]  # fmt: skip
    await purchases.put(ctx, orders)
    await predictions.start(ctx)
    return [Buyer(no, *one) for no, one in zip(numbers, customers.items(), strict=True)]


def noted(buyers: list[Buyer], known: list[Follow], userids: list[str]) -> list[Noted]:
    """Some customers of each of these members, who still have him."""
    numbers = {one.external_userid: one.profile_no for one in buyers}
    return [
        Noted(
            userid,
            [
                numbers[one.external_userid]
                for one in known
                if one.userid == userid and one.follow.lost is None
            ][-_NOTED:],
        )
        for userid in userids
    ]


def _known(
    random: Random, external_userid: str, customer: CustomerPlan, shop: company.Store
) -> Known:
    attributes = {
        "name": customer.name,
        "gender": _GENDERS.get(customer.gender, ""),
        **_portrait(random, customer, shop),
    }
    first = min(one.at for one in customer.purchases)
    known_by = [Identity("external_userid", external_userid)]
    if random.random() < _CARDS:
        known_by.append(Identity("member_no", f"CC{customer.phone[-6:]}"))
    return Known(tuple(known_by), _SOURCE, first, attributes)


def _portrait(random: Random, customer: CustomerPlan, shop: company.Store) -> dict[str, Any]:
    """Where she lives, when she was born, what she wears, when her eyes were looked at; not all of everybody."""
    found: dict[str, Any] = {"city": shop.city}
    if random.random() < 0.8:
        found["latitude"] = round(random.gauss(shop.latitude, _SPREAD), 5)
        found["longitude"] = round(random.gauss(shop.longitude, _SPREAD), 5)
    last = max(one.at for one in customer.purchases).astimezone(ZONE).date()
    if random.random() < 0.7:
        year = last.year - round(random.triangular(16, 72, 34))
        found["birthday"] = date(year, random.randint(1, 12), random.randint(1, 28)).isoformat()
    if random.random() < 0.6:
        found["wears"] = random.choices(_WEARS, (6, 2, 3))[0]
    if random.random() < 0.5:
        found["last_exam"] = last.isoformat()
    return found
