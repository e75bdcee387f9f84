"""Signing in to console and desk."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.factories.company import Company
from tests.factories.serving import Reunion
from tests.factories.sockets import socket_of

PASSWORD = "spring tea every morning"


def browser(reunion: Reunion) -> httpx.AsyncClient:
    """A client with a cookie jar and nothing in it."""
    return httpx.AsyncClient(base_url=reunion.base_url, headers={"User-Agent": "Browser 1"})


async def sign_in(
    client: httpx.AsyncClient, company: Company, username: str = "lin", password: str = PASSWORD,
    surface: str = "console",
) -> httpx.Response:  # fmt: skip
    body = {"username": username, "password": password, "corp": company.wire_id}
    return await client.post(f"/api/{surface}/session", json=body)


async def test_by_userid_mobile_and_email(company: Company) -> None:
    lin = company.console()
    contact = {"mobile": f"139{company.corp_id:08d}", "email": f"lin{company.corp_id}@example.com"}
    await lin.ok("PATCH", "/api/console/members/lin", json=contact)
    for username in (
        "lin",
        " LIN ",
        contact["mobile"],
        "+86 " + contact["mobile"],
        contact["email"].upper(),
    ):
        async with browser(company.reunion) as client:
            answer = await sign_in(client, company, username)
            assert answer.status_code == 200, (username, answer.text)
            session = answer.json()
            assert session["userid"] == "lin"
            assert session["role"] == "super_admin"
            assert session["corp"]["wire_id"] == company.wire_id


async def test_the_cookie_is_only_for_the_server_and_only_for_this_site(company: Company) -> None:
    async with browser(company.reunion) as client:
        cookie = (await sign_in(client, company)).headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=lax" in cookie.lower()
        token = client.cookies["reunion_console"]

    async def kept() -> list[Any]:
        async with company.reunion.db.connection() as c:
            return await c.fetch("SELECT * FROM session WHERE corp_id = $1", company.corp_id)

    for row in company.reunion.run(kept):
        assert token.encode() not in bytes(row["token_hash"])
        assert token not in str(dict(row))


async def test_a_stranger_and_a_wrong_password_look_the_same(company: Company) -> None:
    async with browser(company.reunion) as client:
        wrong = await sign_in(client, company, "lin", "not the password")
        stranger = await sign_in(client, company, "nobody-here", "not the password")
        without = await sign_in(client, company, "zhou", "not the password")
    assert wrong.status_code == stranger.status_code == without.status_code == 401
    assert wrong.json() == stranger.json() == without.json()


async def test_guessing_is_slowed_even_when_tried_at_once(company: Company) -> None:
    async with browser(company.reunion) as client:
        tries = [sign_in(client, company, "chen", f"guess {n}") for n in range(16)]
        codes = [answer.status_code for answer in await asyncio.gather(*tries)]
        assert sorted(codes) == [401] * 10 + [429] * 6
        refused = await sign_in(client, company, "CHEN", "guess again")
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 900
        assert refused.json()["code"] == "too_many_sign_ins"


async def test_good_sign_ins_do_not_count(company: Company) -> None:
    async with browser(company.reunion) as client:
        for _ in range(12):
            assert (await sign_in(client, company)).status_code == 200


async def test_a_member_without_a_role_is_shown_to_the_desk(company: Company) -> None:
    await company.console().ok(
        "POST", "/api/console/members/zhou/password", json={"new": "zhou has a password"}
    )
    async with browser(company.reunion) as client:
        refused = await sign_in(client, company, "zhou", "zhou has a password")
        assert (refused.status_code, refused.json()["code"]) == (403, "not_an_administrator")
        taken = await sign_in(client, company, "zhou", "zhou has a password", "desk")
        assert taken.status_code == 200
        assert taken.json()["role"] == "member"


async def test_writes_need_the_csrf_token_of_the_session(company: Company) -> None:
    async with browser(company.reunion) as client:
        csrf = (await sign_in(client, company)).json()["csrf_token"]
        body = {"full_name": "春茶眼镜有限公司"}
        bare = await client.patch("/api/console/corp", json=body)
        assert (bare.status_code, bare.json()["code"]) == (403, "csrf")
        wrong = await client.patch("/api/console/corp", json=body, headers={"X-CSRF-Token": "x"})
        assert wrong.status_code == 403
        foreign = {"X-CSRF-Token": csrf, "Origin": "https://evil.example"}
        assert (
            await client.patch("/api/console/corp", json=body, headers=foreign)
        ).status_code == 403
        good = await client.patch("/api/console/corp", json=body, headers={"X-CSRF-Token": csrf})
        assert good.status_code == 200


async def test_signing_in_again_ends_the_session_before(company: Company) -> None:
    async with browser(company.reunion) as client:
        await sign_in(client, company)
        first = client.cookies["reunion_console"]
        await sign_in(client, company)
        assert client.cookies["reunion_console"] != first
    async with browser(company.reunion) as thief:
        thief.cookies.set("reunion_console", first)
        assert (await thief.get("/api/console/session")).status_code == 401


async def test_a_planted_cookie_never_becomes_a_session(company: Company) -> None:
    async with browser(company.reunion) as client:
        client.cookies.set("reunion_console", "planted-by-somebody-else")
        answer = await sign_in(client, company)
        assert answer.cookies["reunion_console"] != "planted-by-somebody-else"


async def test_signing_out(company: Company) -> None:
    async with browser(company.reunion) as client:
        csrf = (await sign_in(client, company)).json()["csrf_token"]
        token = client.cookies["reunion_console"]
        out = await client.delete("/api/console/session", headers={"X-CSRF-Token": csrf})
        assert out.status_code == 204
        client.cookies.set("reunion_console", token)
        assert (await client.get("/api/console/session")).status_code == 401


async def test_changing_the_password_ends_the_others_and_rotates_this_one(company: Company) -> None:
    other = company.console()
    async with browser(company.reunion) as client:
        csrf = (await sign_in(client, company)).json()["csrf_token"]
        before = client.cookies["reunion_console"]
        path, headers = "/api/console/password", {"X-CSRF-Token": csrf}
        wrong = await client.post(path, json={"old": "no", "new": "x" * 9}, headers=headers)
        assert wrong.status_code == 422
        assert list(wrong.json()["fields"]) == ["old"]
        weak = await client.post(path, json={"old": PASSWORD, "new": "aaaaaaaa"}, headers=headers)
        assert list(weak.json()["fields"]) == ["new"]
        body = {"old": PASSWORD, "new": "autumn tea every evening"}
        done = await client.post(path, json=body, headers=headers)
        assert done.status_code == 200
        assert client.cookies["reunion_console"] != before
        assert done.json()["csrf_token"] != csrf
        assert (await client.get("/api/console/session")).status_code == 200
        client.cookies.set("reunion_console", before)
    assert (await other.get("/api/console/session")).status_code == 401
    async with browser(company.reunion) as client:
        assert (await sign_in(client, company)).status_code == 401
        assert (await sign_in(client, company, password=body["new"])).status_code == 200


async def test_a_token_for_scripts(company: Company) -> None:
    async with browser(company.reunion) as client:
        body = {"username": "lin", "password": PASSWORD, "corp": company.wire_id}
        made = (await client.post("/api/console/tokens", json=body)).json()
        assert made["session"]["userid"] == "lin"
        headers = {"Authorization": f"Bearer {made['token']}"}
        renamed = await client.patch("/api/console/corp", json={"name": "新名"}, headers=headers)
        assert renamed.status_code == 200
        wrong_surface = await client.get("/api/desk/session", headers=headers)
        assert wrong_surface.status_code == 401


async def test_own_sessions_are_listed_and_ended(company: Company, other_company: Company) -> None:
    async with browser(company.reunion) as client:
        await sign_in(client, company)
        lin = company.console()
        sessions = (await lin.ok("GET", "/api/console/sessions"))["items"]
        assert [s["current"] for s in sessions].count(True) == 1
        seen = next(s for s in sessions if s["user_agent"] == "Browser 1")
        stranger = other_company.console()
        path = f"/api/console/sessions/{seen['id']}"
        assert (await stranger.delete(path)).status_code == 404
        assert (await client.get("/api/console/session")).status_code == 200
        await lin.ok("DELETE", path)
        assert (await client.get("/api/console/session")).status_code == 401


@pytest.mark.parametrize("verb", ["disable", "resign"])
async def test_who_is_disabled_or_leaves_is_out_at_once(company: Company, verb: str) -> None:
    zhou = company.desk("zhou")
    async with socket_of(zhou, "desk") as socket:
        await company.console().ok("POST", f"/api/console/members/zhou/{verb}")
        told = await zhou.get("/api/desk/session")
        assert (told.status_code, told.json()["code"]) == (401, "account_closed")
        assert told.json()["principal_id"] == company.members["zhou"]
        assert await socket.closed() == 4001
    if verb == "disable":
        await company.console().ok("POST", "/api/console/members/zhou/enable")
        assert (await zhou.get("/api/desk/session")).json()["code"] == "not_signed_in"


async def test_disabled_is_said_to_whom_knows_the_password_only(company: Company) -> None:
    console = company.console()
    await console.ok("POST", "/api/console/members/zhou/password", json={"new": "zhou has one"})
    await console.ok("POST", "/api/console/members/zhou/disable")
    async with browser(company.reunion) as client:
        knows = await sign_in(client, company, "zhou", "zhou has one", "desk")
        assert (knows.status_code, knows.json()["code"]) == (403, "account_disabled")
        guesses = await sign_in(client, company, "zhou", "zhou has none", "desk")
        assert guesses.json()["code"] == "wrong_credentials"


async def test_the_same_account_in_two_companies(company: Company, other_company: Company) -> None:
    name = f"both{company.corp_id}"
    for one in (company, other_company):
        await one.add_member(name, "两家都有", password="the very same password")
    await other_company.console().ok(
        "POST", f"/api/console/members/{name}/password", json={"new": "another password"}
    )
    body = {"username": name, "password": "the very same password"}
    async with browser(company.reunion) as client:
        one = await client.post("/api/desk/session", json=body)
        assert one.json()["corp"]["wire_id"] == company.wire_id
    await other_company.console().ok(
        "POST", f"/api/console/members/{name}/password", json={"new": body["password"]}
    )
    async with browser(company.reunion) as client:
        which = await client.post("/api/desk/session", json=body)
        assert (which.status_code, which.json()["code"]) == (409, "which_corp")
        assert [c["wire_id"] for c in which.json()["corps"]] == [
            company.wire_id,
            other_company.wire_id,
        ]
        wrong = await client.post("/api/desk/session", json=body | {"password": "wrong"})
        assert "corps" not in wrong.json()
        chosen = await client.post("/api/desk/session", json=body | {"corp": other_company.wire_id})
        assert chosen.json()["corp"]["wire_id"] == other_company.wire_id


async def test_a_session_that_is_not_used_ends(company: Company) -> None:
    async with browser(company.reunion) as client:
        await sign_in(client, company)

        async def forget() -> None:
            async with company.reunion.db.connection() as c:
                await c.execute(
                    "UPDATE session SET seen_at = seen_at - interval '9 hours' WHERE corp_id = $1",
                    company.corp_id,
                )

        company.reunion.run(forget)
        assert (await client.get("/api/console/session")).status_code == 401


async def test_a_used_session_ends_at_last(company: Company) -> None:
    lin = company.console()

    async def expire() -> None:
        async with company.reunion.db.connection() as c:
            await c.execute(
                "UPDATE session SET expires_at = now() WHERE corp_id = $1", company.corp_id
            )

    company.reunion.run(expire)
    assert (await lin.get("/api/console/session")).status_code == 401
