"""A page of an app learns who opened it and proves whose page it is; nobody else's page does."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from reunion.core.clock import clock
from reunion.wecom.endpoints.js_tickets import signature
from tests.factories.company import Caller, Company, OpenCaller, customer
from tests.factories.hearing import meet

NOBODY = {"visible_members": [], "visible_departments": []}
PAGE = "https://crm.example.com/home?tab=1#/top"


class PageOfApp:
    """A self-built app whose pages lie on crm.example.com, and the browser that opens them."""

    def __init__(self, company: Company, app: dict[str, Any], program: OpenCaller) -> None:
        self.company = company
        self.app = app
        self.path = f"/api/console/apps/{app['id']}/web"
        self.program = program

    async def authorize(self, caller: Caller | None, **asked: str) -> httpx.Response:
        query = {
            "appid": self.company.wire_id, "redirect_uri": PAGE, "response_type": "code",
            "scope": "snsapi_base", "state": "xyz", **asked,
        }  # fmt: skip
        surface = "app" if caller and "reunion_app" in caller.cookies else "desk"
        cookies = {f"reunion_{surface}": caller.token} if caller else {}
        async with httpx.AsyncClient(
            base_url=self.company.reunion.base_url, cookies=cookies
        ) as browser:
            return await browser.get("/connect/oauth2/authorize?" + urlencode(query))

    async def code(self, caller: Caller, **asked: str) -> str:
        answer = await self.authorize(caller, **asked)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["location"])
        assert (back.netloc, back.path, back.fragment) == ("crm.example.com", "/home", "/top")
        query = parse_qs(back.query)
        assert query["tab"] == ["1"]
        assert query["state"] == ["xyz"]
        return query["code"][0]


async def an_app(company: Company, **more: Any) -> PageOfApp:
    console = company.console()
    body = {"name": "客户助手", "may_contact": True}
    app = await console.ok("POST", "/api/console/apps", json=body)
    path = f"/api/console/apps/{app['id']}"
    await console.ok("PATCH", path, json={**NOBODY, "visible_members": [company.members["zhou"]]})
    secret = (await console.ok("POST", f"{path}/secret/reveal"))["secret"]
    page = PageOfApp(company, app, OpenCaller(company.reunion, company.wire_id, secret))
    await console.ok("PUT", f"{page.path}/domains", json={"domains": ["CRM.example.com"], **more})
    return page


@pytest.fixture
async def page(company: Company) -> PageOfApp:
    return await an_app(company)


async def test_a_member_is_known_by_a_code_that_works_once(page: PageOfApp) -> None:
    zhou = page.company.desk("zhou")
    code = await page.code(zhou)
    answer = await page.program.get("/auth/getuserinfo", code=code)
    assert (answer["errcode"], answer["userid"]) == (0, "zhou")
    assert "user_ticket" not in answer
    assert (await page.program.get("/auth/getuserinfo", code=code))["errcode"] == 40029
    older = await page.program.get("/user/getuserinfo", code=await page.code(zhou))
    assert older["UserId"] == "zhou"
    late = await page.code(zhou)
    clock.advance(timedelta(minutes=5))
    try:
        assert (await page.program.get("/auth/getuserinfo", code=late))["errcode"] == 40029
    finally:
        clock.advance(-timedelta(minutes=5))


async def test_private_fields_are_for_the_app_that_was_agreed_to(page: PageOfApp) -> None:
    company = page.company
    agentid = str(page.app["agentid"])
    code = await page.code(company.desk("zhou"), scope="snsapi_privateinfo", agentid=agentid)
    other = await an_app(company)
    assert (await other.program.get("/auth/getuserinfo", code=code))["errcode"] == 40029
    answer = await page.program.get("/auth/getuserinfo", code=code)
    ticket = {"user_ticket": answer["user_ticket"]}
    assert (await page.program.post("/auth/getuserdetail", **ticket))["userid"] == "zhou"
    assert (await other.program.post("/auth/getuserdetail", **ticket))["errcode"] == 84015
    await company.console().ok("PATCH", f"/api/console/apps/{page.app['id']}", json=NOBODY)
    assert (await page.program.post("/auth/getuserdetail", **ticket))["errcode"] == 60011


async def test_a_customer_is_known_by_openid_and_external_userid(page: PageOfApp) -> None:
    company = page.company
    met = await meet(company.reunion, company, "zhou")
    stranger = customer(company.reunion)
    said = []
    for person in (met.customer, stranger, met.customer):
        person.cookies.set("reunion_app", "")
        said.append(await page.program.get("/auth/getuserinfo", code=await page.code(person)))
    assert said[0]["external_userid"] == met.external_userid
    assert "external_userid" not in said[1]
    assert said[0]["openid"] == said[2]["openid"] != said[1]["openid"]


async def test_codes_go_to_trusted_domains_alone(page: PageOfApp, other_company: Company) -> None:
    zhou = page.company.desk("zhou")
    for wrong in (
        {"redirect_uri": "https://elsewhere.example/home"},
        {"redirect_uri": "https://crm.example.com:444/home"},
        {"redirect_uri": "https://crm.example.com@elsewhere.example/"},
        {"redirect_uri": "javascript:alert(1)"},
        {"appid": other_company.wire_id},
        {"appid": "nobody"},
        {"response_type": "token"},
        {"scope": "snsapi_privateinfo"},
        {"agentid": "999"},
    ):
        answer = await page.authorize(zhou, **wrong)
        assert answer.status_code in (400, 404), wrong
        assert "location" not in answer.headers
    nobody = await page.authorize(None)
    assert "reunion_again=1" in nobody.text
    again = await page.authorize(None, reunion_again="1")
    assert again.status_code == 401
    assert "frame-ancestors 'self'" in again.headers["content-security-policy"]


async def test_the_toolbar_shows_tools_of_visible_apps_and_checks_their_pages(
    page: PageOfApp,
) -> None:
    company, console = page.company, page.company.console()
    tool = {"name": "客户画像", "url": "https://crm.example.com/sidebar"}
    refused = await console.post(f"{page.path}/tools", json={**tool, "url": "https://x.example/"})
    assert refused.status_code == 400
    made = await console.ok("POST", f"{page.path}/tools", json=tool)
    used = await console.put(f"{page.path}/domains", json={"domains": []})
    assert used.status_code == 409
    shown = [
        [one["name"] for one in (await desk.ok("GET", "/api/desk/chat-tools"))["items"]]
        for desk in (company.desk("zhou"), company.desk("chen"))
    ]
    assert shown == [["客户画像"], []]
    ticket = (await page.program.get("/ticket/get", type="agent_config"))["ticket"]
    corps = (await page.program.get("/get_jsapi_ticket"))["ticket"]
    assert ticket == (await page.program.get("/ticket/get", type="agent_config"))["ticket"] != corps

    async def check(userid: str, ticket: str, url: str, **more: Any) -> int:
        body = {
            "kind": "agent", "corpid": company.wire_id, "agentid": page.app["agentid"],
            "timestamp": "1", "noncestr": "n", "url": url,
            "signature": signature(ticket, "n", "1", "https://crm.example.com/sidebar?a=1"),
        }  # fmt: skip
        path = "/api/desk/chat-tools/signature"
        return (await company.desk(userid).post(path, json=body | more)).status_code

    url = "https://crm.example.com/sidebar?a=1#x"
    assert await check("zhou", ticket, url) == 200
    assert await check("zhou", corps, url, kind="corp") == 200
    assert await check("zhou", corps, url) == 400
    assert await check("zhou", ticket, "https://crm.example.com/other") == 400
    assert await check("zhou", ticket, "https://elsewhere.example/sidebar?a=1") == 400
    assert await check("chen", ticket, url) == 403
    assert (await page.program.get("/ticket/get", type="wx_card"))["errcode"] == 91040
    await console.ok("DELETE", f"{page.path}/tools/{made['id']}")
    assert (await console.delete(f"{page.path}/tools/{made['id']}")).status_code == 404
