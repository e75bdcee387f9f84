"""Segment's own libraries, from PyPI and from npm, send to Reunion unchanged."""

import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from segment.analytics.client import Client

from tests.factories.company import found
from tests.factories.sending import Shop, open_shop
from tests.factories.serving import Reunion

FOLDER = Path(__file__).parent / "segment_node"
NAMES = [
    "Order Completed", "account_joined", "once", "page_viewed", "profile_aliased",
    "profile_identified", "screen_viewed",
]  # fmt: skip


@pytest.fixture
async def shop(reunion: Reunion) -> AsyncIterator[Shop]:
    shop = await open_shop(found(reunion))
    yield shop
    await shop.http.aclose()


async def arrived_whole(shop: Shop, order: str, fen: int) -> None:
    """One of everything, all of one person, the doubled one once."""
    items = await shop.arrived(len(NAMES))
    assert sorted(one["name"] for one in items) == NAMES
    assert len({one["profile_no"] for one in items}) == 1
    [paid] = [one for one in items if one["name"] == "Order Completed"]
    assert (paid["subject"], paid["amount_fen"]) == (order, fen)
    assert paid["properties"]["context"]["library"]["name"]


@pytest.mark.parametrize("gzip", [False, True])
async def test_the_library_for_python(shop: Shop, gzip: bool) -> None:
    failures: list[Any] = []
    client = Client(
        shop.key, host=shop.base_url, gzip=gzip, max_retries=1,
        on_error=lambda error, _: failures.append(error),
    )  # fmt: skip
    client.page(anonymous_id="py-a", name="首页", properties={"path": "/"})
    traits = {"name": "周女士", "email": "Zhou@example.com", "plan": "金"}
    client.identify("P-1", traits, anonymous_id="py-a")
    client.track("P-1", "Order Completed", {"order_id": "P-9", "revenue": 12.34})
    client.screen("P-1", "购物车")
    client.group("P-1", "店-9")
    client.alias("py-b", "P-1")
    for _ in range(2):
        client.track("P-1", "once", message_id="the same")
    client.shutdown()
    assert failures == []
    await arrived_whole(shop, "P-9", 1_234)


async def test_the_library_for_python_hears_of_a_wrong_key(reunion: Reunion) -> None:
    failures: list[Any] = []
    client = Client(
        "wrong", host=reunion.base_url, on_error=lambda error, _: failures.append(error)
    )
    client.track("P-1", "x")
    client.shutdown()
    assert [(one.status, one.code) for one in failures] == [(401, "invalid_write_key")]


async def test_the_library_for_node(shop: Shop) -> None:
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=FOLDER, check=True)
    done = subprocess.run(
        ["node", "send.mjs", shop.base_url, shop.key], cwd=FOLDER, capture_output=True, timeout=60
    )
    assert json.loads(done.stdout) == {"delivered": 8, "failures": []}, done.stderr.decode()
    await arrived_whole(shop, "N-9", 8_850)
