"""kill -9 of the worker between sending a callback and recording that it was sent."""

import asyncio
import signal
import subprocess
import sys
import threading
from typing import Any

import asyncpg

from reunion.platform.callbacks.model import LEASE
from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.company import Caller, found
from tests.factories.hearing import app_of, new_way, scan
from tests.factories.serving import Reunion
from tests.main.processes import environment


class Worker:
    """`reunion worker` as a process of its own."""

    def __init__(self, reunion: Reunion) -> None:
        config = reunion.config
        self._child = subprocess.Popen(
            [sys.executable, "-m", "reunion.main", "worker"],
            env=environment()
            | {
                "REUNION_DATA": str(config.data),
                "REUNION_DATABASE_URL": config.database_url,
                "REUNION_ALLOW_PRIVATE_CALLBACKS": "true",
            },
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        """Returns when it is gone."""
        self._child.send_signal(signal.SIGKILL)
        self._child.wait()


async def test_what_a_killed_worker_was_sending_arrives_in_order(database_url: str) -> None:
    reunion = Reunion(database_url, worker=False)
    reunion.start()
    workers = [Worker(reunion)]
    killed = threading.Event()

    def answer(_: dict[str, Any]) -> int:
        """The first callback has arrived, and before its sender hears so it is gone."""
        if not killed.is_set():
            workers[0].kill()
            killed.set()
        return 200

    company = found(reunion)
    await company.add_member("zhou", "周宁")
    console, zhou = company.console(), company.desk("zhou")
    try:
        with CallbackReceiver(company.wire_id, answer=answer) as receiver:
            app_id = await app_of(company, "customer_contact")
            setting = receiver.setting
            await console.ok("PUT", f"/api/console/apps/{app_id}/callback", json=setting)
            await scan(reunion, await new_way(company, "zhou"))
            receiver.wait(1, within=60)
            [card] = (await zhou.ok("GET", "/api/desk/customers"))["items"]
            path = f"/api/desk/customers/{card['contact_id']}"
            await zhou.ok("PATCH", path, json={"remark": "陈女士"})
            await zhou.ok("DELETE", path)
            [item] = (await console.ok("GET", "/api/console/deliveries"))["items"]
            assert (item["state"], item["attempts"]) == ("pending", 0)
            path = f"/api/console/deliveries/{item['id']}"
            [begun] = (await console.ok("GET", path))["log"]
            assert begun["status"] is None
            assert "no result was recorded" in begun["error"]

            workers.append(Worker(reunion))
            await scan(reunion, await new_way(company, "zhou"), "另一位")
            heard = receiver.wait(2, within=60)
            assert heard[1].values["ExternalUserID"] != card["external_userid"]
            await _pass_the_lease(database_url, item["id"])
            heard = receiver.wait(5)
            items = await _delivered(console, 4)
            tries = (await console.ok("GET", path))["log"]
    finally:
        workers[-1].kill()
        reunion.stop()
    of_card = [
        one.change_type for one in heard if one.values["ExternalUserID"] == card["external_userid"]
    ]
    assert of_card == [
        "add_external_contact",
        "add_external_contact",
        "edit_external_contact",
        "del_external_contact",
    ]
    assert heard[0].xml == heard[2].xml, "receivers tell a repeat by its CreateTime"
    assert [one["attempts"] for one in items] == [1] * 4
    assert [tried["status"] for tried in tries] == [None, 200]


async def _delivered(console: Caller, count: int) -> list[dict[str, Any]]:
    """So many callbacks, once the log says that they were delivered."""
    async with asyncio.timeout(60):
        while True:
            params = {"state": "delivered"}
            items = (await console.ok("GET", "/api/console/deliveries", params=params))["items"]
            if len(items) == count:
                return items
            await asyncio.sleep(0.05)


async def _pass_the_lease(database_url: str, delivery_id: int) -> None:
    """The time in which nobody else may take the row is over."""
    conn = await asyncpg.connect(database_url)
    try:
        await conn.execute(
            "UPDATE callback_delivery SET next_at = next_at - $2::interval WHERE id = $1",
            delivery_id, LEASE,
        )  # fmt: skip
    finally:
        await conn.close()
