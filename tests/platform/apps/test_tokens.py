"""gettoken and what a token is worth, over HTTP."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from reunion.core.clock import clock
from reunion.surfaces.open.tokens import TokenFacts, mint, read
from tests.factories.company import Company, OpenCaller
from tests.factories.serving import Reunion


async def call(reunion: Reunion, path: str, method: str = "GET", **given: Any) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=reunion.base_url) as http:
        answer = await http.request(method, f"/cgi-bin/{path}", **given)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    return answer.json()


async def gettoken(reunion: Reunion, caller: OpenCaller, **changes: Any) -> dict[str, Any]:
    asked = {"corpid": caller.corpid, "corpsecret": caller.secret, **changes}
    params = {name: value for name, value in asked.items() if value is not None}
    return await call(reunion, "gettoken", params=params)


async def test_inside_its_lifetime_the_token_stays_the_same(
    reunion: Reunion, company: Company
) -> None:
    caller = company.open()
    first, second = await gettoken(reunion, caller), await gettoken(reunion, caller)
    assert first["errcode"] == second["errcode"] == 0
    assert first["access_token"] == second["access_token"]
    assert 7100 <= second["expires_in"] <= 7200
    assert len(first["access_token"]) <= 512


async def test_the_two_system_apps_have_tokens_of_their_own(
    reunion: Reunion, company: Company
) -> None:
    contacts = await gettoken(reunion, company.open("contacts"))
    customers = await gettoken(reunion, company.open())
    assert contacts["access_token"] != customers["access_token"]


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"corpid": "wwnobody"}, 40013),
        ({"corpid": None}, 41002),
        ({"corpid": ""}, 41002),
        ({"corpsecret": "wrong"}, 40001),
        ({"corpsecret": None}, 41004),
    ],
)
async def test_what_gettoken_refuses(
    reunion: Reunion, company: Company, changes: dict[str, Any], errcode: int
) -> None:
    caller = company.open()
    answer = await gettoken(reunion, caller, **changes)
    assert answer["errcode"] == errcode
    assert "hint: [" in answer["errmsg"]
    assert caller.secret not in answer["errmsg"]


async def test_a_secret_of_another_company_is_wrong(
    reunion: Reunion, company: Company, other_company: Company
) -> None:
    answer = await gettoken(reunion, company.open(), corpsecret=other_company.open().secret)
    assert answer["errcode"] == 40001


@pytest.mark.parametrize(
    ("token", "errcode"),
    [(None, 41001), ("", 41001), ("rubbish", 40014), ("A" * 80, 40014), ("é%00", 40014)],
)
async def test_tokens_that_are_none(reunion: Reunion, token: str | None, errcode: int) -> None:
    params = {} if token is None else {"access_token": token}
    answer = await call(reunion, "department/list", params=params)
    assert answer["errcode"] == errcode


async def test_a_token_that_was_tampered_with(reunion: Reunion, company: Company) -> None:
    token = await company.open("contacts").token()
    facts = read(reunion.vault, token)
    assert facts is not None
    swapped = token[:4] + ("A" if token[4] != "A" else "B") + token[5:]
    answer = await call(reunion, "department/list", params={"access_token": swapped})
    assert answer["errcode"] == 40014


async def test_an_expired_token_says_so(reunion: Reunion, company: Company) -> None:
    token = await company.open("contacts").token()
    facts = read(reunion.vault, token)
    assert facts is not None
    old = TokenFacts(facts.app_id, facts.epoch, clock.now() - timedelta(seconds=7201))
    answer = await call(
        reunion, "department/list", params={"access_token": mint(reunion.vault, old)}
    )
    assert answer["errcode"] == 42001
    fresh = TokenFacts(facts.app_id, facts.epoch, clock.now() - timedelta(seconds=7100))
    answer = await call(
        reunion, "department/list", params={"access_token": mint(reunion.vault, fresh)}
    )
    assert answer["errcode"] == 0


async def test_a_reset_secret_revokes_at_once(reunion: Reunion, company: Company) -> None:
    caller = company.open("contacts")
    assert (await caller.get("/department/list"))["errcode"] == 0
    console = company.console()
    [app] = [
        one
        for one in (await console.ok("GET", "/api/console/apps"))["items"]
        if one["kind"] == "contacts"
    ]
    rotated = await console.ok("POST", f"/api/console/apps/{app['id']}/secret/rotate")
    assert rotated["secret"] != caller.secret
    assert (await caller.get("/department/list"))["errcode"] == 40014
    assert (await gettoken(reunion, caller))["errcode"] == 40001
    again = await gettoken(reunion, caller, corpsecret=rotated["secret"])
    assert again["errcode"] == 0


async def answers(caller: OpenCaller, errcode: int) -> None:
    """A change of an app reaches the gate by an announcement, a moment after it is saved."""
    async with asyncio.timeout(60):
        while (await caller.get("/department/list"))["errcode"] != errcode:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_disabled_app_may_not_call(reunion: Reunion, company: Company) -> None:
    caller = company.open("contacts")
    await caller.token()
    console = company.console()
    apps = (await console.ok("GET", "/api/console/apps"))["items"]
    path = f"/api/console/apps/{next(a['id'] for a in apps if a['kind'] == 'contacts')}"
    await console.ok("PATCH", path, json={"enabled": False})
    await answers(caller, 50003)
    assert (await gettoken(reunion, caller))["errcode"] == 50003
    await console.ok("PATCH", path, json={"enabled": True})
    await answers(caller, 0)
