"""/cgi-bin/user/*, as a program sees it."""

from typing import Any

from tests.factories.company import Company

XIAOLIN: dict[str, Any] = {
    "userid": "XiaoLin", "name": "林小夏", "alias": "Summer", "mobile": "13900001111",
    "department": [1], "order": [7], "position": "验光师", "gender": "2",
    "email": "xiaolin@example.com", "is_leader_in_dept": [1], "enable": 1,
    "telephone": "021-5566", "address": "上海市黄浦区", "biz_mail": "lin@chuncha.example",
    "direct_leader": ["zhou"], "external_position": "高级验光师", "english_name": "Summer Lin",
    "extattr": {"attrs": [{"type": 0, "name": "工号", "text": {"value": "A17"}}]},
    "external_profile": {
        "external_corp_name": "春茶",
        "external_attr": [{"type": 1, "name": "主页", "web": {"url": "https://a.example", "title": "看"}}],
    },
}  # fmt: skip


async def test_what_is_created_is_read_back(company: Company) -> None:
    contacts = company.open("contacts")
    assert (await contacts.post("/user/create", **XIAOLIN))["errcode"] == 0
    read = await contacts.get("/user/get", userid="xiaolin")
    for field, value in XIAOLIN.items():
        assert read[field] == value, field
    assert read["status"] == 1
    assert read["main_department"] == 1


async def test_private_fields_go_to_the_contacts_secret_only(company: Company) -> None:
    await company.open("contacts").post("/user/create", **XIAOLIN)
    seen = await company.open("customer_contact").get("/user/get", userid="XiaoLin")
    assert seen["name"] == "林小夏"
    for field in ("mobile", "email", "gender", "biz_mail", "address", "avatar"):
        assert field not in seen


async def test_only_given_fields_change(company: Company) -> None:
    contacts = company.open("contacts")
    await contacts.post("/user/create", **XIAOLIN)
    shop = (await contacts.post("/department/create", name="门店", parentid=1))["id"]
    await contacts.post("/user/update", userid="xiaolin", department=[shop, 1], position="店长")
    read = await contacts.get("/user/get", userid="xiaolin")
    assert read["department"] == [shop, 1]
    assert read["order"] == [0, 7]
    assert read["is_leader_in_dept"] == [0, 1]
    assert read["main_department"] == 1
    assert read["position"] == "店长"
    assert read["alias"] == "Summer"


async def test_each_refusal_has_its_errcode(company: Company) -> None:
    contacts = company.open("contacts")
    await contacts.post("/user/create", **XIAOLIN)
    new: dict[str, Any] = {
        "userid": "new",
        "name": "新人",
        "department": [1],
        "mobile": "13900002222",
    }
    refusals: list[tuple[dict[str, Any], int]] = [
        ({"userid": "ZHOU"}, 60102),
        ({"userid": "有空格 的"}, 40003),
        ({"userid": "x" * 65}, 40003),
        ({"name": " "}, 60112),
        ({"mobile": "12345"}, 60103),
        ({"mobile": "+86 139-0000-1111"}, 60104),
        ({"email": "no"}, 60105),
        ({"email": "XiaoLin@example.com"}, 60106),
        ({"mobile": None}, 60129),
        ({"department": []}, 41019),
        ({"department": [4040]}, 60003),
        ({"department": [2**40]}, 40058),
        ({"department": list(range(1, 102))}, 60110),
        ({"is_leader_in_dept": [1, 0]}, 60132),
        ({"direct_leader": ["nobody"]}, 60111),
        ({"direct_leader": [f"u{n}" for n in range(6)]}, 60257),
        ({"gender": "男"}, 40058),
        ({"telephone": "电话"}, 301013),
    ]
    for wrong, errcode in refusals:
        answer = await contacts.post("/user/create", **{**new, **wrong})
        assert answer["errcode"] == errcode, (wrong, answer)
    assert (await contacts.get("/user/get", userid="new"))["errcode"] == 60111
    assert (await contacts.post("/user/update", userid="nobody", name="x"))["errcode"] == 60111


async def test_lists_by_department(company: Company) -> None:
    contacts = company.open("contacts")
    region = (await contacts.post("/department/create", name="华东", parentid=1))["id"]
    shop = (await contacts.post("/department/create", name="门店", parentid=region))["id"]
    await contacts.post(
        "/user/create", **{**XIAOLIN, "department": [shop], "is_leader_in_dept": [0]}
    )
    direct = await contacts.get("/user/simplelist", department_id=str(region))
    assert direct["userlist"] == []
    deep = await contacts.get("/user/list", department_id=str(region), fetch_child="1")
    assert [(m["userid"], m["mobile"]) for m in deep["userlist"]] == [("XiaoLin", "13900001111")]
    assert (await contacts.get("/user/simplelist", department_id="4040"))["errcode"] == 60003


async def test_every_member_and_department_once_by_pages(company: Company) -> None:
    contacts = company.open("contacts")
    shop = (await contacts.post("/department/create", name="门店", parentid=1))["id"]
    await contacts.post("/user/update", userid="zhou", department=[1, shop])
    pairs: list[tuple[str, int]] = []
    cursor = ""
    while True:
        page = await contacts.post("/user/list_id", cursor=cursor, limit=1)
        pairs += [(p["userid"], p["department"]) for p in page["dept_user"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert sorted(pairs) == [("chen", 1), ("lin", 1), ("zhou", 1), ("zhou", shop)]
    assert (await contacts.post("/user/list_id", cursor="??", limit=1))["errcode"] == 50100
    assert (await contacts.post("/user/list_id", cursor="", limit=0))["errcode"] == 40058


async def test_found_by_mobile_and_email(company: Company) -> None:
    contacts = company.open("contacts")
    await contacts.post("/user/create", **XIAOLIN)
    found = [
        await contacts.post("/user/getuserid", mobile="13900001111"),
        await contacts.post("/user/get_userid_by_email", email="XIAOLIN@example.com", email_type=2),
        await contacts.post("/user/get_userid_by_email", email="lin@chuncha.example", email_type=1),
    ]
    assert [answer["userid"] for answer in found] == ["XiaoLin"] * 3
    assert (await contacts.post("/user/getuserid", mobile="13900009999"))["errcode"] == 46004
    assert (await contacts.post("/user/getuserid", mobile="abc"))["errcode"] == 60103


async def test_a_userid_mobile_and_email_are_free_after_leaving(company: Company) -> None:
    contacts = company.open("contacts")
    await contacts.post("/user/create", **XIAOLIN)
    assert (await contacts.get("/user/delete", userid="xiaolin"))["errcode"] == 0
    assert (await contacts.get("/user/get", userid="xiaolin"))["errcode"] == 60111
    assert (await contacts.get("/user/delete", userid="xiaolin"))["errcode"] == 60111
    again = await contacts.post("/user/create", **{**XIAOLIN, "name": "林另一位"})
    assert again["errcode"] == 0
    assert (await contacts.get("/user/get", userid="xiaolin"))["name"] == "林另一位"


async def test_a_batch_leaves_together_or_not_at_all(company: Company) -> None:
    contacts = company.open("contacts")
    assert (await contacts.post("/user/batchdelete", useridlist=["zhou", "nobody"]))[
        "errcode"
    ] == 60111
    assert (await contacts.get("/user/get", userid="zhou"))["errcode"] == 0
    assert (await contacts.post("/user/batchdelete", useridlist=["zhou", "chen"]))["errcode"] == 0
    assert (await contacts.get("/user/get", userid="chen"))["errcode"] == 60111
    many = [f"u{n}" for n in range(201)]
    assert (await contacts.post("/user/batchdelete", useridlist=many))["errcode"] == 40032
    assert (await contacts.post("/user/batchdelete", useridlist=["lin"]))["errcode"] == 301005


async def test_disabled_and_enabled_by_update(company: Company) -> None:
    contacts, zhou = company.open("contacts"), company.desk("zhou")
    await contacts.post("/user/update", userid="zhou", enable=0)
    assert (await contacts.get("/user/get", userid="zhou"))["status"] == 2
    assert (await zhou.get("/api/desk/session")).status_code == 401
    await contacts.post("/user/update", userid="zhou", enable=1)
    assert (await contacts.get("/user/get", userid="zhou"))["status"] == 1


async def test_a_member_gets_another_userid(company: Company) -> None:
    contacts = company.open("contacts")
    renamed = await contacts.post("/user/update", userid="zhou", new_userid="zhou.ning")
    assert renamed["errcode"] == 0
    assert (await contacts.get("/user/get", userid="zhou"))["errcode"] == 60111
    taken = await contacts.post("/user/update", userid="zhou.ning", new_userid="chen")
    assert taken["errcode"] == 60102
