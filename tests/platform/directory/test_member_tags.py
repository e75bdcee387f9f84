"""Tags of members, over the open surface and in the console."""

from tests.factories.company import Company


async def test_partial_results_say_what_was_not_taken(company: Company) -> None:
    contacts = company.open("contacts")
    made = await contacts.post("/tag/create", tagname="值班验光师", tagid=12)
    assert made["tagid"] == 12
    added = await contacts.post(
        "/tag/addtagusers", tagid=12, userlist=["ZHOU", "nobody"], partylist=[1, 4040]
    )
    assert (added["errcode"], added["invalidlist"], added["invalidparty"]) == (0, "nobody", [4040])
    read = await contacts.get("/tag/get", tagid="12")
    assert read["tagname"] == "值班验光师"
    assert [(m["userid"], m["name"]) for m in read["userlist"]] == [("zhou", "周宁")]
    assert read["partylist"] == [1]
    removed = await contacts.post("/tag/deltagusers", tagid=12, userlist=["zhou"], partylist=[])
    assert removed["errcode"] == 0
    assert "invalidlist" not in removed
    assert (await contacts.get("/tag/get", tagid="12"))["userlist"] == []


async def test_each_refusal_has_its_errcode(company: Company) -> None:
    contacts = company.open("contacts")
    first = (await contacts.post("/tag/create", tagname="一"))["tagid"]
    second = (await contacts.post("/tag/create", tagname="二"))["tagid"]
    assert second == first + 1
    many = [f"u{n}" for n in range(1001)]
    for path, body, errcode in (
        ("create", {"tagname": "一"}, 40071),
        ("create", {"tagname": "三", "tagid": first}, 40071),
        ("create", {"tagname": "长" * 33}, 40072),
        ("create", {"tagname": ""}, 41018),
        ("update", {"tagid": second, "tagname": "一"}, 40071),
        ("update", {"tagid": 4040, "tagname": "x"}, 40068),
        ("addtagusers", {"tagid": first, "userlist": [], "partylist": []}, 40035),
        ("addtagusers", {"tagid": first, "userlist": ["nobody"]}, 40070),
        ("addtagusers", {"tagid": first, "userlist": many}, 81014),
        ("addtagusers", {"tagid": first, "partylist": list(range(101))}, 81014),
        ("addtagusers", {"tagid": 4040, "userlist": ["zhou"]}, 40068),
    ):
        answer = await contacts.post(f"/tag/{path}", **body)
        assert answer["errcode"] == errcode, (path, answer)
    assert (await contacts.get("/tag/delete", tagid=str(first)))["errcode"] == 0
    assert (await contacts.get("/tag/get", tagid=str(first)))["errcode"] == 40068
    tags = (await contacts.get("/tag/list"))["taglist"]
    assert [t["tagname"] for t in tags] == ["二"]


async def test_in_the_console(company: Company) -> None:
    console = company.console()
    tag = await console.ok("POST", "/api/console/member-tags", json={"name": "讲师"})
    path = f"/api/console/member-tags/{tag['id']}"
    held = await console.ok(
        "PUT", f"{path}/items", json={"add_members": ["zhou", "chen"], "add_departments": [1]}
    )
    assert [m["userid"] for m in held["members"]] == ["zhou", "chen"]
    assert [d["id"] for d in held["departments"]] == [1]
    listed = await console.ok("GET", "/api/console/member-tags")
    assert listed["items"] == [{"id": tag["id"], "name": "讲师", "members": 3}]
    wrong = await console.put(
        f"{path}/items", json={"remove_members": ["zhou"], "add_members": ["nobody", "lin"]}
    )
    assert wrong.status_code == 422
    assert "nobody" in wrong.json()["detail"]
    assert len((await console.ok("GET", path))["members"]) == 2
    renamed = await console.ok("PATCH", path, json={"name": "金牌讲师"})
    assert renamed["name"] == "金牌讲师"
    await console.ok("DELETE", path)
    assert (await console.get(path)).status_code == 404


async def test_a_member_who_leaves_loses_his_tags(company: Company) -> None:
    contacts = company.open("contacts")
    tag = (await contacts.post("/tag/create", tagname="讲师"))["tagid"]
    await contacts.post("/tag/addtagusers", tagid=tag, userlist=["zhou"])
    await contacts.get("/user/delete", userid="zhou")
    assert (await contacts.get("/tag/get", tagid=str(tag)))["userlist"] == []
