"""视图: columns and views are kept per administrator, shared or not, and hold only what the list has."""

import asyncio
from typing import Any

from tests.factories.company import Caller, Company

LIST = "/api/console/lists/customers"
VIEWS = f"{LIST}/views"


async def appoint(company: Company, userid: str, role: str) -> Caller:
    body = {"role": role, "departments": [1] if role == "scoped" else []}
    await company.console().ok("PUT", f"/api/console/roles/{userid}", json=body)
    return company.console(userid)


async def names(caller: Caller) -> list[tuple[str, bool, bool]]:
    """(name, mine, may change) of the views that the caller sees."""
    found = await caller.ok("GET", LIST)
    return [(one["name"], one["mine"], one["may_change"]) for one in found["views"]]


def view(name: str = "沉睡客户", **more: Any) -> dict[str, Any]:
    return {"name": name, "filters": {"state": "deleted", "q": "李"}, **more}


async def test_a_view_is_kept_changed_and_deleted(company: Company) -> None:
    lin = company.console()
    made = await lin.ok("POST", VIEWS, json=view(" 沉睡客户 ", columns=["customer", "tags"]))
    assert made == {
        "id": made["id"], "name": "沉睡客户", "filters": {"state": "deleted", "q": "李"},
        "columns": ["customer", "tags"], "shared": False, "owner": "林晓", "mine": True,
        "may_change": True,
    }  # fmt: skip
    assert (await lin.ok("GET", LIST))["views"] == [made]
    path = f"{VIEWS}/{made['id']}"
    renamed = await lin.ok("PATCH", path, json={"name": "流失"})
    assert renamed == made | {"name": "流失"}
    changed = await lin.ok(
        "PATCH", path, json={"filters": {"tag": "none", "q": ""}, "columns": None}
    )
    assert changed == renamed | {"filters": {"tag": "none"}, "columns": None}
    await lin.ok("DELETE", path)
    assert await names(lin) == []
    assert (await lin.delete(path)).json()["code"] == "view_unknown"


async def test_shared_views_are_everybodys_private_ones_nobody_elses(
    company: Company, other_company: Company
) -> None:
    lin = company.console()
    zhou, chen = await appoint(company, "zhou", "admin"), await appoint(company, "chen", "scoped")
    stranger = other_company.console()
    await lin.ok("POST", VIEWS, json=view("林的"))
    shared = await lin.ok("POST", VIEWS, json=view("大家的", shared=True))
    own = await chen.ok("POST", VIEWS, json=view("陈的"))
    assert await names(lin) == [("大家的", True, True), ("林的", True, True)]
    assert await names(zhou) == [("大家的", False, True)]
    assert await names(chen) == [("陈的", True, True), ("大家的", False, False)]
    assert await names(stranger) == []

    path = f"{VIEWS}/{shared['id']}"
    refused = await chen.patch(path, json={"name": "我的"})
    assert (refused.status_code, refused.json()["code"]) == (403, "somebody_elses_view")
    assert (await chen.delete(path)).status_code == 403
    assert (await stranger.patch(path, json={"name": "我的"})).status_code == 404
    for caller in (lin, zhou, stranger):
        assert (await caller.patch(f"{VIEWS}/{own['id']}", json={"name": "x"})).status_code == 404
    await zhou.ok("PATCH", path, json={"shared": False})
    assert await names(chen) == [("陈的", True, True)]
    audit = await lin.ok("GET", "/api/console/audit", params={"subject": "大家的"})
    assert [(one["name"], one["actor"]["name"]) for one in audit["items"]] == [
        ("list_view.updated", "周宁"), ("list_view.created", "林晓"),
    ]  # fmt: skip


async def test_columns_are_chosen_by_each_for_himself(company: Company) -> None:
    lin, zhou = company.console(), await appoint(company, "zhou", "admin")
    assert (await lin.ok("GET", LIST))["columns"] is None
    await lin.ok("PUT", f"{LIST}/columns", json={"columns": ["customer", "remark", "customer"]})
    assert (await lin.ok("GET", LIST))["columns"] == ["customer", "remark"]
    assert (await zhou.ok("GET", LIST))["columns"] is None
    assert (await lin.ok("GET", "/api/console/lists/members"))["columns"] is None
    await lin.ok("PUT", f"{LIST}/columns", json={"columns": None})
    assert (await lin.ok("GET", LIST))["columns"] is None


async def test_only_what_the_list_has_is_kept(company: Company) -> None:
    lin = company.console()
    for wrong, field in (
        (view(columns=["secret"]), "columns"),
        (view(filters={"password": "x"}), "password"),
        (view(filters={"state": "sometimes"}), "state"),
        (view(filters={"from": "2026-02-30"}), "from"),
        (view(filters={"department": "1; DROP"}), "department"),
        (view(filters={"q": "长" * 65}), "q"),
        (view("   "), "name"),
    ):
        refused = await lin.post(VIEWS, json=wrong)
        assert (refused.status_code, list(refused.json()["fields"])) == (422, [field]), wrong
    assert (await lin.post(VIEWS, json=view("长" * 21))).status_code == 422
    assert (await lin.post("/api/console/lists/tags/views", json=view())).status_code == 404
    assert (await lin.put(f"{LIST}/columns", json={"columns": ["x"]})).status_code == 422
    await lin.ok("POST", VIEWS, json=view())
    again = await lin.post(VIEWS, json=view())
    assert (again.status_code, again.json()["code"]) == (409, "view_exists")
    assert await names(lin) == [("沉睡客户", True, True)]


async def test_fifty_views_are_the_limit_whoever_comes_at_once(company: Company) -> None:
    lin = company.console()
    made = [(await lin.post(VIEWS, json=view(f"视图{n}"))).status_code for n in range(45)]
    crowd = (lin.post(VIEWS, json=view(f"又一个{n}")) for n in range(10))
    made += [one.status_code for one in await asyncio.gather(*crowd)]
    assert sorted(made) == [201] * 50 + [409] * 5
    assert len(await names(lin)) == 50
