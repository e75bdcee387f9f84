"""What every answer carries, and what none does."""

import httpx
import pytest

from tests.factories.company import Company

ADDRESSES = ("/", "/console", "/desk", "/app", "/docs", "/healthz", "/api/console/session",
             "/api/app/ways/none", "/cgi-bin/gettoken", "/cgi-bin/none", "/nothing-here")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
async def test_strict_headers(company: Company, address: str) -> None:
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as browser:
        answer = await browser.get(address, follow_redirects=True)
    policy = {
        name: value
        for name, _, value in (
            part.strip().partition(" ")
            for part in answer.headers["content-security-policy"].split(";")
        )
    }
    assert policy["default-src"] == "'self'"
    for directive in ("script-src", "object-src", "base-uri", "frame-ancestors"):
        allowed = policy[directive]
        assert "unsafe" not in allowed
        assert "*" not in allowed
        assert "http" not in allowed
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert "server" not in answer.headers
    assert answer.headers["x-request-id"]


async def test_other_sites_are_not_let_in(company: Company) -> None:
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as browser:
        answer = await browser.options(
            "/api/console/session",
            headers={
                "Origin": "https://elsewhere.example",
                "Access-Control-Request-Method": "POST",
            },
        )
    assert "access-control-allow-origin" not in answer.headers


async def test_answers_with_people_in_them_are_not_kept(company: Company) -> None:
    answer = await company.console().get("/api/console/members")
    assert "no-store" in answer.headers.get("cache-control", "")


async def test_nothing_secret_is_logged(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    password = "a password nobody else has"
    await company.add_member("xia", "夏至", password=password)
    body = {"username": "xia", "password": password, "corp": company.wire_id}
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as browser:
        await browser.post("/api/desk/session", json={**body, "password": password + "x"})
        token = (await browser.post("/api/desk/tokens", json=body)).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        await browser.get("/api/desk/session", headers=headers)
        await browser.get("/api/desk/session", params={"token": "t"}, headers=headers)
    program = company.open("contacts")
    access_token = await program.token()
    await program.get("/user/get", userid="xia")
    # The test's own client logs too; and pytest listens to the access log, which the server turns off.
    others = ("httpx", "httpcore", "uvicorn.access")
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith(others)]
    ours = "\n".join(lines)
    for secret in (password, token, access_token, program.secret):
        assert secret not in ours
