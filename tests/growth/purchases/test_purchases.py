"""订单: who may see what a customer bought, in the console and at the desk."""

import json
from typing import Any

from tests.factories.company import Caller, Company
from tests.factories.meeting import add, meet, way


async def bought(company: Company, external_userid: str, *orders: str) -> None:
    """Orders as an import leaves them."""
    items = json.dumps([{"name": "镜片", "quantity": 1, "amount_fen": 19900}])

    async def write() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.executemany(
                """INSERT INTO purchase (corp_id, external_userid, order_no, bought_at, amount_fen,
                       items, store) VALUES ($1, $2, $3, now(), 19900, $4::text::jsonb, '南京路店')""",
                [(company.corp_id, external_userid, order, items) for order in orders],
            )

    company.reunion.run(write)


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
