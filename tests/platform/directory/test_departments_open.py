"""/cgi-bin/department/*, as a program sees it."""

from typing import Any

from tests.factories.company import Company, OpenCaller


async def _make(contacts: OpenCaller, name: str, parent: int = 1, **more: Any) -> int:
    made = await contacts.post("/department/create", name=name, parentid=parent, **more)
    assert made["errcode"] == 0, made
    return made["id"]


async def test_a_department_is_made_changed_listed_and_deleted(company: Company) -> None:
    contacts = company.open("contacts")
    east = await _make(contacts, "华东区", order=10, name_en="East")
    shop = await _make(contacts, "南京路店", east, order=5)
    again = await contacts.get("/department/list", id=str(east))
    assert [(d["id"], d["parentid"], d["name"], d["order"]) for d in again["department"]] == [
        (east, 1, "华东区", 10),
        (shop, east, "南京路店", 5),
    ]
    changed = await contacts.post("/department/update", id=shop, name="淮海路店", parentid=1)
    assert changed["errcode"] == 0
    one = await contacts.get("/department/get", id=str(shop))
    assert one["department"]["name"] == "淮海路店"
    assert one["department"]["parentid"] == 1
    short = await contacts.get("/department/simplelist")
    assert {d["id"] for d in short["department_id"]} == {1, east, shop}
    assert (await contacts.get("/department/delete", id=str(shop)))["errcode"] == 0
    assert (await contacts.get("/department/get", id=str(shop)))["errcode"] == 60003


async def test_each_refusal_has_its_errcode(company: Company) -> None:
    contacts = company.open("contacts")
    north = await _make(contacts, "北方")
    below = await _make(contacts, "天津", north)
    refusals: list[tuple[str, dict[str, Any], int]] = [
        ("create", {"name": "北方", "parentid": 1}, 60008),
        ("create", {"name": "别处", "parentid": 4040}, 60004),
        ("create", {"name": "别处", "parentid": 1, "id": north}, 60008),
        ("create", {"name": "a:b", "parentid": 1}, 60009),
        ("create", {"name": "长" * 65, "parentid": 1}, 60001),
        ("create", {"name": "别处", "parentid": 1, "id": 1}, 60123),
        ("create", {"name": "别处", "parentid": 1, "id": 2**40}, 60123),
        ("update", {"id": north, "parentid": below}, 60010),
        ("update", {"id": north, "parentid": north}, 60010),
        ("update", {"id": 4040, "name": "x"}, 60003),
        ("update", {"id": north, "parentid": 4040}, 60004),
        ("update", {"id": 1, "parentid": north}, 60007),
    ]
    for verb, body, errcode in refusals:
        answer = await contacts.post(f"/department/{verb}", **body)
        assert answer["errcode"] == errcode, (verb, body, answer)
    for department_id, errcode in ((1, 60007), (north, 60006), (4040, 60003)):
        answer = await contacts.get("/department/delete", id=str(department_id))
        assert answer["errcode"] == errcode, answer


async def test_a_department_with_members_stays(company: Company) -> None:
    contacts = company.open("contacts")
    shop = await _make(contacts, "门店")
    await company.add_member("xia", "夏至", departments=[shop])
    refused = await contacts.get("/department/delete", id=str(shop))
    assert refused["errcode"] == 60005
    assert (await contacts.get("/user/delete", userid="xia"))["errcode"] == 0
    assert (await contacts.get("/department/delete", id=str(shop)))["errcode"] == 0


async def test_fifteen_levels_and_no_more(company: Company) -> None:
    contacts = company.open("contacts")
    here = 1
    for level in range(2, 16):
        here = await _make(contacts, f"第{level}层", here)
    answer = await contacts.post("/department/create", name="第16层", parentid=here)
    assert answer["errcode"] == 81002
    other = await _make(contacts, "另一支")
    await _make(contacts, "另一支的下级", other)
    moved = await contacts.post("/department/update", id=other, parentid=here)
    assert moved["errcode"] == 81002


async def test_an_id_may_be_chosen_and_chosen_ids_are_passed_over(company: Company) -> None:
    contacts = company.open("contacts")
    first = await _make(contacts, "一部")
    assert await _make(contacts, "二部", id=first + 1) == first + 1
    assert await _make(contacts, "三部") == first + 2


async def test_an_app_sees_its_visible_range_only(company: Company) -> None:
    contacts, console = company.open("contacts"), company.console()
    east = await _make(contacts, "华东区")
    west = await _make(contacts, "西部")
    program = company.workbench()
    apps = await console.ok("GET", "/api/console/apps")
    app = next(a for a in apps["items"] if a["kind"] == "self_built")
    await console.ok(
        "PATCH", f"/api/console/apps/{app['id']}", json={"visible_departments": [east]}
    )
    seen = await program.get("/department/list")
    assert [d["id"] for d in seen["department"]] == [east]
    assert (await program.get("/department/get", id=str(west)))["errcode"] == 60011
    assert (await program.get("/user/list", department_id=str(west)))["errcode"] == 60011
    assert (await program.get("/user/get", userid="zhou"))["errcode"] == 60011


async def test_leaders_are_listed(company: Company) -> None:
    contacts = company.open("contacts")
    shop = await _make(contacts, "门店")
    await contacts.post("/user/update", userid="zhou", department=[shop], is_leader_in_dept=[1])
    one = await contacts.get("/department/get", id=str(shop))
    assert one["department"]["department_leader"] == ["zhou"]
