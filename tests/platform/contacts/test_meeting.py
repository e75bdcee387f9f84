"""Meeting, parting and meeting again, as the two sides see it."""

from tests.factories.company import Company, customer
from tests.factories.meeting import add, meet, messages, newest, tag, way


async def test_a_scan_makes_contacts_on_both_sides(company: Company) -> None:
    label = await tag(company, "新客")
    code = await way(company, "zhou", tag_ids=[label], state="poster")
    person = customer(company.reunion, "小美")
    card = await person.ok("GET", f"/api/app/ways/{code['slug']}")
    assert card["member"]["name"] == "周宁"
    assert card["corp"]["wire_id"] == company.wire_id
    assert card["already"] is None

    added = await add(person, code)

    assert added["state"] == "active"
    mine = await person.ok("GET", "/api/app/contacts")
    assert [(one["name"], one["state"]) for one in mine["items"]] == [("周宁", "active")]
    one = await newest(company)
    assert one["name"] == "小美"
    assert one["corp_name"] == "微信"
    assert one["external_userid"].startswith("wm")
    assert one["follow"]["source_state"] == "poster"
    assert one["follow"]["add_way_name"] == "扫描二维码"
    card = f"/api/desk/customers/{one['contact_id']}"
    read = await company.desk().ok("GET", card, headers={"Accept-Language": "en"})
    assert read["follow"]["add_way_name"] == "QR code"
    assert [t["name"] for t in one["follow"]["tags"]] == ["新客"]
    assert one["conversation_id"] == added["conversation_id"]
    again = await add(person, code)
    assert again["conversation_id"] == added["conversation_id"]
    seen = await person.ok("GET", f"/api/app/ways/{code['slug']}")
    assert seen["already"] == {"conversation_id": added["conversation_id"]}


async def test_one_person_is_another_contact_in_another_corp(
    company: Company, other_company: Company
) -> None:
    person = customer(company.reunion, "小美")
    await add(person, await way(company, "zhou"))
    await add(person, await way(other_company, "zhou"))

    here, there = await newest(company), await newest(other_company)

    assert here["external_userid"] != there["external_userid"]
    assert len((await person.ok("GET", "/api/app/contacts"))["items"]) == 2
    crossing = await other_company.desk().get(f"/api/desk/customers/{here['contact_id']}")
    assert crossing.status_code == 404
    answer = await other_company.open().get(
        "/externalcontact/get", external_userid=here["external_userid"]
    )
    assert answer["errcode"] == 40096


async def test_a_request_waits_for_the_member(company: Company) -> None:
    code = await way(company, "zhou", skip_verify=False)
    person = customer(company.reunion, "小美")

    asked = await add(person, code, "我想配副眼镜")

    assert asked["state"] == "requested"
    assert asked["conversation_id"] is None
    desk = company.desk()
    assert (await desk.ok("GET", "/api/desk/customers"))["total"] == 0
    (request,) = (await desk.ok("GET", "/api/desk/requests"))["items"]
    assert request["follow"]["apply_text"] == "我想配副眼镜"
    accepted = await desk.ok("POST", f"/api/desk/requests/{request['contact_id']}/accept")
    assert accepted["follow"]["state"] == "active"
    said = await messages(person, accepted["conversation_id"], "app")
    assert [one["content"]["text"] for one in said] == ["我想配副眼镜"]
    assert (await desk.ok("GET", "/api/desk/requests"))["items"] == []


async def test_an_ignored_request_can_be_made_again(company: Company) -> None:
    code = await way(company, "zhou", skip_verify=False)
    person = customer(company.reunion, "小美")
    await add(person, code)
    desk = company.desk()
    (request,) = (await desk.ok("GET", "/api/desk/requests"))["items"]

    await desk.ok("DELETE", f"/api/desk/requests/{request['contact_id']}")

    assert (await desk.ok("GET", "/api/desk/requests"))["items"] == []
    late = await desk.post(f"/api/desk/requests/{request['contact_id']}/accept")
    assert late.status_code == 409
    assert (await add(person, code))["state"] == "requested"


async def test_deleted_by_the_customer_and_back_at_once(company: Company) -> None:
    person, one = await meet(company)
    member = company.members["zhou"]
    desk = company.desk()
    await desk.ok("PATCH", f"/api/desk/customers/{one['contact_id']}", json={"remark": "陈女士"})

    await person.ok("DELETE", f"/api/app/contacts/{member}")

    assert (await desk.ok("GET", "/api/desk/customers"))["total"] == 0
    gone = await desk.ok("GET", "/api/desk/customers", params={"state": "deleted"})
    assert gone["items"][0]["follow"]["state"] == "deleted_by_customer"
    said = await person.post(
        f"/api/app/conversations/{one['conversation_id']}/messages",
        json={"client_id": "a", "kind": "text", "content": {"text": "在吗"}},
    )
    assert said.status_code == 409
    assert said.json()["code"] == "not_a_contact"

    back = await person.ok("POST", f"/api/app/contacts/{member}/add")

    assert back["state"] == "active"
    assert back["conversation_id"] == one["conversation_id"]
    assert (await newest(company))["follow"]["remark"] == "陈女士"


async def test_deleted_by_the_member_needs_consent_to_return(company: Company) -> None:
    person, one = await meet(company)
    member = company.members["zhou"]
    desk = company.desk()

    await desk.ok("DELETE", f"/api/desk/customers/{one['contact_id']}")

    (mine,) = (await person.ok("GET", "/api/app/contacts"))["items"]
    assert mine["state"] == "deleted_by_other"
    assert (await desk.delete(f"/api/desk/customers/{one['contact_id']}")).status_code == 409
    back = await person.ok("POST", f"/api/app/contacts/{member}/add", json={})
    assert back["state"] == "requested"
    assert (await desk.ok("GET", "/api/desk/requests"))["items"][0]["name"] == "小美"


async def test_a_blocked_member_cannot_write(company: Company) -> None:
    person, one = await meet(company)
    member = company.members["zhou"]
    desk = company.desk()
    path = f"/api/desk/conversations/{one['conversation_id']}/messages"

    await person.ok("PATCH", f"/api/app/contacts/{member}", json={"blocked": True})

    body = {"client_id": "a", "kind": "text", "content": {"text": "您好"}}
    refused = await desk.post(path, json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked")
    card = await desk.ok("GET", f"/api/desk/customers/{one['contact_id']}")
    assert card["follow"]["blocked_by_customer"] is True
    await person.ok("PATCH", f"/api/app/contacts/{member}", json={"blocked": False})
    await desk.ok("POST", path, json={**body, "client_id": "b"})


async def test_what_the_customer_calls_the_member_stays_with_the_customer(
    company: Company,
) -> None:
    person, one = await meet(company)

    changed = await person.ok(
        "PATCH", f"/api/app/contacts/{company.members['zhou']}", json={"remark": "配镜小周"}
    )

    assert changed["remark"] == "配镜小周"
    assert changed["pinyin"].startswith("pei")
    card = await company.desk().get(f"/api/desk/customers/{one['contact_id']}")
    assert "配镜小周" not in card.text


async def test_a_closed_account_is_nobodys_contact(company: Company) -> None:
    person, one = await meet(company)

    await person.ok("DELETE", "/api/app/profile")

    assert (await company.desk().ok("GET", "/api/desk/customers"))["total"] == 0
    answer = await company.open().get(
        "/externalcontact/get", external_userid=one["external_userid"]
    )
    assert answer["errcode"] == 84061


async def test_a_new_name_is_found(company: Company) -> None:
    person, _ = await meet(company, name="小美")

    await person.ok("PATCH", "/api/app/profile", json={"name": "曾晓梅"})

    desk = company.desk()
    for q in ("晓梅", "zengxiaomei", "zxm"):
        found = await desk.ok("GET", "/api/desk/customers", params={"q": q})
        assert [one["name"] for one in found["items"]] == ["曾晓梅"], q
    assert (await desk.ok("GET", "/api/desk/customers", params={"q": "小美"}))["items"] == []


async def test_the_story_is_told_to_the_member_and_to_headquarters(company: Company) -> None:
    person, one = await meet(company)
    desk = company.desk()
    path = f"/api/desk/customers/{one['contact_id']}"
    said = {"client_id": "a", "kind": "text", "content": {"text": "你好"}}
    talk = f"conversations/{one['conversation_id']}/messages"
    await person.ok("POST", f"/api/app/{talk}", json=said)
    await desk.ok("POST", f"/api/desk/{talk}", json=said)
    await desk.ok("PATCH", path, json={"remark": "陈女士", "mobiles": ["13800001111"]})
    label = await tag(company, "高度近视")
    await desk.ok("PUT", f"{path}/tags", json={"add": [label], "remove": []})
    await person.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")

    mine = await desk.ok("GET", f"{path}/timeline")
    theirs = await company.console().ok(
        "GET", f"/api/console/customers/{one['external_userid']}/timeline"
    )

    assert [(entry["kind"], entry["detail"]) for entry in mine["items"]] == [
        ("deleted", "客户删除了成员"),
        ("tags", "+高度近视"),
        ("remark", "备注：陈女士；电话：13800001111"),
        ("message_day", "客户 1 条，我方 1 条"),
        ("added", "扫描二维码 · 门店"),
    ]
    assert mine["items"][-1]["note"] == one["follow"]["source_state"]
    assert theirs["items"] == mine["items"]
    pages = []
    cursor = ""
    while cursor is not None:
        page = await desk.ok("GET", f"{path}/timeline", params={"limit": 1, "cursor": cursor})
        pages += page["items"]
        cursor = page["next_cursor"]
    assert pages == mine["items"]
    assert "welcome_code" not in str(theirs)


async def test_a_contact_way_without_a_name_is_told_by_its_state(company: Company) -> None:
    _, one = await meet(company, state="window", remark="")
    english = {"Accept-Language": "en"}
    path = f"/api/desk/customers/{one['contact_id']}/timeline"
    added = (await company.desk().ok("GET", path, headers=english))["items"][-1]
    assert (added["detail"], added["note"]) == ("QR code · window", "")


async def test_an_event_that_does_not_know_its_contact_way_is_told_by_the_states_name(
    company: Company,
) -> None:
    _, one = await meet(company, state="school_day", remark="校园视力筛查")

    async def forget() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                "UPDATE event SET data = data - 'contact_way_id' WHERE corp_id = $1 AND subject = $2",
                company.corp_id, one["external_userid"],
            )  # fmt: skip

    company.reunion.run(forget)
    path = f"/api/desk/customers/{one['contact_id']}/timeline"
    added = (await company.desk().ok("GET", path))["items"][-1]
    assert (added["detail"], added["note"]) == ("扫描二维码 · 校园视力筛查", "school_day")


async def test_a_member_with_a_new_userid_keeps_the_story(company: Company) -> None:
    _, one = await meet(company)
    desk = company.desk()
    label = await tag(company, "高度近视")
    who = {"external_userid": one["external_userid"]}
    api, directory = company.open(), company.open("contacts")
    await api.post("/externalcontact/mark_tag", userid="zhou", **who, add_tag=[label])

    renamed = await directory.post("/user/update", userid="zhou", new_userid="zhouning")

    assert renamed["errcode"] == 0
    await api.post("/externalcontact/remark", userid="zhouning", **who, remark="陈女士")
    await company.add_member("zhou", "另一位周")
    mine = await desk.ok("GET", f"/api/desk/customers/{one['contact_id']}/timeline")
    assert [entry["kind"] for entry in mine["items"]] == ["remark", "tags", "added"]
    audit = await company.console().ok("GET", "/api/console/audit", params={"subject": "zhouning"})
    assert [entry["name"] for entry in audit["items"]] == ["member.updated", "member.created"]
