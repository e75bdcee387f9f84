"""The sidebar, open for a member."""

from urllib.parse import parse_qs, urlsplit

import httpx

from reunion.core import ids
from reunion.core.crypto import token_hash
from reunion.growth.sidebar import store
from reunion.growth.sidebar.model import SESSION
from reunion.platform.web_apps import own_pages
from tests.factories.company import Caller, Company


def with_sidebar(company: Company) -> None:
    """The app that every company has once a worker ran."""
    reunion = company.reunion

    async def ensure() -> None:
        async with reunion.db.transaction() as tx:
            await own_pages.ensure(company.context(tx), reunion.vault, reunion.base_url)

    reunion.run(ensure)


def sidebar(company: Company, userid: str = "zhou") -> Caller:
    """As if the member had opened it."""
    token = ids.token()

    async def begin() -> None:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            await store.keep_session(ctx, token_hash(token), userid, userid, ctx.now + SESSION)

    company.reunion.run(begin)
    return Caller(company.reunion, token, 0)


async def opened(company: Company, userid: str = "zhou") -> Caller:
    """The member opens it at the desk: the page asks who he is, as it does in a browser."""
    base_url = company.reunion.base_url
    cookies = {"reunion_desk": company.desk(userid).token}
    async with httpx.AsyncClient(base_url=base_url, cookies=cookies) as browser:
        asked = {"corp": company.wire_id}
        door = (await browser.get("/api/sidebar/door", params=asked)).json()
        query = {
            "appid": door["corpid"], "agentid": door["agentid"], "response_type": "code",
            "redirect_uri": f"{base_url}/app/sidebar?corp={company.wire_id}",
            "scope": "snsapi_base", "state": "s",
        }  # fmt: skip
        back = await browser.get(door["authorize"], params=query)
        code = parse_qs(urlsplit(back.headers["location"]).query)["code"][0]
        begun = await browser.post("/api/sidebar/session", json={**asked, "code": code})
    assert begun.status_code == 201, begun.text
    return Caller(company.reunion, begun.json()["token"], 0)


def noted(company: Company, userid: str, text: str) -> int:
    """A follow-up note of the member's about whoever has the first profile."""

    async def add() -> int:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            return (await store.add(ctx, userid, 1, text, ctx.now))["id"]

    return company.reunion.run(add)
