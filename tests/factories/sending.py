"""A shop that sends events over HTTP, and what headquarters sees of them."""

import asyncio
import contextlib
import itertools
from typing import Any

import httpx

from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.tracking import draining
from reunion.growth.tracking.store import inbox
from tests.factories.company import Caller, Company

SOURCES = "/api/console/tracking/sources"
_numbers = itertools.count(1)


class Shop:
    """A source of events with its key; `console` is an administrator who looks on."""

    def __init__(self, company: Company, console: Caller, source: dict[str, Any]) -> None:
        self.company = company
        self.console = console
        self.number: int = source["source_no"]
        self.name: str = source["name"]
        self.key: str = source["keys"][0]["write_key"]
        self.base_url = company.reunion.base_url
        self.http = httpx.AsyncClient(base_url=f"{self.base_url}/v1", timeout=30)

    async def send(self, call: str, body: Any, **given: Any) -> httpx.Response:
        """One request with the key, as HTTP basic auth."""
        return await self.http.post(f"/{call}", json=body, auth=(self.key, ""), **given)

    async def arrived(self, count: int) -> list[dict[str, Any]]:
        """What the live page shows, once it is so many; fails where it is more."""
        async with asyncio.timeout(30):
            while True:
                live = "/api/console/tracking/live"
                params = {"source": self.name, "limit": "200"}
                items = (await self.console.ok("GET", live, params=params))["items"]
                if len(items) >= count:
                    assert len(items) == count
                    return items
                await asyncio.sleep(0.05)


class _Fell(Exception):
    pass


async def given_and_forgotten(db: Database, engine: Engine) -> None:
    """The engine gets what is fixed, and our note of it is lost: a kill -9 between the two."""
    with contextlib.suppress(_Fell):
        async with db.transaction() as tx:
            for batch in await inbox.batches(tx, 10):
                await draining.give(tx, engine, batch)
            raise _Fell


async def open_shop(company: Company) -> Shop:
    """A new source in the company."""
    console = company.console()
    body = {"name": f"商城{next(_numbers)}"}
    return Shop(company, console, await console.ok("POST", SOURCES, json=body))
