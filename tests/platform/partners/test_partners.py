"""Partner companies, their people, and the groups that are for them alone."""

import asyncio
from typing import Any

from tests.factories.company import Caller, Company, customer
from tests.factories.gathering import gather, guests, lines
from tests.factories.waiting import until

PARTNERS = "/api/console/partners"


async def partner(company: Company, name: str, kind: str = "supplier", **more: Any) -> Any:
    body = {"name": name, "kind": kind, "keepers": ["zhou"], **more}
    return await company.console().ok("POST", PARTNERS, json=body)


async def slug_of(company: Company, found: Any) -> str:
    page = await company.console().ok("GET", f"{PARTNERS}/{found['id']}/invitation")
    return page["url"].rsplit("/", 1)[1]


async def come(company: Company, found: Any, name: str, position: str = "") -> Caller:
    """Somebody new takes the partner's invitation."""
    person = customer(company.reunion, name)
    path = f"/api/app/partner-invitations/{await slug_of(company, found)}/accept"
    assert not (await person.ok("POST", path, json={"position": position}))["already"]
    return person


async def people(company: Company, found: Any) -> list[Any]:
    return (await company.console().ok("GET", f"{PARTNERS}/{found['id']}/people"))["items"]


async def test_a_partner_is_kept_by_headquarters(company: Company) -> None:
    console = company.console()
    tea = await partner(
        company, "福建茶业", full_name="福建茶业有限公司", custom_id="S-01", note="镜布"
    )
    await partner(company, "粤东眼镜", "distributor", keepers=["chen", "zhou"])
    assert [one["name"] for one in tea["keepers"]] == ["周宁"]
    for body in (
        {"name": "福建茶业", "kind": "distributor"},
        {"name": "别的", "custom_id": "S-01"},
    ):
        taken = await console.post(PARTNERS, json={"kind": "supplier", **body})
        assert (taken.status_code, taken.json()["code"]) == (409, "partner_taken")
    page = await console.ok("GET", PARTNERS)
    assert [(one["name"], one["kind"]) for one in page["items"]] == [
        ("福建茶业", "supplier"), ("粤东眼镜", "distributor"),
    ]  # fmt: skip
    assert (await console.ok("GET", PARTNERS, params={"q": "s-01"}))["total"] == 1
    assert (await console.ok("GET", PARTNERS, params={"kind": "distributor"}))["total"] == 1
    one = f"{PARTNERS}/{tea['id']}"
    changed = await console.ok("PUT", one, json={"name": "福建茶业", "keepers": ["chen"]})
    assert (changed["full_name"], changed["keepers"][0]["userid"]) == ("福建茶业", "chen")
    first = await slug_of(company, tea)
    renewed = await console.ok("POST", f"{one}/invitation")
    assert first not in renewed["url"]
    gone = await customer(company.reunion).get(f"/api/app/partner-invitations/{first}")
    assert (gone.status_code, gone.json()["code"]) == (404, "invitation_gone")
    await come(company, tea, "王强")
    kept = await console.delete(one)
    assert (kept.status_code, kept.json()["code"]) == (409, "partner_has_people")
    [wang] = await people(company, tea)
    await console.ok("DELETE", f"/api/console/customers/{wang['external_userid']}/partner")
    await console.ok("DELETE", one)
    assert (await console.get(one)).status_code == 404
    audit = await console.ok("GET", "/api/console/audit", params={"limit": 20})
    names = {item["name"] for item in audit["items"]}
    assert {"partner.created", "partner.person_left", "partner.deleted"} <= names


async def test_a_scoped_administrator_has_the_partners_of_his_departments(
    company: Company,
) -> None:
    console = company.console()
    shop = await console.ok("POST", "/api/console/departments", json={"name": "店", "parent_id": 1})
    await company.add_member("mo", "莫愁", departments=[shop["id"]])
    role = {"role": "scoped", "departments": [shop["id"]]}
    await console.ok("PUT", "/api/console/roles/chen", json=role)
    theirs = await partner(company, "福建茶业")
    chen = company.console("chen")
    for keepers in ([], ["zhou"]):
        body = {"name": "浙江镜架", "kind": "supplier", "keepers": keepers}
        refused = await chen.post(PARTNERS, json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, "keepers_unfit")
    mine = await partner(company, "浙江镜架", keepers=["zhou", "mo"])
    assert [one["name"] for one in (await chen.ok("GET", PARTNERS))["items"]] == ["浙江镜架"]
    assert (await chen.get(f"{PARTNERS}/{theirs['id']}")).status_code == 404
    draft = {"name": "浙江镜架厂", "keepers": ["mo"]}
    changed = await chen.ok("PUT", f"{PARTNERS}/{mine['id']}", json=draft)
    assert {one["userid"] for one in changed["keepers"]} == {"zhou", "mo"}
    await come(company, theirs, "王强")
    [wang] = await people(company, theirs)
    path = f"/api/console/customers/{wang['external_userid']}/partner"
    assert (await chen.delete(path)).status_code == 404
    assert (await chen.put(path, json={"partner_id": mine["id"]})).status_code == 404


async def test_an_invitation_makes_somebody_a_contact_of_the_company(company: Company) -> None:
    tea = await partner(company, "福建茶业", full_name="福建茶业有限公司")
    optics = await partner(company, "粤东眼镜", "distributor")
    slug = await slug_of(company, tea)
    person = customer(company.reunion, "王强")
    opened = await person.get(f"/p/{slug}")
    assert (opened.status_code, opened.headers["location"]) == (302, f"/app/p/{slug}")
    assert (await person.get(f"/p/{slug}.svg")).headers["content-type"] == "image/svg+xml"
    card = await person.ok("GET", f"/api/app/partner-invitations/{slug}")
    assert (card["partner"]["name"], card["name"], card["already"]) == ("福建茶业", "王强", None)
    accept = f"/api/app/partner-invitations/{slug}/accept"
    joined = await person.ok("POST", accept, json={"position": "采购"})
    assert joined["conversation_id"]
    assert await person.ok("POST", accept, json={"position": " 采购 经理 "}) == {
        "conversation_id": joined["conversation_id"], "already": True,
    }  # fmt: skip
    card = await person.ok("GET", f"/api/app/partner-invitations/{slug}")
    assert card["already"] == {"conversation_id": joined["conversation_id"]}
    assert card["position"] == "采购 经理"
    elsewhere = f"/api/app/partner-invitations/{await slug_of(company, optics)}"
    refused = await person.post(f"{elsewhere}/accept", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "works_elsewhere")
    assert "福建茶业" in (await person.ok("GET", elsewhere))["reason"]
    [wang] = await people(company, tea)
    assert (wang["name"], wang["position"], wang["added_by"]) == ("王强", "采购 经理", "王强")
    assert wang["followed_by"] == ["周宁"]
    zhou, contact_id = company.desk(), wang["contact_id"]
    shown = await zhou.ok("GET", f"/api/desk/conversations/{joined['conversation_id']}")
    [other] = [one for one in shown["participants"] if one["kind"] == "contact"]
    assert other["corp_name"] == "福建茶业"
    card = await zhou.ok("GET", f"/api/desk/customers/{contact_id}")
    assert (card["corp_name"], card["employment"]["position"]) == ("福建茶业", "采购 经理")
    app = company.open()
    got = await app.get("/externalcontact/get", external_userid=wang["external_userid"])
    listed = await app.post("/externalcontact/batch/get_by_user", userid_list=["zhou"])
    for contact in (
        got["external_contact"],
        listed["external_contact_list"][0]["external_contact"],
    ):
        assert contact["type"] == 2
        assert (contact["corp_name"], contact["corp_full_name"]) == ("福建茶业", "福建茶业有限公司")
        assert contact["position"] == "采购 经理"
        assert "unionid" not in contact
    path = f"/api/desk/customers/{contact_id}/partner"
    moved = await zhou.ok("PUT", path, json={"partner_id": optics["id"], "position": "店主"})
    assert moved["employment"]["kind"] == "distributor"
    back = await zhou.ok("DELETE", path)
    assert (back["corp_name"], back["employment"]) == ("微信", None)
    assert (await zhou.delete(path)).json()["code"] == "not_of_a_partner"
    got = await app.get("/externalcontact/get", external_userid=wang["external_userid"])
    assert (got["external_contact"]["type"], "corp_name" in got["external_contact"]) == (1, False)
    chen = await company.desk("chen").put(path, json={"partner_id": tea["id"]})
    assert chen.json()["code"] == "not_followed"
    story = await zhou.ok("GET", f"/api/desk/customers/{contact_id}/timeline")
    assert [one["detail"] for one in story["items"] if one["kind"] == "employed"][-2:] == [
        "福建茶业 · 采购 经理", "福建茶业 · 采购",
    ]  # fmt: skip


async def test_people_of_partners_are_no_audience_unless_they_are_named(company: Company) -> None:
    console = company.console()
    mei, wang = guests(company, ["小美", "王强"])
    tea = await partner(company, "福建茶业")
    where = f"/api/console/customers/{wang.external_userid}/partner"

    async def reach() -> tuple[int, int, int, int]:
        asked = [
            ("broadcasts", {"text": "新品", "audience": {"userids": ["zhou"]}}),
            (
                "broadcasts",
                {"text": "新品", "audience": {"external_userids": [wang.external_userid]}},
            ),
            ("moments", {"text": "新品", "range": {}}),
        ]
        counts = [
            (await console.ok("POST", f"/api/console/{kind}/estimate", json=body))["customers"]
            for kind, body in asked
        ]
        home = await console.ok("GET", "/api/console/home")
        return (*counts, home["today"]["customers"])

    before = await reach()
    await console.ok("PUT", where, json={"partner_id": tea["id"], "position": "采购"})
    assert (before, await reach()) == ((2, 1, 2, 2), (1, 1, 1, 1))
    first = await gather(company, [mei], name="客户")
    second = await gather(company, [wang], name="供应商", kind="supplier")
    everybody = {"text": "新品", "chat_type": "group", "audience": {}}
    groups = await console.ok("POST", "/api/console/broadcasts/estimate", json=everybody)
    named = everybody | {"audience": {"group_ids": [first["id"], second["id"]]}}
    both = await console.ok("POST", "/api/console/broadcasts/estimate", json=named)
    assert (groups["customers"], both["customers"]) == (1, 2)


async def test_a_group_for_suppliers_is_for_their_people_alone(company: Company) -> None:
    console, zhou, chen = company.console(), company.desk(), company.desk("chen")
    tea, optics = await partner(company, "福建茶业"), await partner(company, "粤东", "distributor")
    wang, li, chu = [
        await come(company, found, name, "经理")
        for found, name in ((tea, "王强"), (tea, "李雷"), (optics, "褚时"))
    ]
    ids = {one["name"]: one["contact_id"] for one in await people(company, tea)}
    [mei] = guests(company, ["小美"])
    offered = await zhou.ok("GET", "/api/desk/partner-people", params={"kind": "supplier"})
    assert [(one["name"], one["partner"]["name"]) for one in offered] == [
        ("王强", "福建茶业"), ("李雷", "福建茶业"),
    ]  # fmt: skip
    body = {"name": "供应商", "kind": "supplier", "contact_ids": [ids["王强"]]}
    for caller, contact_id in ((zhou, mei.contact_id), (chen, ids["王强"])):
        refused = await caller.post("/api/desk/groups", json={**body, "contact_ids": [contact_id]})
        assert (refused.status_code, refused.json()["code"]) == (409, "not_your_partner")
    group = await zhou.ok("POST", "/api/desk/groups", json=body)
    path = f"/api/desk/groups/{group['id']}"
    refused = await zhou.post(f"{path}/members", json={"contact_ids": [mei.contact_id]})
    assert refused.json()["code"] == "not_your_partner"
    code = await zhou.ok("POST", f"{path}/code")
    door = f"/api/app/join-ways/{code['slug']}"
    for person in (mei.app, chu):
        shut = await person.ok("GET", door)
        assert shut["kind"] == "supplier"
        assert "供应商群" in shut["reason"]
        refused = await person.post(f"{door}/join")
        assert (refused.status_code, refused.json()["code"]) == (409, "not_of_partners")
        assert company.wire_id not in refused.json()["detail"]
    assert (await li.ok("GET", door))["reason"] is None
    assert (await li.post(f"{door}/join")).status_code == 200
    shown = await li.ok("GET", f"/api/app/groups/{group['id']}/members")
    assert [(one["name"], one["corp_name"], one["title"]) for one in shown["items"][1:]] == [
        ("王强", "福建茶业", "经理"), ("李雷", "福建茶业", "经理"),
    ]  # fmt: skip
    for filtered, count in (("supplier", 1), ("distributor", 0), ("customer", 0)):
        for caller, surface in ((zhou, "desk"), (console, "console")):
            page = await caller.ok("GET", f"/api/{surface}/groups", params={"kind": filtered})
            assert [one["kind"] for one in page["items"]] == ["supplier"] * count
    chat = (await zhou.ok("GET", path))["chat_id"]
    got = await company.open().post("/externalcontact/groupchat/get", chat_id=chat, need_name=1)
    assert [(one["type"], one["name"]) for one in got["group_chat"]["member_list"]] == [
        (1, "周宁"), (2, "王强"), (2, "李雷"),
    ]  # fmt: skip
    customers = await gather(company, [mei])
    body = {"group_ids": [group["id"], customers["id"]]}
    mixed = await console.post("/api/console/join-ways", json=body)
    assert mixed.json()["code"] == "groups_differ"
    [found] = (await console.ok("GET", PARTNERS, params={"kind": "supplier"}))["items"]
    assert (found["people"], found["groups"]) == (2, 1)
    await zhou.ok("DELETE", f"/api/desk/customers/{ids['李雷']}/partner")

    async def left() -> bool:
        inside = (await zhou.ok("GET", f"{path}/members"))["items"]
        return [one["name"] for one in inside] == ["周宁", "王强"]

    await until(left)
    [former] = (await zhou.ok("GET", f"{path}/members"))["former"]
    assert (former["name"], former["quit_scene"], former["reason"]) == (
        "李雷", 1, "不再是上下游联系人",
    )  # fmt: skip
    assert (await wang.get(f"/api/app/groups/{group['id']}")).status_code == 200
    assert (await lines(zhou, group["id"]))[-1].endswith("将 李雷 移出了群聊")


async def test_a_code_never_lets_in_whom_the_company_takes_back_meanwhile(
    company: Company,
) -> None:
    zhou, tea = company.desk(), await partner(company, "福建茶业")
    crowd = [await come(company, tea, f"人{n}") for n in range(6)]
    rows = await people(company, tea)
    body = {"kind": "supplier", "member_ids": [company.members["chen"]]}
    group = await zhou.ok("POST", "/api/desk/groups", json=body)
    code = await zhou.ok("POST", f"/api/desk/groups/{group['id']}/code")
    taken = [
        zhou.request("DELETE", f"/api/desk/customers/{one['contact_id']}/partner") for one in rows
    ]
    joins = [one.post(f"/api/app/join-ways/{code['slug']}/join") for one in crowd]
    answers = await asyncio.gather(
        *(one for pair in zip(taken, joins, strict=True) for one in pair)
    )
    assert {one.status_code for one in answers} <= {200, 409}
    assert {one.status_code for one in answers[::2]} == {200}

    async def empty() -> bool:
        found = await zhou.ok("GET", f"/api/desk/groups/{group['id']}/members")
        return [one["kind"] for one in found["items"]] == ["member", "member"]

    await until(empty)
