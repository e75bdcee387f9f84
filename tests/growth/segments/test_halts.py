"""Broadcasts to segments that are stopped, wait for WeCom, or wait for somebody who is erased."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from reunion.growth.profiles import service as profiles
from reunion.growth.segments.broadcasts.service import CHANNEL
from tests.factories.company import Company, found
from tests.factories.meeting import meet
from tests.factories.mirroring import in_corp, settled
from tests.factories.serving import Reunion
from tests.factories.waiting import until
from tests.growth.mirror.elsewhere import connect, later
from tests.growth.mirror.gate import Gate

PATH = "/api/console/segments"
ADD = "add_msg_template"
Answer = dict[str, Any]


class Scene(NamedTuple):
    """Chen has one customer there and zhou two; here the WeCom of both is read through the gate."""

    here: Company
    gate: Gate
    segment: int
    customers: list[str]

    async def begin(self, key: str) -> int:
        """A broadcast to all three."""
        body = {"text": f"新茶到店 {key}", "key": key}
        path = f"{PATH}/{self.segment}/broadcasts"
        return (await self.here.console().ok("POST", path, json=body))["id"]

    async def shows(self, broadcast: int, right: Callable[[Answer], object]) -> Answer:
        """The broadcast as the page has it, once it is right."""
        console = self.here.console()

        async def look() -> Answer | None:
            one = await console.ok("GET", f"{PATH}/broadcasts/{broadcast}")
            return one if right(one) else None

        return await until(look) or {}

    async def tasks(self, broadcast: int) -> list[tuple[str, int, str]]:
        page = await self.here.console().ok("GET", f"{PATH}/broadcasts/{broadcast}/tasks")
        return [(one["name"], one["customers"], one["state"]) for one in page["items"]]

    def wake(self) -> None:
        """The worker looks, as at any news."""
        in_corp(self.here, lambda ctx: ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL))

    def asked(self, key: str) -> list[Answer]:
        """What WeCom was asked for in the broadcast of that key."""
        calls = [one.given for one in self.gate.named(ADD)]
        return [one for one in calls if one["text"]["content"].endswith(key)]


@pytest.fixture(scope="module")
async def scene(reunion: Reunion) -> AsyncIterator[Scene]:
    there = found(reunion)
    await there.add_member("chen", "陈安")
    await there.add_member("zhou", "周宁")
    met = [await meet(there, userid, "客户") for userid in ("chen", "zhou", "zhou")]
    gate = Gate(reunion.base_url)
    here = await connect(reunion, there, gate.base_url)
    await settled(here)
    console = here.console()
    made = await console.ok("POST", PATH, json={"name": "全部", "definition": {"kind": "follow"}})

    async def followed() -> bool:
        seen = await console.ok("POST", f"{PATH}/{made['id']}/broadcasts/estimate")
        return seen["reachable"] == len(met)

    await until(followed)
    yield Scene(here, gate, made["id"], [customer["external_userid"] for _, customer in met])
    gate.close()


async def test_what_waits_for_wecom_says_why_and_is_not_sent_to_who_was_erased(
    scene: Scene,
) -> None:
    scene.gate.faults[ADD] = (45009, None)
    made = await scene.begin("waits-for-wecom")
    one = await scene.shows(made, lambda one: one["error"])
    assert ("45009" in one["error"], one["state"], one["made"]) == (True, "asking", 0)
    assert one["next_at"] > one["made_at"]
    assert await scene.tasks(made) == [("陈安", 1, "waiting"), ("周宁", 2, "waiting")]

    erased = scene.customers[-1]
    her = in_corp(scene.here, lambda ctx: profiles.of_external(ctx, erased))
    console = scene.here.console()
    asked = await console.ok("POST", f"/api/console/profiles/{her}/erase", json={"reason": "要求"})
    receipt = f"/api/console/profile-erasures/{asked['erasure_no']}"

    async def over() -> bool:
        return (await console.ok("GET", receipt))["finished_at"] is not None

    await until(over)
    del scene.gate.faults[ADD]
    before = len(scene.asked("waits-for-wecom"))
    with later(timedelta(minutes=2)):
        scene.wake()
        one = await scene.shows(made, lambda one: one["state"] == "done")
    assert (one["made"], one["handed"], one["failed"], one["error"]) == (2, 2, 0, "")
    handed = [given["external_userid"] for given in scene.asked("waits-for-wecom")[before:]]
    assert handed == [[scene.customers[0]], [scene.customers[1]]]


async def test_what_is_stopped_goes_no_further_than_the_call_under_way(scene: Scene) -> None:
    hold = scene.gate.hold(lambda call: call.name == ADD, done=True)
    made = await scene.begin("stopped-in-a-call")
    await hold.wait()
    console = scene.here.console()
    one = await console.ok("POST", f"{PATH}/broadcasts/{made}/stop")
    assert (one["state"], one["finished_at"] is None) == ("stopped", False)
    hold.let_go()
    await scene.shows(made, lambda one: one["made"])
    assert await scene.tasks(made) == [("陈安", 1, "made")]
    assert len(scene.asked("stopped-in-a-call")) == 1
    again = await console.post(f"{PATH}/broadcasts/{made}/stop")
    assert (again.status_code, again.json()["code"]) == (409, "segment_broadcast_over")


async def test_what_is_stopped_while_it_waits_is_asked_for_no_more(scene: Scene) -> None:
    scene.gate.faults[ADD] = (45009, None)
    made = await scene.begin("stopped-while-waiting")
    await scene.shows(made, lambda one: one["error"])
    before = len(scene.asked("stopped-while-waiting"))
    one = await scene.here.console().ok("POST", f"{PATH}/broadcasts/{made}/stop")
    assert (one["state"], one["tasks"], await scene.tasks(made)) == ("stopped", 0, [])
    del scene.gate.faults[ADD]
    with later(timedelta(minutes=2)):
        scene.wake()
        other = await scene.begin("after-the-stopped-one")
        await scene.shows(other, lambda one: one["state"] == "done")
    assert len(scene.asked("stopped-while-waiting")) == before


async def test_a_key_names_what_was_asked_for_whoever_is_in_the_segment_by_now(
    scene: Scene,
) -> None:
    console = scene.here.console()
    body = {"name": "当时", "definition": {"kind": "follow"}}
    segment = await console.ok("POST", PATH, json=body)
    path = f"{PATH}/{segment['id']}"
    asked = {"text": "老茶", "key": "asked-for-once"}
    made = await console.ok("POST", f"{path}/broadcasts", json=asked)
    nobody = {"kind": "follow", "userids": ["nobody"]}
    await console.ok("PUT", path, json={**body, "definition": nobody, "version": 1})
    assert (await console.ok("POST", f"{path}/broadcasts", json=asked))["id"] == made["id"]
    fresh = await console.post(f"{path}/broadcasts", json={**asked, "key": "asked-for-anew"})
    assert (fresh.status_code, fresh.json()["code"]) == (400, "nobody_reachable")
