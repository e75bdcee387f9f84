"""Who gets /metrics: this machine, and whoever has the token."""

from collections.abc import Iterator

import httpx
import pytest

from tests.factories.serving import Reunion

TOKEN = "three-small-cups-of-tea"
AS_GIVEN = {"Authorization": f"Bearer {TOKEN}"}
THROUGH_A_PROXY = {"X-Forwarded-For": "203.0.113.9"}
PRETENDING = {"X-Forwarded-For": "127.0.0.1"}


@pytest.fixture(scope="module")
def guarded(reunion: Reunion) -> Iterator[Reunion]:
    """A server that has a token."""
    server = Reunion(reunion.config.database_url, worker=False, metrics_token=TOKEN)
    server.start()
    yield server
    server.stop()


async def ask(server: Reunion, headers: dict[str, str], *, peer: str = "") -> httpx.Response:
    """From this machine, or as if from the address `peer`."""
    transport = httpx.ASGITransport(app=server.app, client=(peer, 40000)) if peer else None
    async with httpx.AsyncClient(base_url=server.base_url, transport=transport) as http:
        return await http.get("/metrics", headers=headers)


async def test_this_machine_needs_no_token(reunion: Reunion, guarded: Reunion) -> None:
    for server in (reunion, guarded):
        answer = await ask(server, {})
        assert answer.status_code == 200
        assert "reunion_outbox_pending" in answer.text


@pytest.mark.parametrize(
    ("headers", "peer"),
    [(THROUGH_A_PROXY, ""), (PRETENDING, ""), ({}, "203.0.113.9"), ({}, "10.0.0.7")],
)
async def test_others_need_it(
    reunion: Reunion, guarded: Reunion, headers: dict[str, str], peer: str
) -> None:
    refused = await ask(guarded, headers, peer=peer)
    assert (refused.status_code, refused.json()["code"]) == (401, "metrics_token")
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    wrong = await ask(guarded, headers | {"Authorization": "Bearer wrong"}, peer=peer)
    assert wrong.status_code == 401
    assert (await ask(reunion, headers | AS_GIVEN, peer=peer)).status_code == 404
    if not peer:
        assert (await ask(guarded, headers | AS_GIVEN)).status_code == 200
