"""Every change to a customer that shows on a screen reaches it: the socket hints, the pull agrees."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, newest, tag, way
from tests.factories.sockets import Socket, socket_of


class Screen:
    """One device: it pulls when a hint comes, and never otherwise."""

    def __init__(self, caller: Caller, surface: str, socket: Socket) -> None:
        self.caller, self.surface, self.socket = caller, surface, socket
        self.cursor = ""

    async def start(self) -> None:
        self.cursor = (await self._sync())["cursor"]

    async def _sync(self) -> dict[str, Any]:
        query = {"cursor": self.cursor}
        return await self.caller.ok("GET", f"/api/{self.surface}/sync", params=query)

    async def hears(self, act: Callable[[], Awaitable[object]], what: str = "contacts") -> None:
        """The act leads to a hint, and the sync says the same."""
        known = {id(frame) for frame in self.socket.frames}
        await act()
        await self.socket.frame(
            lambda f: id(f) not in known and f["type"] == "changed" and f["what"] == what
        )
        synced = await self._sync()
        assert synced[f"{what}_changed"] is True
        await self._comes_to_rest(synced)

    async def _comes_to_rest(self, synced: dict[str, Any]) -> None:
        """A change may be told again while any older transaction is open, and then no more."""
        async with asyncio.timeout(60):
            while synced["contacts_changed"] or synced["requests_changed"]:
                self.cursor = synced["cursor"]
                await asyncio.sleep(0.02)
                synced = await self._sync()


async def test_the_desk_hears_of_everything_about_its_customers(company: Company) -> None:
    desk = company.desk()
    label = await tag(company, "核心")
    person, one = await meet(company)
    external, contact = one["external_userid"], one["contact_id"]
    member = company.members["zhou"]
    code = await way(company, "zhou", skip_verify=False)
    asking = customer(company.reunion, "等待")
    app, console = company.open(), company.console()
    async with socket_of(desk, "desk") as socket:
        screen = Screen(desk, "desk", socket)
        await screen.start()

        await screen.hears(lambda: add(asking, code), "requests")
        (request,) = (await desk.ok("GET", "/api/desk/requests"))["items"]
        path = f"/api/desk/requests/{request['contact_id']}"
        await screen.hears(lambda: desk.ok("POST", f"{path}/accept"))
        assert (await newest(company))["name"] == "等待"
        body = {"remark": "陈女士"}
        await screen.hears(lambda: desk.ok("PATCH", f"/api/desk/customers/{contact}", json=body))
        refs = [{"external_userid": external, "userid": "zhou"}]
        marking = {"follows": refs, "add": [label]}
        await screen.hears(lambda: console.ok("POST", "/api/console/customers/tags", json=marking))
        names = {"userid": "zhou", "external_userid": external}
        await screen.hears(
            lambda: app.post("/externalcontact/mark_tag", **names, remove_tag=[label])
        )
        await screen.hears(
            lambda: app.post("/externalcontact/remark", **names, description="近视 350 度")
        )
        await screen.hears(lambda: person.ok("PATCH", "/api/app/profile", json={"name": "陈晓梅"}))
        wishes = f"/api/app/companies/{company.wire_id}/preferences"
        refusal = {"marketing": False, "service": True}
        await screen.hears(lambda: person.ok("PUT", wishes, json=refusal))
        blocking = f"/api/app/contacts/{member}"
        await screen.hears(lambda: person.ok("PATCH", blocking, json={"blocked": True}))
        await screen.hears(lambda: person.ok("DELETE", blocking))
        await screen.hears(lambda: person.ok("POST", f"{blocking}/add", json={}))


async def test_the_customer_hears_of_the_member(company: Company) -> None:
    person = customer(company.reunion, "小美")
    code = await way(company, "zhou", skip_verify=False)
    desk = company.desk()
    async with socket_of(person, "app") as socket:
        screen = Screen(person, "app", socket)
        await screen.start()

        await screen.hears(lambda: add(person, code))
        (request,) = (await desk.ok("GET", "/api/desk/requests"))["items"]
        path = f"/api/desk/requests/{request['contact_id']}/accept"
        await screen.hears(lambda: desk.ok("POST", path))
        (mine,) = (await person.ok("GET", "/api/app/contacts"))["items"]
        assert mine["state"] == "active"
        gone = f"/api/desk/customers/{request['contact_id']}"
        await screen.hears(lambda: desk.ok("DELETE", gone))
