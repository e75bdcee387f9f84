"""A company whose WeCom is another server: a second Reunion, reached by its address."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from tests.factories.company import Company, found
from tests.factories.hearing import app_of
from tests.factories.serving import Reunion

TOKEN = "mirrorToken"
KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"


def setting(there: Company, base_url: str = "") -> dict[str, Any]:
    """What the console is told to connect to that company's WeCom."""
    return {
        "base_url": base_url or there.reunion.base_url, "corpid": there.wire_id,
        "secret": there.open().secret, "callback_token": TOKEN, "encoding_aes_key": KEY,
    }  # fmt: skip


async def connect(near: Reunion, there: Company, base_url: str = "") -> Company:
    """A new company of one server whose WeCom is a company on another."""
    here = found(near, "连接")
    body = setting(there, base_url)
    await here.console().ok("PUT", "/api/console/wecom-connection", json=body)
    return here


async def send_callbacks(there: Company, url: str) -> None:
    """The company there tells it what happens; the address is checked on the way."""
    app_id = await app_of(there, "customer_contact")
    body = {"url": url, "token": TOKEN, "encoding_aes_key": KEY}
    await there.console().ok("PUT", f"/api/console/apps/{app_id}/callback", json=body)


async def truth(there: Company, external_userid: str) -> dict[str, tuple[Any, ...]]:
    """Who has a customer, as the protocol says."""
    answer = await there.open().get("/externalcontact/get", external_userid=external_userid)
    return {
        one["userid"]: (one["remark"], tuple(sorted(t["tag_id"] for t in one.get("tags", []))))
        for one in answer.get("follow_user", [])
    }


@contextmanager
def later(by: timedelta) -> Iterator[None]:
    """That much later, for every server of this process."""
    clock.advance(by)
    try:
        yield
    finally:
        clock.advance(-by)


async def status(here: Company) -> dict[str, Any]:
    """What the page shows of the reading."""
    return await here.console().ok("GET", "/api/console/wecom-mirror")


async def shows(here: Company, right: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """The same, once it is right."""
    async with asyncio.timeout(60):
        while not right(seen := await status(here)):  # noqa: ASYNC110 (the page asks again and again too)
            await asyncio.sleep(0.02)
    return seen


async def happened(here: Company, name: str) -> int:
    """How many such events the engine has, once all that was recorded is there."""
    reunion = here.reunion
    left = "SELECT EXISTS (SELECT FROM tracking_inbox) OR EXISTS (SELECT FROM tracking_batch)"
    sql = "SELECT count() FROM tracked_event WHERE corp_id = {corp:UInt32} AND name = {name:String}"

    async def waiting() -> bool:
        async with reunion.db.connection() as connection:
            return await connection.fetchval(left)

    async with asyncio.timeout(60):
        while reunion.run(waiting):  # noqa: ASYNC110 (another process's tables have no event)
            await asyncio.sleep(0.02)
    engine = reunion.work.engine
    return reunion.run(lambda: engine.value(int, sql, corp=here.corp_id, name=name))
