"""Departments and members in the console, for all administrators and for scoped ones."""

from typing import Any

import pytest

from tests.factories.company import Caller, Company

MEMBERS = "/api/console/members"


@pytest.fixture
async def scoped(company: Company) -> tuple[Company, Caller, int, int]:
    """Company, Zhou as administrator of the east, and the departments east and west."""
    console = company.console()
    make = "/api/console/departments"
    east = await console.ok("POST", make, json={"name": "华东", "parent_id": 1})
    west = await console.ok("POST", make, json={"name": "西部", "parent_id": 1})
    shop = await console.ok("POST", make, json={"name": "南京路店", "parent_id": east["id"]})
    await company.add_member("xia", "夏至", departments=[shop["id"]])
    await company.add_member("wu", "吴西", departments=[west["id"]])
    role = {"role": "scoped", "departments": [east["id"]]}
    await console.ok("PUT", "/api/console/roles/zhou", json=role)
    return company, company.console("zhou"), east["id"], west["id"]


async def test_members_by_name_in_pages(company: Company) -> None:
    for userid, name in (("a", "阿宝"), ("z", "曾伟"), ("b", "白露"), ("c", "Carol")):
        await company.add_member(userid, name)
    console = company.console()
    names: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = await console.ok("GET", MEMBERS, params=query)
        assert page["total"] == 7
        names += [m["name"] for m in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert names == ["阿宝", "白露", "Carol", "陈安", "林晓", "曾伟", "周宁"]


@pytest.mark.parametrize("q", ["曾", "zengw", "zw", "ZENG", "8612", "zeng@"])
async def test_members_are_found_by_any_part(company: Company, q: str) -> None:
    await company.add_member("zengwei", "曾伟", mobile="13900008612", email="zeng@example.com")
    found = await company.console().ok("GET", MEMBERS, params={"q": q})
    assert [m["userid"] for m in found["items"]] == ["zengwei"]
    assert found["total"] == 1


async def test_percent_and_underscore_are_letters(company: Company) -> None:
    for q in ("%", "_", "\\"):
        found = await company.console().ok("GET", MEMBERS, params={"q": q})
        assert found["items"] == [], q


async def test_a_member_is_changed(company: Company) -> None:
    console = company.console()
    shop = await console.ok("POST", "/api/console/departments", json={"name": "店", "parent_id": 1})
    changed = await console.ok(
        "PATCH",
        f"{MEMBERS}/ZHOU",
        json={"name": "周大宁", "mobile": "139 0000 7777", "departments": [shop["id"], 1],
              "leader_of": [shop["id"]], "customer_cap": 800, "can_contact": False},
    )  # fmt: skip
    assert changed["mobile"] == "13900007777"
    assert changed["leader_of"] == [shop["id"]]
    assert changed["main_department"] == 1
    assert (changed["customer_cap"], changed["can_contact"]) == (800, False)
    assert changed == await console.ok("GET", f"{MEMBERS}/zhou")
    cleared = await console.ok(
        "PATCH", f"{MEMBERS}/zhou", json={"mobile": None, "customer_cap": None}
    )
    assert cleared["mobile"] is None
    assert cleared["customer_cap"] == 5000


async def test_counts_in_the_tree_are_of_people_not_of_places(company: Company) -> None:
    console = company.console()
    a = await console.ok("POST", "/api/console/departments", json={"name": "甲", "parent_id": 1})
    b = await console.ok(
        "POST", "/api/console/departments", json={"name": "乙", "parent_id": a["id"]}
    )
    await company.add_member("x", "小许", departments=[a["id"], b["id"]])
    tree = (await console.ok("GET", "/api/console/departments"))["items"]
    assert {d["name"]: d["member_count"] for d in tree if d["parent_id"]} == {"甲": 1, "乙": 1}
    assert next(d for d in tree if d["id"] == 1)["member_count"] == 4


async def test_wrong_fields_are_named_in_the_readers_language(company: Company) -> None:
    console = company.console()
    body = {"userid": "ok", "name": "好", "departments": [1], "mobile": "12"}
    zh = await console.post(MEMBERS, json=body)
    assert zh.status_code == 422
    assert "手机号不对" in zh.json()["fields"]["mobile"]
    en = await console.post(MEMBERS, json=body, headers={"Accept-Language": "en"})
    assert "digits" in en.json()["fields"]["mobile"]


async def test_a_scoped_administrator_sees_and_edits_his_departments_only(
    scoped: tuple[Company, Caller, int, int],
) -> None:
    company, zhou, east, west = scoped
    tree = (await zhou.ok("GET", "/api/console/departments"))["items"]
    assert {d["name"] for d in tree} == {"华东", "南京路店"}
    seen = await zhou.ok("GET", MEMBERS)
    assert [m["userid"] for m in seen["items"]] == ["xia"]
    assert seen["total"] == 1
    await zhou.ok("PATCH", f"{MEMBERS}/xia", json={"position": "店长"})
    made = {"userid": "new", "name": "新人", "departments": [east]}
    await zhou.ok("POST", MEMBERS, json=made)
    shop = {"name": "淮海路店", "parent_id": east}
    await zhou.ok("POST", "/api/console/departments", json=shop)

    refused: list[tuple[str, str, Any]] = [
        ("GET", f"{MEMBERS}/wu", None),
        ("PATCH", f"{MEMBERS}/wu", {"position": "x"}),
        ("PATCH", f"{MEMBERS}/xia", {"departments": [west]}),
        ("PATCH", f"{MEMBERS}/xia", {"departments": [east, west]}),
        ("POST", MEMBERS, made | {"userid": "new2", "departments": [west]}),
        ("POST", MEMBERS, made | {"userid": "new3", "departments": [1]}),
        ("POST", f"{MEMBERS}/wu/disable", None),
        ("POST", f"{MEMBERS}/wu/resign", None),
        ("DELETE", f"{MEMBERS}/wu", None),
        ("POST", f"{MEMBERS}/wu/password", {"new": "a whole new password"}),
        ("POST", f"{MEMBERS}/lin/password", {"new": "a whole new password"}),
        ("POST", "/api/console/departments", {"name": "x", "parent_id": west}),
        ("POST", "/api/console/departments", {"name": "x", "parent_id": 1}),
        ("PATCH", f"/api/console/departments/{west}", {"name": "x"}),
        ("PATCH", f"/api/console/departments/{east}", {"parent_id": west}),
        ("DELETE", f"/api/console/departments/{west}", None),
        ("DELETE", f"/api/console/departments/{east}", None),
    ]
    for method, path, body in refused:
        answer = await zhou.request(method, path, json=body)
        assert answer.status_code == 403, (method, path, answer.text)
        assert answer.json()["code"] in ("outside_scope", "higher_role")
    assert (await company.console().ok("GET", f"{MEMBERS}/wu"))["status"] == "active"


async def test_nobody_changes_those_who_rank_above(company: Company) -> None:
    lin = company.console()
    await lin.ok("PUT", "/api/console/roles/zhou", json={"role": "admin"})
    zhou = company.console("zhou")
    for method, path, body in (
        ("POST", f"{MEMBERS}/lin/password", {"new": "a whole new password"}),
        ("POST", f"{MEMBERS}/lin/disable", None),
        ("PATCH", f"{MEMBERS}/lin", {"mobile": "13900000000"}),
        ("DELETE", f"{MEMBERS}/lin", None),
        ("PUT", "/api/console/roles/lin", {"role": "member"}),
        ("PUT", "/api/console/roles/zhou", {"role": "super_admin"}),
        ("PUT", "/api/console/roles/chen", {"role": "super_admin"}),
    ):
        answer = await zhou.request(method, path, json=body)
        assert answer.status_code == 403, (path, answer.text)
    await zhou.ok("PUT", "/api/console/roles/chen", json={"role": "admin"})
    roles = (await lin.ok("GET", "/api/console/roles"))["items"]
    assert {m["userid"]: m["role"] for m in roles} == {
        "lin": "super_admin", "zhou": "admin", "chen": "admin"
    }  # fmt: skip


async def test_the_last_super_admin_stays(company: Company) -> None:
    lin = company.console()
    for method, path, body in (
        ("PUT", "/api/console/roles/lin", {"role": "admin"}),
        ("POST", f"{MEMBERS}/lin/disable", None),
        ("POST", f"{MEMBERS}/lin/resign", None),
    ):
        answer = await lin.request(method, path, json=body)
        assert answer.status_code == 409, (path, answer.text)
        assert answer.json()["code"] == "last_super_admin"
    await lin.ok("PUT", "/api/console/roles/zhou", json={"role": "super_admin"})
    await lin.ok("PUT", "/api/console/roles/lin", json={"role": "member"})
    assert (await lin.get("/api/console/members")).status_code == 401


async def test_resigned_members_are_kept_apart(company: Company) -> None:
    console = company.console()
    left = await console.ok("POST", f"{MEMBERS}/zhou/resign")
    assert left["member"]["status"] == "resigned"
    assert left["member"]["resigned_at"]
    assert left["unassigned"] == 0
    present = await console.ok("GET", MEMBERS)
    assert "zhou" not in [m["userid"] for m in present["items"]]
    gone = await console.ok("GET", MEMBERS, params={"status": "resigned"})
    assert [m["userid"] for m in gone["items"]] == ["zhou"]
    assert (await console.ok("GET", f"{MEMBERS}/zhou"))["status"] == "resigned"
    assert (await console.patch(f"{MEMBERS}/zhou", json={"name": "x"})).status_code == 404


async def test_a_role_with_a_scope_needs_departments(company: Company) -> None:
    lin = company.console()
    answer = await lin.put("/api/console/roles/zhou", json={"role": "scoped", "departments": []})
    assert answer.status_code == 422
    answer = await lin.put("/api/console/roles/zhou", json={"role": "scoped", "departments": [404]})
    assert answer.status_code == 404
