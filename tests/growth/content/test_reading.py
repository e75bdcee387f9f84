"""A link for each sending: who opened it, how far she read, and to whom it went on."""

import asyncio

import pytest

from tests.factories.company import Company
from tests.factories.papers import without_fonts
from tests.factories.readers import (
    Browser,
    customer_of,
    events,
    published,
    sending,
    shared,
)
from tests.factories.serving import Reunion


@pytest.fixture
async def company(alone: Reunion) -> Company:
    return await sending(alone)


async def test_the_member_sees_who_reads_how_far_and_each_second_is_told_once(
    company: Company,
) -> None:
    mei = customer_of(company, "小美")
    item = await published(company, title="看得见的距离")
    phone, token = Browser(company), await shared(company, item["id"], mei)
    opening = await phone.open(token)
    assert (opening["token"], opening["sender"], opening["tracked"]) == (token, "周宁", True)
    assert opening["html"] == "<p>秋冬新款到店</p>"
    again = await phone.open(token, opening["visit"])
    assert again["token"] == token, "an opening that is sent twice counts once"

    await phone.read(opening, 2, 40)
    await phone.read(opening, 1, 20)
    [now] = await company.desk().ok("GET", "/api/desk/content/reading")
    assert (now["name"], now["title"], now["seconds"], now["depth"]) == (
        "小美",
        "看得见的距离",
        2,
        40,
    )
    assert (now["profile_no"], now["forwarded"]) == (mei, False)
    assert await company.desk("chen").ok("GET", "/api/desk/content/reading") == []
    await phone.read(opening, 2, 40, left=True)
    assert await company.desk().ok("GET", "/api/desk/content/reading") == [], "she closed the page"

    assert [row["profile_no"] for row in events(company, "content_opened")] == [mei]
    assert [row["properties"]["seconds"] for row in events(company, "content_read")] == [2]
    await phone.read(opening, 3, 40, stays=[2, 1])
    await phone.read(opening, 900_000, 100, stays=[1, 1, 900_000])
    told = [row["properties"] for row in events(company, "content_read")]
    assert sum(one["seconds"] for one in told) <= 5, "nobody reads longer than the time that passed"
    assert max(one["depth"] for one in told) == 100
    path = f"/api/console/content/{item['id']}/stays"
    stays = await company.console().ok("GET", path)
    assert [(one["place"], one["readings"]) for one in stays] == [(1, 1), (2, 1), (3, 1)]
    assert [one["seconds"] for one in stays][:2] == [2, 1]
    assert stays[2]["seconds"] <= 5
    [sent] = [r for r in events(company, "content_shared") if r["subject"] == str(item["id"])]
    assert (sent["profile_no"], sent["userid"]) == (mei, "zhou")


async def test_who_opens_it_elsewhere_has_it_passed_on_and_reads_by_a_link_of_her_own(
    company: Company,
) -> None:
    mei, jie = customer_of(company, "小美"), customer_of(company, "阿杰", "chen")
    item = await published(company, title="转给朋友")
    token = await shared(company, item["id"], mei)
    hers, friend, second = Browser(company), Browser(company), Browser(company)
    await hers.open(token)
    passed = await friend.open(token)
    assert passed["token"] != token
    assert (await friend.open(token))["token"] == passed["token"], "one browser, one link"
    further = await second.open(passed["token"])
    assert len({token, passed["token"], further["token"]}) == 3
    assert (await hers.open(passed["token"]))["token"] == token

    other = await published(company, title="另一篇")
    await friend.open(await shared(company, other["id"], jie, "chen"))
    again = await friend.open(await shared(company, item["id"], mei))
    links = await company.console().ok("GET", f"/api/console/content/{item['id']}/links")
    below = [one for one in links if one["parent_id"] is not None]
    assert len(below) == 3
    assert [one["name"] for one in below if one["profile_no"]] == ["阿杰"], (
        "a browser is known again"
    )
    assert again["token"] not in {token, passed["token"]}
    forwarded = events(company, "content_forwarded")
    assert {row["profile_no"] for row in forwarded} == {mei}
    assert len(forwarded) == 1, "who is not known tells of nobody"


async def test_many_browsers_at_once_each_get_one_link(company: Company) -> None:
    item = await published(company, title="同时打开")
    token = await shared(company, item["id"], customer_of(company, "小美"))
    browsers = [Browser(company) for _ in range(6)]
    for (
        one
    ) in browsers:  # the cookie comes with the first answer: a browser sends one request first
        one.http.cookies.set("reunion_reader", f"browser{browsers.index(one):016d}")
    found = await asyncio.gather(*(one.open(token) for one in browsers for _ in range(3)))
    assert len({one["token"] for one in found}) == 6
    links = await company.console().ok("GET", f"/api/console/content/{item['id']}/links")
    assert sorted(one["opens"] for one in links) == [3] * 6


async def test_who_refuses_is_not_recorded_and_what_was_is_forgotten(company: Company) -> None:
    mei = customer_of(company, "小美")
    item = await published(company, title="不记录")
    phone, token = Browser(company), await shared(company, item["id"], mei)
    opening = await phone.open(token)
    await phone.read(opening, 1, 50)
    refused = await phone.http.post(f"/api/content/shares/{token}/refuse")
    assert refused.status_code == 204
    await phone.read(opening, 2, 90)
    later = await phone.open(token)
    assert (later["tracked"], later["refused"], bool(later["html"])) == (False, True, True)
    await phone.read(later, 2, 90)
    [link] = await company.console().ok("GET", f"/api/console/content/{item['id']}/links")
    assert (link["refused"], link["opens"], link["seconds"], link["opened_at"]) == (
        True,
        0,
        0,
        None,
    )
    assert [row["profile_no"] for row in events(company, "consent_withdrawn")] == [mei]
    assert [r for r in events(company, "content_read") if r["subject"] == str(item["id"])] == []

    await phone.http.post(f"/api/content/shares/{token}/accept")
    assert (await phone.open(token))["tracked"] is True


async def test_a_report_is_read_after_registering_and_a_lead_is_made(company: Company) -> None:
    console = company.console()
    upload = {"file": ("白皮书.pdf", without_fonts(), "text/plain")}
    file = await console.ok("POST", "/api/console/content-files", files=upload)
    assert (file["kind"], file["mime"]) == ("pdf", "application/pdf")
    item = await published(
        company, kind="report", title="近视防控白皮书", body={"file": file["id"]}, gated=True,
        listed=True,
    )  # fmt: skip
    settings = {"open": True, "title": "资料库", "intro": ""}
    page = await console.ok("PUT", "/api/console/content-library", json=settings)
    token = page["url"].rpartition("/")[2]
    phone = Browser(company)
    shown = (await phone.http.get(f"/api/content/library/{token}")).json()
    assert [(one["title"], one["gated"]) for one in shown["items"]] == [("近视防控白皮书", True)]
    path = f"/api/content/library/{token}/{item['id']}"
    link = (await phone.http.post(path)).json()["token"]
    opening = await phone.open(link)
    assert (opening["gate"], opening["file"]) == (True, None)
    closed = await phone.http.get(f"/api/content/shares/{link}/file")
    assert (closed.status_code, closed.json()["code"]) == (409, "content_must_register")

    body = {"visit": opening["visit"], "name": " ", "phone": "123"}
    register = f"/api/content/shares/{opening['token']}/register"
    wrong = (await phone.http.post(register, json=body)).json()
    assert set(wrong["fields"]) == {"name", "phone"}
    body |= {"name": "王敏", "phone": "138 1234 5678", "company": "明眸"}
    read = (await phone.http.post(register, json=body)).json()
    assert read["gate"] is False
    bytes_ = await phone.http.get(read["file"], headers={"Range": "bytes=0-4"})
    assert (bytes_.status_code, bytes_.content) == (206, b"%PDF-")
    assert (await Browser(company).http.get(read["file"])).status_code == 409
    second = await published(
        company, kind="report", title="镜片手册", body={"file": file["id"]}, gated=True
    )
    other = await shared(company, second["id"], None)
    assert (await phone.open(other))["gate"] is False, "who registered once reads every report"
    assert (await Browser(company).open(other))["gate"] is True
    [lead] = events(company, "content_registered")
    [opened] = [r for r in events(company, "content_opened") if r["subject"] == str(item["id"])]
    assert lead["profile_no"] == opened["profile_no"], "what she read before is hers too"
    effect = await console.ok("GET", "/api/console/content-effect")
    [row] = [one for one in effect["materials"] if one["content_id"] == item["id"]]
    assert (row["sums"]["leads"], row["sums"]["readers"], row["sums"]["sent"]) == (1, 1, 0)


async def test_who_refused_and_registers_reads_and_her_refusal_is_kept_with_her(
    company: Company,
) -> None:
    upload = {"file": ("手册.pdf", without_fonts(), "text/plain")}
    file = await company.console().ok("POST", "/api/console/content-files", files=upload)
    body = {"file": file["id"]}
    item = await published(company, kind="report", title="手册", body=body, gated=True)
    token, phone = await shared(company, item["id"], None), Browser(company)
    opening = await phone.open(token)
    await phone.http.post(f"/api/content/shares/{opening['token']}/refuse")
    said = {"visit": opening["visit"], "name": "李默", "phone": "139 1234 0000"}
    register = f"/api/content/shares/{opening['token']}/register"
    read = (await phone.http.post(register, json=said)).json()
    assert (read["gate"], read["tracked"], read["refused"]) == (False, False, True)
    [lead] = [r for r in events(company, "content_registered") if r["subject"] == str(item["id"])]
    assert lead["profile_no"] in {one["profile_no"] for one in events(company, "consent_withdrawn")}
    again = await phone.open(token)
    assert (again["gate"], again["tracked"]) == (False, False)
    links = await company.console().ok("GET", f"/api/console/content/{item['id']}/links")
    assert [(one["opens"], one["registered"]) for one in links if one["refused"]] == [(0, True)]


async def test_a_member_sends_to_her_own_customers_what_is_for_her(company: Company) -> None:
    console, desk = company.console(), company.desk("chen")
    folder = {"name": "店长专用", "audience": {"userids": ["zhou"], "department_ids": [9]}}
    made = await console.ok("POST", "/api/console/content-folders", json=folder)
    item = await published(company, title="店长话术", folder_id=made["id"])
    free = await published(company, title="人人可发")
    seen = {one["id"] for one in await desk.ok("GET", "/api/desk/content")}
    assert free["id"] in seen
    assert item["id"] not in seen
    path = "/api/desk/content/{}/shares"
    mine = customer_of(company, "小美", "zhou")
    body = {"profile_no": mine}
    assert (await desk.post(path.format(item["id"]), json=body)).status_code == 404
    refused = await desk.post(path.format(free["id"]), json=body)
    assert refused.json()["code"] == "not_followed"
    everybody = folder["audience"] | {"department_ids": [1]}
    change = {"name": "店长专用", "audience": everybody}
    await console.ok("PUT", f"/api/console/content-folders/{made['id']}", json=change)
    assert item["id"] in {one["id"] for one in await desk.ok("GET", "/api/desk/content")}
    full = await console.delete(f"/api/console/content-folders/{made['id']}")
    assert full.json()["code"] == "content_folder_not_empty"
