"""The sockets' door: who gets in, who is shown out, who is online."""

import asyncio
import json

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from reunion.realtime import sign_out
from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.sockets import Socket, address, socket_of


async def test_the_first_frame_can_say_who(company: Company) -> None:
    desk = company.desk()
    async with connect(address(desk, "desk"), compression=None) as connection:
        await connection.send(json.dumps({"type": "auth", "token": desk.token}))
        ready = json.loads(await connection.recv())
        assert (ready["type"], ready["principal_id"]) == ("ready", desk.principal_id)


@pytest.mark.parametrize("token", ["nonsense", ""])
async def test_without_a_session_it_closes_with_4001(company: Company, token: str) -> None:
    async with connect(address(company.desk(), "desk"), compression=None) as connection:
        await connection.send(json.dumps({"type": "auth", "token": token}))
        with pytest.raises(ConnectionClosed) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4001


async def test_a_session_is_good_for_its_own_surface_only(company: Company) -> None:
    headers = {"Authorization": f"Bearer {company.desk().token}"}
    app = address(company.desk(), "app")
    async with connect(app, additional_headers=headers, compression=None) as connection:
        with pytest.raises(ConnectionClosed) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4001


async def test_pages_of_other_sites_cannot_use_the_cookie(company: Company) -> None:
    desk = company.desk()
    cookie = {"Cookie": f"reunion_desk={desk.token}"}
    with pytest.raises(InvalidStatus) as refused:
        await connect(
            address(desk, "desk"),
            additional_headers=cookie,
            origin=Origin("https://elsewhere.example"),
        )
    assert refused.value.response.status_code == 403
    own = httpx.URL(str(desk.base_url))
    async with connect(
        address(desk, "desk"),
        additional_headers=cookie,
        origin=Origin(f"http://{own.netloc.decode()}"),
    ) as connection:
        assert json.loads(await connection.recv())["type"] == "ready"


async def test_there_is_nothing_at_other_addresses(company: Company) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(address(company.desk(), "console"))
    assert refused.value.response.status_code == 403


async def test_signing_out_closes_the_sockets_of_that_session(company: Company) -> None:
    one, other = company.desk(), company.desk()
    async with socket_of(one, "desk") as closing, socket_of(other, "desk") as staying:
        await one.ok("DELETE", "/api/desk/session")
        assert await closing.closed() == 4001
        await staying.tell("ping")
        await staying.frame(lambda f: f["type"] == "pong")

        async def all_of_them() -> None:
            async with company.reunion.db.transaction() as tx:
                await sign_out(company.context(tx), principal_id=other.principal_id)

        company.reunion.run(all_of_them)
        assert await staying.closed() == 4001


async def _told(socket: Socket, principal_id: int, online: bool) -> None:
    await socket.frame(
        lambda f: (
            f["type"] == "presence" and (f["principal_id"], f["online"]) == (principal_id, online)
        )
    )


async def test_presence_follows_the_sockets(company: Company) -> None:
    two = pair(company)
    async with socket_of(two.desk, "desk") as desk:
        await desk.tell("presence", principal_ids=[two.contact_id])
        await _told(desk, two.contact_id, False)
        async with socket_of(two.app, "app"):
            await _told(desk, two.contact_id, True)
        desk.frames.clear()
        await _told(desk, two.contact_id, False)


async def test_presence_is_for_acquaintances(company: Company, other_company: Company) -> None:
    two, stranger = pair(company), pair(other_company)
    chen = company.members["chen"]
    async with (
        socket_of(stranger.app, "app"), socket_of(two.app, "app") as app,
        socket_of(two.desk, "desk") as desk,
    ):  # fmt: skip
        asked = [stranger.contact_id, stranger.desk.principal_id, chen, two.contact_id]
        await desk.tell("presence", principal_ids=asked)
        await _told(desk, two.contact_id, True)
        await _told(desk, chen, False)
        zhou = company.members["zhou"]
        await app.tell("presence", principal_ids=[chen, stranger.contact_id, zhou])
        await _told(app, zhou, True)
        seen = {f["principal_id"] for f in desk.frames if f["type"] == "presence"}
        assert seen == {chen, two.contact_id}
        assert {f["principal_id"] for f in app.frames if f["type"] == "presence"} == {zhou}


async def test_typing_reaches_the_other_side_only(company: Company) -> None:
    two = pair(company)
    async with socket_of(two.desk, "desk") as desk, socket_of(two.app, "app") as app:
        await app.tell("typing", conversation_id=two.conversation_id)
        told = await desk.frame(lambda f: f["type"] == "typing")
        assert told["principal_id"] == two.contact_id
        await asyncio.sleep(0.1)
        assert not [f for f in app.frames if f["type"] == "typing"]
