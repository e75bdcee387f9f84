"""Everything of the example company, decided by a seed before anything is written.

Days of the sample are moved so that its last day is today; amounts are read as yuan times ten, so that
they suit an optical shop. With the same seed and the same time of building the plan is the same.
"""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reunion.main.demo import cdnow, company, names

ZONE = ZoneInfo("Asia/Shanghai")
_FEN_PER_CENT = 10
_TWO_COLLEAGUES = 0.12
_LOST = 0.05


class Staff(NamedTuple):
    userid: str
    name: str
    gender: int
    position: str
    department_id: int
    mobile: str
    role: str


class Item(NamedTuple):
    name: str
    pieces: int
    fen: int


class Purchase(NamedTuple):
    order_no: str
    at: datetime
    fen: int
    items: list[Item]


class FollowPlan(NamedTuple):
    """`staff` is an index into the plan's staff; `lost` says who ended it, if anybody."""

    staff: int
    added_at: datetime
    state: str
    add_way: int
    tags: tuple[str, ...]
    remark: str
    lost: str | None


class CustomerPlan(NamedTuple):
    name: str
    real_name: str
    gender: int
    phone: str
    store_id: int
    purchases: list[Purchase]
    follows: list[FollowPlan]


class Plan(NamedTuple):
    staff: list[Staff]
    customers: list[CustomerPlan]
    until: datetime


def make(seed: int, until: datetime) -> Plan:
    """`until` is where the history ends: its day is the day of the sample's end in the demo's calendar."""
    random = Random(seed)
    staff = _staff(random)
    shift = until.astimezone(ZONE).date() - cdnow.LAST_DAY
    customers = [
        _customer(random, number, bought, staff, shift, until)
        for number, bought in enumerate(cdnow.read(), start=1)
    ]
    return Plan(staff, customers, until)


def _staff(random: Random) -> list[Staff]:
    people = [
        Staff(
            company.ADMIN_USERID,
            company.ADMIN_NAME,
            2,
            "会员运营总监",
            7,
            _mobile(1),
            "super_admin",
        )
    ]
    posts = [(department, position) for department, position in company.OFFICE_POSITIONS]
    for store, size in zip(company.STORES, company.STORE_SIZES, strict=True):
        posts += [(store.id, position) for position in company.STORE_POSITIONS[:size]]
    taken = {company.ADMIN_NAME}
    for number, (department, position) in enumerate(posts, start=2):
        gender = random.choice((1, 2, 2))
        name = names.full_name(random, gender)
        while name in taken or len(name) < 3:
            name = names.full_name(random, gender)
        taken.add(name)
        role = "admin" if number == 2 else "scoped" if position == "店长" else "member"
        people.append(
            Staff(f"chuncha{number:03d}", name, gender, position, department, _mobile(number), role)
        )
    return people


def _mobile(number: int) -> str:
    return f"1990001{number:04d}"


def _customer(
    random: Random,
    number: int,
    bought: list[cdnow.Bought],
    staff: list[Staff],
    shift: timedelta,
    until: datetime,
) -> CustomerPlan:
    gender = random.choices((1, 2), (42, 58))[0]
    real_name = names.full_name(random, gender)
    store = random.choices(company.STORES, [store.weight for store in company.STORES])[0]
    purchases = [
        _purchase(random, number, place, one, shift, until)
        for place, one in enumerate(bought, start=1)
    ]
    return CustomerPlan(
        names.nickname(random, real_name, gender),
        real_name,
        gender,
        f"1990000{number:04d}",
        store.id,
        purchases,
        _follows(random, real_name, store, purchases, staff, until),
    )


def _purchase(
    random: Random,
    number: int,
    place: int,
    bought: cdnow.Bought,
    shift: timedelta,
    until: datetime,
) -> Purchase:
    day = bought.day + shift
    at = _in_shop_hours(random, day, until)
    fen = bought.cents * _FEN_PER_CENT
    name = company.product(fen / 100 / max(bought.pieces, 1), number + place)
    items = [Item(name if fen else "会员兑换礼", bought.pieces, fen)]
    return Purchase(f"CC{day:%Y%m%d}{number:04d}{place:02d}", at, fen, items)


def _in_shop_hours(random: Random, day: date, until: datetime) -> datetime:
    minutes = int(random.triangular(0, 690, 500))
    at = (datetime.combine(day, time(10), ZONE) + timedelta(minutes=minutes)).astimezone(UTC)
    return at if at < until else until - timedelta(minutes=random.randint(5, 400))


def _follows(
    random: Random,
    real_name: str,
    store: company.Store,
    purchases: list[Purchase],
    staff: list[Staff],
    until: datetime,
) -> list[FollowPlan]:
    crew = [place for place, one in enumerate(staff) if one.department_id == store.id]
    chosen = random.sample(crew, 2 if random.random() < _TWO_COLLEAGUES else 1)
    follows: list[FollowPlan] = []
    added_at = _added(random, purchases, until)
    for place in chosen:
        state, add_way = _source(random, store)
        follows.append(
            FollowPlan(
                place,
                added_at,
                state,
                add_way,
                _tags(random, purchases, until),
                _remark(random, real_name),
                _lost(random) if added_at < until - timedelta(days=26) else None,
            )
        )
        later = added_at + timedelta(days=random.randint(1, 60), minutes=7)
        added_at = later if later < until else until - timedelta(minutes=random.randint(5, 400))
    return follows


def _added(random: Random, purchases: list[Purchase], until: datetime) -> datetime:
    """Half were added at the till, the others some day later."""
    first = purchases[0].at
    if random.random() < 0.5:
        return first + timedelta(minutes=random.randint(2, 9))
    days = (until - first).days
    day = (first + timedelta(days=random.randint(0, days))).astimezone(ZONE).date()
    return _in_shop_hours(random, day, until)


def _source(random: Random, store: company.Store) -> tuple[str, int]:
    """The contact way's state and WeCom's add_way: 1 by code, 2 by phone search, 3 by card."""
    campaign = sum(way.share for way in company.CAMPAIGN_WAYS)
    roll = random.uniform(0, 100)
    if roll < campaign:
        ways = company.CAMPAIGN_WAYS
        return random.choices(ways, [way.share for way in ways])[0].state, 1
    if roll < 88:
        return store.state, 1
    return "", random.choice((2, 3))


def _tags(random: Random, purchases: list[Purchase], until: datetime) -> tuple[str, ...]:
    spent = sum(purchase.fen for purchase in purchases)
    quiet = (until - purchases[-1].at).days
    level = "普通会员" if spent < 60_000 else "银卡" if spent < 200_000 else "金卡"
    tags = ["黑金" if spent > 500_000 else level]
    if quiet < 90:
        tags.append("活跃")
    else:
        tags.append("沉睡" if quiet < 300 else "流失预警")
    likely = {"镜片偏好": 0.55, "需求": 0.55, "度数": 0.55, "服务偏好": 0.2}
    tags += [random.choice(company.TAGS[g]) for g, p in likely.items() if random.random() < p]
    return tuple(tags)


def _remark(random: Random, real_name: str) -> str:
    return real_name if random.random() < 0.6 else ""


def _lost(random: Random) -> str | None:
    if random.random() >= _LOST:
        return None
    return random.choices(("customer", "member"), (4, 1))[0]
