"""客户管理 by the protocol: what programs read and write of customers."""

import asyncio
from typing import Any

from tests.factories.company import Company, OpenCaller, customer
from tests.factories.meeting import add, meet, newest, tag, way

_BATCH = "/externalcontact/batch/get_by_user"


async def test_a_customer_with_everything_that_is_known(company: Company) -> None:
    label = await tag(company, "核心")
    person, one = await meet(company, "zhou", tag_ids=[label], state="poster-2026")
    await add(person, await way(company, "chen"))
    app = company.open()
    written = await app.post(
        "/externalcontact/remark",
        userid="zhou",
        external_userid=one["external_userid"],
        remark="陈女士",
        description="近视 350 度",
        remark_company="春天文化",
        remark_mobiles=["13807991234", "13807991234", ""],
    )
    assert written["errcode"] == 0

    got = await app.get("/externalcontact/get", external_userid=one["external_userid"])

    contact = got["external_contact"]
    assert (contact["name"], contact["type"]) == ("小美", 1)
    assert contact["unionid"]
    assert "next_cursor" not in got
    first, second = got["follow_user"]
    assert first["createtime"] > 1_700_000_000
    del first["createtime"]
    assert first == {
        "userid": "zhou",
        "remark": "陈女士",
        "description": "近视 350 度",
        "tags": [{"group_name": "等级", "tag_name": "核心", "tag_id": label, "type": 1}],
        "remark_corp_name": "春天文化",
        "remark_mobiles": ["13807991234"],
        "oper_userid": "zhou",
        "add_way": 1,
        "state": "poster-2026",
    }
    assert second["userid"] == "chen"
    legacy = await app.get("/crm/get_external_contact", external_userid=one["external_userid"])
    assert legacy["external_contact"] == contact
    cleared = await app.post(
        "/externalcontact/remark",
        userid="zhou",
        external_userid=one["external_userid"],
        remark_mobiles=[""],
    )
    assert cleared["errcode"] == 0
    after = (await newest(company))["follow"]
    assert (after["mobiles"], after["remark"]) == ([], "陈女士")


async def test_remarks_have_limits(company: Company) -> None:
    _, one = await meet(company)
    app = company.open()
    names = {"userid": "zhou", "external_userid": one["external_userid"]}
    for body, errcode in (
        ({"remark": "备" * 21}, 40058),
        ({"description": "描" * 151}, 40058),
        ({"remark_company": "企" * 21}, 40058),
        ({"remark_pic_mediaid": "nothing"}, 40007),
        ({"remark": "备" * 20, "description": "描" * 150, "remark_company": "企" * 20}, 0),
    ):
        answer = await app.post("/externalcontact/remark", **names, **body)
        assert answer["errcode"] == errcode, answer
    desk = await company.desk().patch(
        f"/api/desk/customers/{one['contact_id']}", json={"remark": "备" * 21}
    )
    assert desk.status_code == 422
    assert "remark" in str(desk.json()["fields"])


async def test_lists_and_their_refusals(company: Company, other_company: Company) -> None:
    _, one = await meet(company)
    app, stranger = company.open(), other_company.open()
    assert (await app.get("/externalcontact/list", userid="Zhou"))["external_userid"] == [
        one["external_userid"]
    ]
    calls: list[tuple[OpenCaller, str, dict[str, Any], int]] = [
        (app, "/externalcontact/list", {"userid": "chen"}, 84061),
        (app, "/externalcontact/list", {"userid": "nobody"}, 60111),
        (app, "/externalcontact/list", {}, 41009),
        (app, "/externalcontact/get", {"external_userid": "wmnobody"}, 40096),
        (app, "/externalcontact/get", {}, 41035),
        (stranger, "/externalcontact/get", {"external_userid": one["external_userid"]}, 40096),
    ]
    for caller, path, query, errcode in calls:
        assert (await caller.get(path, **query))["errcode"] == errcode, (path, query)
    bad = await app.get(
        "/externalcontact/get", external_userid=one["external_userid"], cursor="nonsense"
    )
    assert bad["errcode"] == 50100
    users = await app.get("/externalcontact/get_follow_user_list")
    assert sorted(users["follow_user"]) == ["chen", "lin", "zhou"]
    await company.console().ok("PATCH", "/api/console/members/chen", json={"can_contact": False})
    users = await app.get("/externalcontact/get_follow_user_list")
    assert sorted(users["follow_user"]) == ["lin", "zhou"]


async def test_pages_of_many_members_neither_skip_nor_repeat(company: Company) -> None:
    codes = {userid: await way(company, userid) for userid in ("zhou", "chen")}
    people = [customer(company.reunion, f"客{n}") for n in range(14)]
    for n, person in enumerate(people):
        await add(person, codes["zhou" if n % 2 else "chen"])
    app = company.open()
    everybody: set[tuple[str, str]] = set()
    for userid in codes:
        ids = (await app.get("/externalcontact/list", userid=userid))["external_userid"]
        everybody |= {(userid, one) for one in ids}

    seen: list[tuple[str, str]] = []
    cursor = ""
    rounds = 0
    while True:
        page = await app.post(_BATCH, userid_list=["zhou", "chen", "ZHOU"], cursor=cursor, limit=3)
        assert page["errcode"] == 0
        assert len(page["external_contact_list"]) <= 3
        seen += [
            (one["follow_info"]["userid"], one["external_contact"]["external_userid"])
            for one in page["external_contact_list"]
        ]
        # Customers come and go between the pages.
        late = customer(company.reunion, f"新{rounds}")
        await add(late, codes["chen"])
        await late.ok("DELETE", f"/api/app/contacts/{company.members['chen']}")
        rounds += 1
        cursor = page["next_cursor"]
        if not cursor:
            break

    assert len(seen) == len(set(seen))
    assert set(seen) == everybody


async def test_batches_have_limits(company: Company) -> None:
    app = company.open()
    for body, errcode in (
        ({"userid_list": []}, 41009),
        ({"userid_list": ["zhou"] * 101}, 40058),
        ({"userid_list": ["zhou", "nobody"]}, 60111),
        ({"userid_list": ["zhou"], "cursor": "nonsense"}, 50100),
        ({"userid_list": ["zhou"], "limit": 1000}, 0),
    ):
        assert (await app.post(_BATCH, **body))["errcode"] == errcode, body


async def test_more_than_500_followers_come_in_pages(company: Company) -> None:
    _, one = await meet(company)

    async def many() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """WITH m AS (
                       INSERT INTO member (corp_id, userid, name)
                       SELECT $1, 'many' || n, '成员' || n FROM generate_series(1, 749) n RETURNING id
                   )
                   INSERT INTO follow (corp_id, contact_id, member_id, state, added_at, since)
                   SELECT $1, $2, id, 'active', now() - interval '1 day', now() FROM m""",
                company.corp_id,
                one["contact_id"],
            )

    company.reunion.run(many)
    app = company.open()
    first = await app.get("/externalcontact/get", external_userid=one["external_userid"])
    second = await app.get(
        "/externalcontact/get", external_userid=one["external_userid"], cursor=first["next_cursor"]
    )

    assert (len(first["follow_user"]), len(second["follow_user"])) == (500, 250)
    assert "next_cursor" not in second
    assert second["follow_user"][-1]["userid"] == "zhou"
    assert len({u["userid"] for u in first["follow_user"] + second["follow_user"]}) == 750


async def test_customers_of_one_who_left_wait_for_somebody(company: Company) -> None:
    found = [(await meet(company, "zhou", f"客{n}"))[1] for n in range(5)]
    person, _ = await meet(company, "zhou", "走了")
    await person.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")

    await company.console().ok("POST", "/api/console/members/zhou/resign")

    app = company.open()
    path = "/externalcontact/get_unassigned_list"
    listed = await app.post(path, page_id=0, page_size=100)
    for _ in range(100):
        if len(listed["info"]) == 5:
            break
        await asyncio.sleep(0.1)
        listed = await app.post(path, page_id=0, page_size=100)
    assert {one["external_userid"] for one in listed["info"]} == {
        one["external_userid"] for one in found
    }
    assert {one["handover_userid"] for one in listed["info"]} == {"zhou"}
    assert listed["is_last"] is True
    by_page = [(await app.post(path, page_id=n, page_size=2))["info"] for n in range(4)]
    assert [len(page) for page in by_page] == [2, 2, 1, 0]
    cursor, by_cursor = "", []
    while True:
        page = await app.post(path, cursor=cursor, page_size=2)
        by_cursor += page["info"]
        cursor = page["next_cursor"]
        if page["is_last"]:
            break
    assert by_cursor == listed["info"]
    assert (await app.post(path, page_id=60000, page_size=1000))["errcode"] == 40058
    assert (await app.post(path, page_size=0))["errcode"] == 40058


async def test_headquarters_own_app_needs_to_be_allowed(company: Company) -> None:
    _, one = await meet(company)
    allowed, refused = company.workbench(), company.workbench(may_contact=False)
    directory = company.open("contacts")
    query = {"external_userid": one["external_userid"]}

    assert (await allowed.get("/externalcontact/get", **query))["errcode"] == 0
    assert (await refused.get("/externalcontact/get", **query))["errcode"] == 48002
    assert (await directory.get("/externalcontact/get", **query))["errcode"] == 48002
