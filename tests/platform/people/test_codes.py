"""Customers sign in with a one-time code."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from reunion.core import config as configuration
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.platform.people import codes
from reunion.platform.people.model import CodeNotSent
from tests.factories.company import Company, customer
from tests.factories.serving import Reunion

_phones = iter(range(13_300_000_000, 13_400_000_000))


@pytest.fixture
def phone() -> str:
    """A number that nobody has had."""
    return str(next(_phones))


@pytest.fixture
async def visitor(reunion: Reunion) -> Any:
    """A browser that is not signed in."""
    async with httpx.AsyncClient(base_url=reunion.base_url) as client:
        yield client


def newest_code(reunion: Reunion, phone: str) -> str:
    """The code as the outbox has it."""

    async def read() -> str:
        async with reunion.db.connection() as c:
            sealed = await c.fetchval(
                "SELECT code_sealed FROM one_time_code WHERE phone = $1 ORDER BY id DESC LIMIT 1",
                f"+86{phone}",
            )
        return reunion.vault.unseal("one-time-code", sealed)

    return reunion.run(read)


def later(reunion: Reunion, phone: str, seconds: int) -> None:
    """Lets time pass for the codes and attempts that there are."""

    async def pass_time() -> None:
        async with reunion.db.connection() as c:
            await c.execute(
                "UPDATE one_time_code SET expires_at = expires_at - $2 * interval '1 second' "
                "WHERE phone = $1", f"+86{phone}", seconds,
            )  # fmt: skip
            await c.execute(
                "UPDATE sign_in_attempt SET at = at - $1 * interval '1 second'", seconds
            )

    reunion.run(pass_time)


async def test_a_code_makes_an_account_and_signs_in(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    asked = await visitor.post("/api/app/codes", json={"phone": f"{phone[:3]} {phone[3:]}"})
    assert asked.json() == {"expires_in": 300, "resend_in": 60}
    code = newest_code(reunion, phone)
    body = {"phone": phone, "code": code, "name": "小美"}
    session = (await visitor.post("/api/app/session", json=body)).json()
    assert (session["name"], session["phone"], session["role"]) == ("小美", phone, "customer")
    profile = await visitor.get("/api/app/profile")
    assert profile.json()["name"] == "小美"
    again = await visitor.post("/api/app/session", json=body)
    assert (again.status_code, again.json()["code"]) == (422, "wrong_code")


async def test_the_same_phone_is_the_same_account(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    ids: list[int] = []
    for written in (phone, f"+86{phone}"):
        await visitor.post("/api/app/codes", json={"phone": written})
        body = {"phone": written, "code": newest_code(reunion, phone)}
        made = await visitor.post("/api/app/tokens", json=body)
        ids.append(made.json()["session"]["principal_id"])
        later(reunion, phone, 61)
    assert ids[0] == ids[1]


async def test_five_tries_and_no_more_even_at_once(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    await visitor.post("/api/app/codes", json={"phone": phone})
    code = newest_code(reunion, phone)
    wrong = "000000" if code != "000000" else "111111"
    tries = [
        visitor.post("/api/app/session", json={"phone": phone, "code": wrong}) for _ in range(9)
    ]
    assert {a.status_code for a in await asyncio.gather(*tries)} == {422}
    right = await visitor.post("/api/app/session", json={"phone": phone, "code": code})
    assert right.status_code == 422


async def test_one_code_opens_one_session_even_at_once(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    await visitor.post("/api/app/codes", json={"phone": phone})
    body = {"phone": phone, "code": newest_code(reunion, phone)}
    tries = [visitor.post("/api/app/tokens", json=body) for _ in range(4)]
    codes_seen = sorted(a.status_code for a in await asyncio.gather(*tries))
    assert codes_seen == [200, 422, 422, 422]


async def test_a_code_is_good_for_five_minutes_and_the_last_one_only(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    await visitor.post("/api/app/codes", json={"phone": phone})
    first = newest_code(reunion, phone)
    too_soon = await visitor.post("/api/app/codes", json={"phone": phone})
    assert too_soon.status_code == 429
    assert 0 < int(too_soon.headers["retry-after"]) <= 61
    later(reunion, phone, 61)
    await visitor.post("/api/app/codes", json={"phone": phone})
    second = newest_code(reunion, phone)
    if first != second:
        old = await visitor.post("/api/app/session", json={"phone": phone, "code": first})
        assert old.status_code == 422
    later(reunion, phone, 301)
    late = await visitor.post("/api/app/session", json={"phone": phone, "code": second})
    assert late.status_code == 422


async def test_a_phone_gets_so_many_codes_an_hour(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    statuses: list[int] = []
    for _ in range(7):
        statuses.append((await visitor.post("/api/app/codes", json={"phone": phone})).status_code)
        later(reunion, phone, 61)
    assert statuses == [200] * 6 + [429]


@pytest.mark.parametrize("text", ["12345", "+8612345", "abc", "138001380001", "+1", "13800"])
async def test_what_is_no_phone_is_refused(visitor: httpx.AsyncClient, text: str) -> None:
    answer = await visitor.post("/api/app/codes", json={"phone": text})
    assert answer.status_code == 422
    assert "phone" in answer.json()["fields"]


async def test_numbers_of_other_countries(reunion: Reunion, visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/app/codes", json={"phone": "+852 9123 4567"})
    assert answer.status_code == 200


async def test_the_code_is_sealed_in_the_database(
    reunion: Reunion, visitor: httpx.AsyncClient, phone: str
) -> None:
    await visitor.post("/api/app/codes", json={"phone": phone})
    code = newest_code(reunion, phone)

    async def rows() -> str:
        async with reunion.db.connection() as c:
            found = await c.fetch("SELECT * FROM one_time_code WHERE phone = $1", f"+86{phone}")
            return str([dict(row) for row in found])

    assert code not in reunion.run(rows)


async def test_the_outbox_is_for_the_company_that_runs_the_server(
    reunion: Reunion, company: Company, visitor: httpx.AsyncClient, phone: str
) -> None:
    await visitor.post("/api/app/codes", json={"phone": phone})
    code = newest_code(reunion, phone)

    async def first_corp() -> int:
        async with reunion.db.connection() as c:
            return await c.fetchval("SELECT min(id) FROM corp")

    outsider = await company.console().get("/api/console/codes")
    if reunion.run(first_corp) != company.corp_id:
        assert outsider.status_code == 403
        assert code not in outsider.text

    async def lin() -> int:
        async with reunion.db.connection() as c:
            return await c.fetchval(
                "SELECT id FROM member WHERE role = 'super_admin' AND corp_id = (SELECT min(id) FROM corp)"
            )

    runner = Company(reunion, reunion.run(first_corp), "")
    runner.members["lin"] = reunion.run(lin)
    outbox = await runner.console().ok("GET", "/api/console/codes")
    shown = next(item for item in outbox["items"] if item["phone"] == phone)
    assert shown["code"] == code
    later(reunion, phone, 301)
    outbox = await runner.console().ok("GET", "/api/console/codes")
    assert next(item for item in outbox["items"] if item["phone"] == phone)["code"] is None


async def test_an_account_leaves(reunion: Reunion, visitor: httpx.AsyncClient, phone: str) -> None:
    await visitor.post("/api/app/codes", json={"phone": phone})
    body = {"phone": phone, "code": newest_code(reunion, phone), "name": "要走的人"}
    made = (await visitor.post("/api/app/tokens", json=body)).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert (await visitor.delete("/api/app/profile", headers=headers)).status_code == 204
    assert (await visitor.get("/api/app/profile", headers=headers)).status_code == 401
    later(reunion, phone, 61)
    await visitor.post("/api/app/codes", json={"phone": phone})
    body = {"phone": phone, "code": newest_code(reunion, phone)}
    again = (await visitor.post("/api/app/tokens", json=body)).json()
    assert again["session"]["principal_id"] != made["session"]["principal_id"]
    assert again["session"]["name"] != "要走的人"


async def test_the_profile_is_changed(reunion: Reunion) -> None:
    mei = customer(reunion)
    changed = await mei.ok(
        "PATCH", "/api/app/profile", json={"name": " 小美美 ", "gender": 2, "notify_sound": False}
    )
    assert (changed["name"], changed["gender"], changed["notify_sound"]) == ("小美美", 2, False)
    assert changed["notify_messages"] is True
    assert (await mei.patch("/api/app/profile", json={"gender": 3})).status_code == 422


async def test_two_changes_of_the_profile_at_once_both_stand(reunion: Reunion) -> None:
    mei = customer(reunion)
    for number in range(20):
        name, gender = f"小美{number}", number % 2 + 1
        await asyncio.gather(
            mei.ok("PATCH", "/api/app/profile", json={"name": name}),
            mei.ok("PATCH", "/api/app/profile", json={"gender": gender}),
        )
        shown = await mei.ok("GET", "/api/app/profile")
        assert (shown["name"], shown["gender"]) == (name, gender)


class _Gateway(BaseHTTPRequestHandler):
    status = 200
    got: list[dict[str, Any]] = []  # noqa: RUF012 (one list for all requests of the test)

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        body = json.loads(self.rfile.read(length))
        self.got.append({"authorization": self.headers["authorization"], **body})
        self.send_response(type(self).status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""


@pytest.fixture
def gateway() -> Iterator[str]:
    """The address of an SMS gateway."""
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/send"
    server.shutdown()
    server.server_close()


async def test_an_sms_gateway_gets_the_code(
    database_url: str, gateway: str, tmp_path: Any, phone: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = {"otp_sender": "http", "otp_http_url": gateway, "otp_http_token": "s3cret"}
    config = configuration.load({}, data=tmp_path, database_url=database_url, **settings)
    db, vault = Database(database_url), Vault.open(tmp_path / "secret.key")
    await db.open()
    caplog.set_level("DEBUG")
    try:
        await codes.request(db, vault, config, phone, "192.0.2.1")
        (sent,) = _Gateway.got
        assert sent["authorization"] == "Bearer s3cret"
        assert sent["phone"] == f"+86{phone}"
        assert len(sent["code"]) == 6
        assert await codes.redeem(db, vault, phone, sent["code"], "192.0.2.1") == f"+86{phone}"
        assert sent["code"] not in caplog.text
        _Gateway.status = 500
        other = str(int(phone) + 1)
        with pytest.raises(CodeNotSent):
            await codes.request(db, vault, config, other, "192.0.2.1")
        _Gateway.status = 200
        await codes.request(db, vault, config, other, "192.0.2.1")
    finally:
        await db.close()
