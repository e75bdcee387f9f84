"""联系我 by the protocol and in the console."""

import asyncio
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from reunion.platform.contact_ways import jobs
from tests.factories.company import Company, customer
from tests.factories.meeting import add, newest, tag, way

_ADD = "/externalcontact/add_contact_way"
_GET = "/externalcontact/get_contact_way"
_LIST = "/externalcontact/list_contact_way"


async def test_made_read_changed_and_deleted_by_a_program(
    company: Company, other_company: Company
) -> None:
    app = company.open()
    made = await app.post(
        _ADD,
        type=2,
        scene=2,
        user=["zhou", "CHEN"],
        remark="门店海报",
        state="poster-2026",
        skip_verify=False,
    )
    config_id = made["config_id"]
    assert made["qr_code"].startswith(f"{company.reunion.base_url}/c/")

    got = (await app.post(_GET, config_id=config_id))["contact_way"]
    assert {name: got[name] for name in ("type", "scene", "user", "state", "skip_verify")} == {
        "type": 2,
        "scene": 2,
        "user": ["zhou", "chen"],
        "state": "poster-2026",
        "skip_verify": False,
    }
    changed = await app.post(
        "/externalcontact/update_contact_way",
        config_id=config_id,
        remark="橱窗",
        skip_verify=True,
        user=["zhou"],
    )
    assert changed["errcode"] == 0
    after = (await app.post(_GET, config_id=config_id))["contact_way"]
    assert (after["remark"], after["user"], after["state"], after["skip_verify"]) == (
        "橱窗",
        ["zhou"],
        "poster-2026",
        True,
    )
    assert after["qr_code"] == made["qr_code"]
    assert (await other_company.open().post(_GET, config_id=config_id))["errcode"] == 41044
    deleted = await app.post("/externalcontact/del_contact_way", config_id=config_id)
    assert deleted["errcode"] == 0
    for path in (_GET, "/externalcontact/del_contact_way"):
        assert (await app.post(path, config_id=config_id))["errcode"] == 41044


async def test_what_is_wrong_is_told_by_errcode(company: Company) -> None:
    app = company.open()
    await company.console().ok("PATCH", "/api/console/members/chen", json={"can_contact": False})
    good: dict[str, Any] = {"type": 1, "scene": 2, "user": ["zhou"]}
    for more, errcode in (
        ({"type": None}, 41037),
        ({"scene": None}, 41038),
        ({"type": 3}, 41039),
        ({"user": ["zhou", "lin"]}, 41039),
        ({"scene": 9}, 41040),
        ({"style": 9}, 41042),
        ({"user": ["nobody"]}, 40003),
        ({"user": ["chen"]}, 84074),
        ({"type": 2, "user": [], "party": [99]}, 40066),
        ({"type": 2, "user": [f"u{n}" for n in range(101)]}, 41041),
        ({"user": []}, 40058),
        ({"remark": "长" * 31}, 40058),
        ({"state": "长" * 31}, 40058),
        ({"is_temp": True, "expires_in": 15 * 24 * 3600}, 40058),
        ({"type": 2, "user": ["zhou", "lin"], "is_temp": True}, 41039),
    ):
        answer = await app.post(_ADD, **{**good, **more})
        assert answer["errcode"] == errcode, (more, answer)
    assert (await app.post(_GET))["errcode"] == 41043


async def test_a_department_of_more_than_100_is_too_many(company: Company) -> None:
    async def crowd() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """WITH m AS (INSERT INTO member (corp_id, userid, name)
                       SELECT $1, 'crowd' || n, '成员' || n FROM generate_series(1, 98) n RETURNING id)
                   INSERT INTO member_department (corp_id, member_id, department_id)
                   SELECT $1, id, 1 FROM m""",
                company.corp_id,
            )

    company.reunion.run(crowd)
    answer = await company.open().post(_ADD, type=2, scene=2, party=[1])
    assert answer["errcode"] == 41041


async def test_the_list_pages_and_leaves_temporary_ones_out(company: Company) -> None:
    app = company.open()
    made = [(await app.post(_ADD, type=1, scene=2, user=["zhou"]))["config_id"] for _ in range(5)]
    await app.post(_ADD, type=1, scene=2, user=["zhou"], is_temp=True)
    seen: list[str] = []
    cursor = ""
    while True:
        page = await app.post(_LIST, limit=2, cursor=cursor)
        seen += [one["config_id"] for one in page["contact_way"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert seen == made
    old = await app.post(_LIST, start_time=1622476800, end_time=1622476801)
    assert old["contact_way"] == []
    assert (await app.post(_LIST, limit=1001))["errcode"] == 40058
    assert (await app.post(_LIST, cursor="nonsense"))["errcode"] == 50100


async def test_the_console_keeps_welcome_tags_and_statistics(company: Company) -> None:
    label = await tag(company, "新客")
    console = company.console()
    code = await way(
        company, "zhou", "chen", remark="橱窗海报", tag_ids=[label], welcome={"text": "欢迎"}
    )
    assert code["type"] == 2
    assert code["tags"] == [{"id": label, "name": "新客"}]
    assert code["welcome"]["text"] == "欢迎"
    assert code["created_by"] == "林晓"
    person = customer(company.reunion, "小美")
    await person.get(f"/c/{code['slug']}")
    added = await add(person, code)
    await person.ok("DELETE", f"/api/app/contacts/{added['contact']['member_id']}")

    path = f"/api/console/contact-ways/{code['id']}"
    counted = await console.ok("GET", f"{path}/statistics", params={"days": 7})
    for _ in range(100):
        if counted["days"][-1]["lost"]:
            break
        await asyncio.sleep(0.1)
        counted = await console.ok("GET", f"{path}/statistics", params={"days": 7})

    assert len(counted["days"]) == 7
    last = counted["days"][-1]
    assert (last["opened"], last["added"], last["lost"]) == (1, 1, 1)
    assert [one["added"] for one in counted["members"]] == [1]
    found = await console.ok("GET", "/api/console/contact-ways", params={"q": "橱窗"})
    assert [(one["id"], one["added"]) for one in found["items"]] == [(code["id"], 1)]
    changed = await console.ok(
        "PATCH", path, json={"welcome": None, "tag_ids": [], "userids": ["zhou"], "remark": "新"}
    )
    assert (changed["welcome"], changed["tags"], changed["type"]) == (None, [], 2)
    assert changed["slug"] == code["slug"]
    untouched = await console.ok("PATCH", path, json={"state": "s9"})
    assert untouched["remark"] == "新"
    await console.ok("DELETE", path)
    assert (await console.get(path)).status_code == 404


async def test_two_corps_do_not_see_each_others_codes(
    company: Company, other_company: Company
) -> None:
    code = await way(company, "zhou")
    stranger = other_company.console()
    path = f"/api/console/contact-ways/{code['id']}"
    for method, url in (
        ("GET", path),
        ("PATCH", path),
        ("DELETE", path),
        ("GET", f"{path}/statistics"),
    ):
        body = {"remark": "偷"} if method == "PATCH" else None
        assert (await stranger.request(method, url, json=body)).status_code == 404
    assert (await stranger.ok("GET", "/api/console/contact-ways"))["items"] == []


async def test_temporary_chats_end_by_the_clock(company: Company) -> None:
    code = await way(company, "zhou", is_temp=True, chat_expires_in=600)
    person = customer(company.reunion, "小美")
    opened = await add(person, code)
    reunion = company.reunion
    work = reunion.work

    async def tick() -> None:
        await jobs.end_temporary_chats(work, clock.now())

    reunion.run(tick)
    path = f"/api/app/conversations/{opened['conversation_id']}"
    assert (await person.ok("GET", path))["open"] is True
    clock.advance(timedelta(minutes=11))
    try:
        reunion.run(tick)
    finally:
        clock.advance(timedelta(minutes=-11))

    closed = await person.ok("GET", path)
    assert (closed["open"], closed["closed_reason"]) == (False, "ended")
    later = await add(person, await way(company, "zhou"))
    assert later["conversation_id"] == opened["conversation_id"]
    assert (await person.ok("GET", path))["open"] is True
    assert (await newest(company))["follow"]["state"] == "active"
