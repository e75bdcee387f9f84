"""Whom a visitor gets: always the same member, never one who cannot, the least loaded otherwise."""

import asyncio
import collections

import httpx

from tests.factories.company import Company, customer
from tests.factories.meeting import add, meet, messages, newest, way


async def test_a_browser_sees_the_same_member_before_and_after_signing_in(
    company: Company,
) -> None:
    code = await way(company, "zhou", "chen", "lin")
    names = set()
    for _ in range(3):
        async with httpx.AsyncClient(base_url=company.reunion.base_url) as browser:
            landed = await browser.get(f"/c/{code['slug']}")
            assert (landed.status_code, landed.headers["location"]) == (
                302,
                f"/app/c/{code['slug']}",
            )
            seen = [
                (await browser.get(f"/api/app/ways/{code['slug']}")).json()["member"]["name"]
                for _ in range(4)
            ]
            assert len(set(seen)) == 1
            person = customer(company.reunion, "小美")
            person.cookies = browser.cookies
            card = await person.ok("GET", f"/api/app/ways/{code['slug']}")
            assert card["member"]["name"] == seen[0]
            added = await add(person, code)
            assert added["contact"]["name"] == seen[0]
            names.add(seen[0])
    assert names == {"周宁", "陈安", "林晓"}
    shown = await company.console().ok("GET", f"/api/console/contact-ways/{code['id']}")
    assert shown["opened"] == 3


async def test_thirty_at_once_are_shared_evenly(company: Company) -> None:
    code = await way(company, "zhou", "chen", "lin")
    people = [customer(company.reunion, f"客{n}") for n in range(30)]

    added = []
    for at in range(0, 30, 5):
        added += await asyncio.gather(*(add(person, code) for person in people[at : at + 5]))

    shares = collections.Counter(one["contact"]["name"] for one in added)
    assert sum(shares.values()) == 30
    assert max(shares.values()) - min(shares.values()) <= 5
    again = await asyncio.gather(*(add(person, code) for person in people))
    assert [one["contact"]["name"] for one in again] == [one["contact"]["name"] for one in added]


async def test_who_cannot_take_customers_is_passed_over(company: Company) -> None:
    console = company.console()
    for userid in ("wu", "he"):
        await company.add_member(userid, userid)
    code = await way(company, "zhou", "chen", "wu", "he")
    await console.ok("PATCH", "/api/console/members/zhou", json={"customer_cap": 1})
    await meet(company, "zhou")
    await console.ok("POST", "/api/console/members/chen/disable")
    await console.ok("POST", "/api/console/members/wu/resign")

    added = [await add(customer(company.reunion, f"客{n}"), code) for n in range(4)]

    assert {one["contact"]["name"] for one in added} == {"he"}
    await console.ok("PATCH", "/api/console/members/he", json={"customer_cap": 4})
    late = customer(company.reunion, "晚到")
    card = await late.ok("GET", f"/api/app/ways/{code['slug']}")
    assert "好友数量已达上限" in card["reason"]
    assert card["expired"] is False
    refused = await late.post(f"/api/app/ways/{code['slug']}/add", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "member_full")


async def test_departments_are_counted_out_at_the_scan(company: Company) -> None:
    console = company.console()
    shop = await console.ok(
        "POST", "/api/console/departments", json={"name": "南京路店", "parent_id": 1}
    )
    code = await way(company, department_ids=[shop["id"]])
    person = customer(company.reunion, "小美")
    card = await person.ok("GET", f"/api/app/ways/{code['slug']}")
    assert card["reason"]

    await company.add_member("wu", "吴店长", departments=[shop["id"]])

    assert (await add(person, code))["contact"]["name"] == "吴店长"


async def test_an_exclusive_code_gives_no_second_member(company: Company) -> None:
    person, one = await meet(company, "chen")
    exclusive = await way(company, "zhou", "chen", is_exclusive=True)
    free = await way(company, "zhou", "chen")

    card = await person.ok("GET", f"/api/app/ways/{exclusive['slug']}")
    assert card["member"]["name"] == "陈安"
    assert card["already"] == {"conversation_id": one["conversation_id"]}
    assert (await add(person, exclusive))["contact"]["name"] == "陈安"
    assert len((await person.ok("GET", "/api/app/contacts"))["items"]) == 1
    assert (await add(person, free))["contact"]["name"] == "周宁"


async def test_codes_that_are_gone_or_past(company: Company) -> None:
    console = company.console()
    gone = await way(company, "zhou")
    await console.ok("DELETE", f"/api/console/contact-ways/{gone['id']}")
    past = await way(company, "zhou", expires_in=60)

    async def let_pass() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                "UPDATE contact_way SET expires_at = now() - interval '1 hour' WHERE id = $1",
                past["id"],
            )

    company.reunion.run(let_pass)
    person = customer(company.reunion, "小美")
    for slug, code in ((gone["slug"], "way_unknown"), ("nothing", "way_unknown")):
        answer = await person.get(f"/api/app/ways/{slug}")
        assert (answer.status_code, answer.json()["code"]) == (404, code)
        assert (await person.post(f"/api/app/ways/{slug}/add", json={})).status_code == 404
        assert (await person.get(f"/c/{slug}.svg")).status_code == 404
    card = await person.ok("GET", f"/api/app/ways/{past['slug']}")
    assert card["expired"] is True
    assert "过期" in card["reason"]
    refused = await person.post(f"/api/app/ways/{past['slug']}/add", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "way_expired")


async def test_the_picture_of_a_code(company: Company) -> None:
    code = await way(company, "zhou")
    assert code["landing_url"] == f"{company.reunion.base_url}/c/{code['slug']}"
    async with httpx.AsyncClient() as browser:
        svg = await browser.get(code["qr_svg_url"])
        png = await browser.get(code["qr_png_url"], params={"size": "300"})
    assert (svg.status_code, svg.headers["content-type"]) == (200, "image/svg+xml")
    assert b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG")
    width = int.from_bytes(png.content[16:20], "big")
    assert 200 <= width <= 300


async def test_my_own_code_is_made_once(company: Company) -> None:
    desk = company.desk()
    found = await asyncio.gather(*(desk.ok("GET", "/api/desk/me") for _ in range(10)))
    assert len({one["way"]["slug"] for one in found}) == 1
    assert found[0]["member"]["name"] == "周宁"
    assert found[0]["customers"] == {"count": 0, "cap": 5000}
    person = customer(company.reunion, "小美")
    await add(person, found[0]["way"])
    assert (await newest(company))["follow"]["source_name"] == "个人二维码"
    assert (await company.console().ok("GET", "/api/console/contact-ways"))["items"] == []


async def test_a_temporary_chat_is_no_contact_and_ends(company: Company) -> None:
    app = company.open()
    made = await app.post(
        "/externalcontact/add_contact_way",
        type=1,
        scene=2,
        user=["zhou"],
        is_temp=True,
        chat_expires_in=3600,
        conclusions={"text": {"content": "感谢咨询"}},
    )
    slug = made["qr_code"].rsplit("/", 1)[1].removesuffix(".png")
    person = customer(company.reunion, "小美")
    opened = await person.ok("POST", f"/api/app/ways/{slug}/add", json={})
    path = f"/api/app/conversations/{opened['conversation_id']}/messages"
    await person.ok(
        "POST", path, json={"client_id": "a", "kind": "text", "content": {"text": "几点关门"}}
    )
    assert (await company.desk().ok("GET", "/api/desk/customers"))["total"] == 0
    assert (await company.desk().ok("GET", "/api/desk/me"))["customers"]["count"] == 0

    async def external() -> str:
        async with company.reunion.db.connection() as tx:
            return await tx.fetchval(
                "SELECT external_userid FROM contact WHERE corp_id = $1", company.corp_id
            )

    names = {"userid": "zhou", "external_userid": company.reunion.run(external)}
    assert (await app.post("/externalcontact/close_temp_chat", **names))["errcode"] == 0

    said = [m["content"]["text"] for m in await messages(person, opened["conversation_id"], "app")]
    assert said == ["几点关门", "感谢咨询"]
    late = await person.post(
        path, json={"client_id": "b", "kind": "text", "content": {"text": "还在吗"}}
    )
    assert late.status_code == 409
    assert (await app.post("/externalcontact/close_temp_chat", **names))["errcode"] == 84061
