"""Every route of every surface, asked as everybody: who may and who may not (who_may_call.txt)."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from reunion.core import config as configuration
from reunion.main import server
from reunion.wecom.registry import ENDPOINTS, Endpoint
from tests.factories.beside_chats import sidebar
from tests.factories.company import Caller, Company, OpenCaller, customer, found
from tests.factories.serving import Reunion

PAGE = Path(__file__).with_name("who_may_call.txt")
GROUPS: dict[str, set[str]] = {
    "everyone": {
        "nobody",
        "super_admin",
        "admin",
        "scoped",
        "officer",
        "member",
        "customer",
        "follower",
    },
    "super_admins": {"super_admin"},
    "admins": {"super_admin", "admin"},
    "editors": {"super_admin", "admin", "scoped"},
    "console": {"super_admin", "admin", "scoped", "officer"},
    "officers": {"officer"},
    "members": {"member"},
    "customers": {"customer"},
    "followers": {"follower"},
    "contacts": {"contacts"},
    "customer_apps": {"customer_contact", "listed_app"},
    "own_apps": {"listed_app"},
    "tag_apps": {"contacts", "listed_app", "unlisted_app"},
    "archive_app": {"archive"},
    "any_app": {"contacts", "customer_contact", "listed_app", "unlisted_app"},
}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
Route = tuple[str, str]


def written_down() -> dict[Route, set[str]]:
    """The page, as method and path to roles."""
    lines = [line.split() for line in PAGE.read_text("utf-8").splitlines()]
    rows = [line for line in lines if line and not line[0].startswith("#")]
    assert len({(method, path) for method, path, _ in rows}) == len(rows), "a route is there twice"
    return {(method, path): GROUPS[group] for method, path, group in rows}


@pytest.fixture
def own_routes(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> list[Route]:
    """What the server really answers on its own surfaces, from its own route table."""
    seen: list[object] = []

    def keep(handlers: Iterable[object]) -> None:
        seen.extend(handlers)

    monkeypatch.setattr(server, "check_routes", keep)
    server.create_app(configuration.load({}, data=tmp_path, database_url=database_url))
    return [
        (method, path)
        for handler in seen
        if isinstance(handler, HTTPRouteHandler)
        for path in handler.paths
        for method in map(str, (getattr(m, "value", m) for m in handler.http_methods))
        if method not in ("HEAD", "OPTIONS")
    ]


def test_the_page_has_every_route_and_no_other(own_routes: list[Route]) -> None:
    written = set(written_down())
    served = set(own_routes) | {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}
    assert served - written == set(), (
        "decide who may call these, and write it into who_may_call.txt"
    )
    assert written - served == set(), (
        "these are not served any more: take them off who_may_call.txt"
    )


def example(path: str) -> str:
    """An address of this form that leads to nothing."""
    values = {"int": "987654321", "str": "nothing-here", "path": "nothing"}
    return re.sub(r"\{\w+:(\w+)\}", lambda m: values[m[1]], path)


class Everybody:
    """One caller of each role; one whose session a question may have ended is replaced."""

    def __init__(self, company: Company) -> None:
        self._makers: dict[str, Callable[[], httpx.AsyncClient]] = {
            "nobody": lambda: httpx.AsyncClient(base_url=company.reunion.base_url, timeout=30),
            "super_admin": lambda: company.console("lin"),
            "admin": lambda: company.console("zhou"),
            "scoped": lambda: company.console("chen"),
            "officer": lambda: company.console("wu"),
            "member": lambda: company.desk("xia"),
            "customer": lambda: customer(company.reunion),
            "follower": lambda: sidebar(company, "xia"),
        }
        self.callers = {role: make() for role, make in self._makers.items()}

    async def ask(self, role: str, method: str, path: str) -> httpx.Response:
        answer = await self.callers[role].request(method, example(path))
        if answer.is_success and method == "DELETE" and path.endswith(("/session", "/profile")):
            self.callers[role] = self._makers[role]()
        return answer


@pytest.fixture
async def first_company(new_database_url: Callable[[], str]) -> AsyncIterator[Company]:
    """The first company of a server of its own: what belongs to the server as a whole is open to it alone."""
    running = Reunion(new_database_url())
    running.start()
    yield found(running)
    running.stop()


@pytest.mark.long
async def test_own_surfaces(first_company: Company) -> None:
    company = first_company
    for userid, name in (("zhou", "周宁"), ("chen", "陈安"), ("xia", "夏至"), ("wu", "吴越")):
        await company.add_member(userid, name)
    lin = company.console()
    await lin.ok("PUT", "/api/console/roles/zhou", json={"role": "admin"})
    await lin.ok("PUT", "/api/console/roles/chen", json={"role": "scoped", "departments": [1]})
    await lin.ok("PUT", "/api/console/archive/officers/wu")
    everybody = Everybody(company)
    wrong: list[str] = []

    async def go_through(role: str) -> None:
        for (method, path), may in written_down().items():
            if path.startswith("/cgi-bin/"):
                continue
            try:
                answer = await everybody.ask(role, method, path)
            except httpx.TimeoutException:
                wrong.append(f"{role} {method} {path}: no answer")
                continue
            code = _code(answer)
            refused = answer.status_code in (401, 403) and code in (
                "not_signed_in", "forbidden", "csrf"
            )  # fmt: skip
            if refused == (role in may) or answer.status_code >= 500:
                wrong.append(f"{role} {method} {path}: {answer.status_code} {code}")

    # Beside each other: one after the other, four thousand answers wait for a processor that others use.
    await asyncio.gather(*map(go_through, everybody.callers))
    assert wrong == []


def _code(answer: httpx.Response) -> str:
    if "json" not in answer.headers.get("content-type", ""):
        return ""
    said = answer.json()
    return str(said.get("code", "")) if isinstance(said, dict) else ""


async def test_a_member_without_a_role_has_no_console(company: Company) -> None:
    zhou = company.console("zhou")
    assert (await zhou.get("/api/console/session")).status_code == 401


async def test_every_write_with_a_cookie_needs_the_csrf_token(company: Company) -> None:
    tokens = {
        "console": company.console().token,
        "desk": company.desk().token,
        "app": customer(company.reunion).token,
    }
    wrong: list[str] = []
    for surface, token in tokens.items():
        cookies = {f"reunion_{surface}": token}
        async with httpx.AsyncClient(base_url=company.reunion.base_url, cookies=cookies) as browser:
            for (method, path), may in written_down().items():
                ours = path.startswith(f"/api/{surface}/")
                if not ours or method not in UNSAFE or "nobody" in may:
                    continue
                for headers in ({}, {"X-CSRF-Token": "guess"}):
                    answer = await browser.request(method, example(path), headers=headers)
                    if (answer.status_code, _code(answer)) != (403, "csrf"):
                        wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []


async def test_no_write_comes_from_another_site(company: Company) -> None:
    wrong: list[str] = []
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as browser:
        for method, path in written_down():
            if method not in UNSAFE or not path.startswith("/api/"):
                continue
            headers = {"Origin": "https://elsewhere.example"}
            answer = await browser.request(method, example(path), headers=headers)
            if (answer.status_code, _code(answer)) != (403, "csrf"):
                wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []


async def test_programs(company: Company) -> None:
    programs: dict[str, OpenCaller] = {
        "contacts": company.open("contacts"),
        "customer_contact": company.open("customer_contact"),
        "archive": company.open("archive"),
        "listed_app": company.workbench(may_contact=True),
        "unlisted_app": company.workbench(may_contact=False),
    }
    written, wrong = written_down(), list[str]()
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as client:

        async def ask(endpoint: Endpoint[Any, Any], **query: str) -> dict[str, Any]:
            """The endpoint with nothing but the token."""
            return (await client.request(endpoint.method, endpoint.path, params=query)).json()

        for endpoint in ENDPOINTS:
            may = written[endpoint.method, endpoint.path]
            if "nobody" in may:
                continue
            for role, program in programs.items():
                answer = await ask(endpoint, access_token=await program.token())
                if (answer["errcode"] == 48002) == (role in may) or answer["errcode"] == -1:
                    wrong.append(f"{role} {endpoint.path}: {answer['errcode']} {answer['errmsg']}")
            for query, errcode in (({}, 41001), ({"access_token": "x"}, 40014)):
                answer = await ask(endpoint, **query)
                if answer["errcode"] != errcode:
                    wrong.append(f"no token, {endpoint.path}: {answer['errcode']}")
    assert wrong == []


@pytest.mark.parametrize("surface", ["desk", "app"])
async def test_sockets_ask_who_is_there(company: Company, surface: str) -> None:
    others: list[Caller] = [customer(company.reunion)] if surface == "desk" else [company.desk()]
    for token in ("", "x", *(caller.token for caller in others)):
        assert await _close_code(company, surface, token) == 4001


async def _close_code(company: Company, surface: str, token: str) -> int | None:
    from websockets.asyncio.client import connect
    from websockets.exceptions import ConnectionClosed, InvalidStatus

    url = f"{company.reunion.base_url.replace('http', 'ws', 1)}/socket/{surface}"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with connect(url, additional_headers=headers) as connection:
            if not token:
                await connection.send('{"type":"auth","token":"wrong"}')
            await connection.recv()
            return None
    except InvalidStatus as refused:
        return {401: 4001, 403: 4001}.get(refused.response.status_code)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
