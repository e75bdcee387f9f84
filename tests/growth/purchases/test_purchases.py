"""订单: kept once, paid back in part or whole, and seen by whoever may see the customer."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from reunion.core.clock import clock
from reunion.engine.client import Engine
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.purchases import service as purchases
from reunion.growth.purchases.model import Item, Order, PutRefund, Refund
from tests.factories import buying
from tests.factories.company import Caller, Company
from tests.factories.meeting import add, meet, way


async def bought(company: Company, external_userid: str, *orders: str) -> None:
    """Orders as an import leaves them."""
    (her,) = buying.people(company, Identity("external_userid", external_userid))
    items = (Item("镜片", 1, 19900),)
    buying.put(company, [Order(one, her, clock.now(), 19900, items, "南京路店") for one in orders])


async def shop(company: Company, name: str, head: str, parent: int = 1) -> int:
    """A department with a member who administers it and all below; answers its id."""
    lin = company.console()
    body = {"name": name, "parent_id": parent}
    made = await lin.ok("POST", "/api/console/departments", json=body)
    await company.add_member(head, f"{name}店长", departments=[made["id"]])
    role = {"role": "scoped", "departments": [made["id"]]}
    await lin.ok("PUT", f"/api/console/roles/{head}", json=role)
    return made["id"]


async def seen(caller: Caller, external_userid: str, surface: str = "console") -> Any:
    """The order numbers, or the code of the refusal."""
    answer = await caller.get(f"/api/{surface}/customers/{external_userid}/purchases")
    said = answer.json()
    return [one["order_no"] for one in said["items"]] if answer.is_success else said["code"]


async def test_a_scoped_administrator_sees_those_of_his_departments_customers(
    company: Company, other_company: Company
) -> None:
    north = await shop(company, "北店", "bei")
    await shop(company, "南店", "nan")
    await company.add_member("xin", "新光", departments=[north])
    await shop(company, "北店二楼", "lou", parent=north)
    await shop(other_company, "北店", "bei")
    customers: dict[str, str] = {}
    for userid in ("bei", "nan", "xin", "lou", "zhou"):
        person, one = await meet(company, userid, f"{userid}的客户")
        customers[userid] = one["external_userid"]
        await bought(company, one["external_userid"], userid)
        if userid == "nan":
            await add(person, await way(company, "zhou"))
    bei, nan, lou = (company.console(one) for one in ("bei", "nan", "lou"))
    stranger = other_company.console("bei")

    assert [await seen(bei, customers[one]) for one in ("bei", "xin", "lou")] == [
        ["bei"], ["xin"], ["lou"],
    ]  # fmt: skip
    refused = [(bei, "nan"), (bei, "zhou"), (lou, "bei"), (lou, "xin"), (nan, "bei"), (nan, "zhou")]
    refused += [(stranger, one) for one in customers]
    for caller, one in refused:
        assert await seen(caller, customers[one]) == "not_followed", one
    assert await seen(bei, "wm-nobody") == "not_followed"
    assert [await seen(company.console(), one) for one in customers.values()] == [
        [one] for one in customers
    ]

    await company.console().ok(
        "PATCH", "/api/console/members/xin", json={"departments": [1], "main_department": 1}
    )
    assert await seen(bei, customers["xin"]) == "not_followed"


async def test_those_of_a_customer_whom_nobody_follows_any_more(company: Company) -> None:
    person, one = await meet(company)
    await bought(company, one["external_userid"], "first")
    zhou, chen = company.desk(), company.desk("chen")
    assert await seen(zhou, one["external_userid"], "desk") == ["first"]
    assert await seen(chen, one["external_userid"], "desk") == "not_followed"

    await person.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")

    assert await seen(zhou, one["external_userid"], "desk") == "not_followed"
    assert await seen(company.console(), one["external_userid"]) == ["first"]


async def test_pages_of_purchases_with_their_sums(company: Company) -> None:
    _, one = await meet(company)
    await bought(company, one["external_userid"], "1", "2", "3")
    path = f"/api/console/customers/{one['external_userid']}/purchases"
    console = company.console()
    first = await console.ok("GET", path, params={"limit": 2})
    rest = await console.ok("GET", path, params={"limit": 2, "cursor": first["next_cursor"]})
    assert [o["order_no"] for o in first["items"] + rest["items"]] == ["3", "2", "1"]
    assert (first["total"], first["total_fen"], rest["next_cursor"]) == (3, 59700, None)
    later = DAY + timedelta(days=1)
    refund(company, Refund("r2", "2", later, 900), Refund("r1", "2", DAY, 100))
    page = await console.ok("GET", path)
    assert (page["total"], page["total_fen"], page["refunded_fen"]) == (3, 58700, 1000)
    [_, second, _] = page["items"]
    assert (second["amount_fen"], second["refunded_fen"]) == (19900, 1000)
    assert [one["amount_fen"] for one in second["refunds"]] == [100, 900]
    assert datetime.fromisoformat(second["refunds"][1]["refunded_at"]) == later


DAY = datetime(2026, 3, 1, 4, tzinfo=UTC)


class Told(msgspec.Struct):
    name: str
    subject: str
    amount_fen: int


def refund(company: Company, *refunds: Refund) -> list[PutRefund]:
    async def write() -> list[PutRefund]:
        async with company.reunion.db.transaction() as tx:
            return await purchases.refund(company.context(tx), refunds)

    return company.reunion.run(write)


async def told(company: Company, count: int) -> list[tuple[str, str, int]]:
    """What the engine was told, once it was told so much."""
    engine = Engine.of(company.reunion.config)
    try:
        async with asyncio.timeout(60):
            while True:
                found = await engine.rows(
                    Told,
                    "SELECT name, subject, amount_fen FROM tracked_event"
                    " WHERE corp_id = {corp:UInt32} ORDER BY name, subject, amount_fen",
                    corp=company.corp_id,
                )
                if len(found) >= count:
                    return [(one.name, one.subject, one.amount_fen) for one in found]
                await asyncio.sleep(0.05)
    finally:
        await engine.close()


async def test_an_order_is_kept_once_and_told_of_once(company: Company) -> None:
    ann, bea = buying.people(company, Identity("member_no", "A"), Identity("member_no", "B"))
    first = Order("1", ann, DAY, 500, (), "南京路店")
    other = Order("2", bea, DAY, 700)
    assert buying.put(company, [first, other, first]) == ["new", "new", "same"]
    changed = Order("1", ann, DAY, 600)
    hers = Order("1", bea, DAY, 500)
    assert buying.put(company, [first, changed, hers, Order("3", bea, DAY, 0)]) == [
        "same", "differs", "differs", "new",
    ]  # fmt: skip
    assert refund(company, Refund("r1", "1", DAY, 200), Refund("r2", "1", DAY, 301)) == [
        "new", "too_much",
    ]  # fmt: skip
    assert refund(
        company, Refund("r1", "1", DAY, 200), Refund("r1", "1", DAY, 100),
        Refund("r3", "nothing", DAY, 1), Refund("r4", "1", DAY, 300),
    ) == ["same", "differs", "no_order", "new"]  # fmt: skip
    assert await told(company, 5) == [
        ("order_paid", "1", 500), ("order_paid", "2", 700), ("order_paid", "3", 0),
        ("order_refunded", "1", 200), ("order_refunded", "1", 300),
    ]  # fmt: skip


async def test_orders_of_two_who_are_one_are_hers(company: Company) -> None:
    by_phone, by_wire = Identity("phone", "13900000001"), Identity("external_userid", "wm-ann")
    numbers = buying.people(company, by_phone, by_wire)
    orders = [Order(f"{n}", no, DAY, 100) for n, no in enumerate(numbers)]
    buying.put(company, orders)

    async def meet_again() -> tuple[int, int]:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            (one,) = await profiles.learn(ctx, [Known((by_phone, by_wire), "tests", clock.now())])
            return (await purchases.of_profile(ctx, one, None, 10)).total, one

    total, one = company.reunion.run(meet_again)
    assert total == 2
    assert buying.put(company, [Order("0", one, DAY, 100), Order("1", one, DAY, 100)]) == [
        "same", "same",
    ]  # fmt: skip


async def test_the_same_orders_from_several_at_once_are_there_once(company: Company) -> None:
    (ann,) = buying.people(company, Identity("member_no", "A"))
    orders = [Order(f"{n:03d}", ann, DAY, n) for n in range(200)]
    reunion = company.reunion

    async def one(given: list[Order]) -> int:
        async with reunion.db.transaction() as tx:
            return (await purchases.put(company.context(tx), given)).count("new")

    async def race() -> list[int]:
        return await asyncio.gather(*(one(orders[:: (1, -1)[n % 2]]) for n in range(4)))

    assert sum(reunion.run(race)) == 200
