"""What WeCom answers when it does not let us: as the reference says, and told on the page."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from reunion.core.clock import clock
from reunion.growth.mirror import service as mirror
from reunion.growth.mirror.store import leases, marks
from reunion.growth.profiles import service as profiles
from tests.factories.company import Company, found
from tests.factories.meeting import meet, tag
from tests.factories.mirroring import in_corp, settled
from tests.factories.serving import Reunion
from tests.growth.mirror.elsewhere import connect, later, shows, status, truth
from tests.growth.mirror.gate import Gate

ROUNDS = "/api/console/wecom-mirror/rounds"


class Scene(NamedTuple):
    """A company whose calls go through the gate; she is the only customer of its WeCom."""

    there: Company
    here: Company
    gate: Gate
    external_userid: str
    tags: list[str]


@pytest.fixture(scope="module")
async def scene(reunion: Reunion, near: Reunion) -> AsyncIterator[Scene]:
    there = found(reunion)
    await there.add_member("zhou", "周宁")
    _, mei = await meet(there, "zhou", "小美")
    tags = [await tag(there, "金卡"), await tag(there, "银卡")]
    gate = Gate(reunion.base_url)
    here = await connect(near, there, gate.base_url)
    await settled(here)
    yield Scene(there, here, gate, mei["external_userid"], tags)
    gate.close()


async def begin(here: Company) -> None:
    await here.console().ok("POST", ROUNDS, json={})


def wake(here: Company) -> None:
    """As any news would."""
    in_corp(here, leases.wake)


def until(paused_until: str) -> float:
    """Seconds from now."""
    return (datetime.fromisoformat(paused_until) - clock.now()).total_seconds()


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
async def test_a_stale_token_is_renewed_once(scene: Scene, errcode: int) -> None:
    tokens = len(scene.gate.named("gettoken"))
    scene.gate.faults["get_by_user"] = (errcode, 1)
    await begin(scene.here)
    await settled(scene.here)
    assert len(scene.gate.named("gettoken")) == tokens + 1
    seen = await status(scene.here)
    assert (seen["trouble"], seen["refusals"], seen["rounds"][0]["drifts"]) == (None, [], 0)


async def test_a_busy_server_is_asked_again(scene: Scene) -> None:
    before = len(scene.gate.named("get_corp_tag_list"))
    scene.gate.faults["get_corp_tag_list"] = (-1, 2)
    await begin(scene.here)
    await settled(scene.here)
    assert len(scene.gate.named("get_corp_tag_list")) == before + 3
    assert (await status(scene.here))["trouble"] is None


@pytest.mark.parametrize(
    ("name", "errcode", "advice"),
    [("get_corp_tag_list", 45009, "自动等待"), ("get_follow_user_list", 60020, "企业可信 IP")],
)
async def test_what_stops_every_call_is_waited_for_longer_and_longer(
    scene: Scene, name: str, errcode: int, advice: str
) -> None:
    scene.gate.faults[name] = (errcode, None)
    await begin(scene.here)
    seen = await shows(scene.here, lambda one: one["paused_until"])
    assert (seen["trouble"]["errcode"], advice in seen["trouble"]["advice"]) == (errcode, True)
    assert 0 < until(seen["paused_until"]) <= 60, "WeCom blocks for a minute at first"
    calls = len(scene.gate.calls)
    wake(scene.here)
    with later(timedelta(seconds=60)):
        wake(scene.here)
        seen = await shows(scene.here, lambda one: until(one["paused_until"]) > 0)
        assert 60 < until(seen["paused_until"]) <= 120, "and for longer each time"
        assert len(scene.gate.calls) == calls + 1
        del scene.gate.faults[name]
        with later(timedelta(seconds=120)):
            wake(scene.here)
            await settled(scene.here)
            seen = await status(scene.here)
    assert (seen["trouble"], seen["paused_until"]) == (None, None)
    assert [one["refusals"] for one in seen["rounds"][:1]] == [[]]


async def test_once_it_is_mended_somebody_may_have_it_tried_at_once(scene: Scene) -> None:
    scene.gate.faults["get_by_user"] = (60020, None)
    await begin(scene.here)
    await shows(scene.here, lambda one: one["paused_until"])
    del scene.gate.faults["get_by_user"]
    assert await scene.here.console().ok("POST", ROUNDS, json={}) == {"began": False}
    await settled(scene.here)
    assert (await status(scene.here))["trouble"] is None


async def test_one_company_does_not_wait_for_another(scene: Scene, near: Reunion) -> None:
    there, here, gate, mei, (gold, silver) = scene
    reading = gate.hold(lambda call: call.name == "get_by_user")
    writing = gate.hold(lambda call: call.name == "mark_tag")
    await mark(here, mei, gold)
    await begin(here)
    await reading.wait()
    await writing.wait()
    beside = await connect(near, there)
    await settled(beside)
    await mark(beside, mei, silver)
    await settled(beside)
    assert await truth(there, mei) == {"zhou": ("", (silver,))}
    gate.holds.clear()
    reading.let_go()
    writing.let_go()
    await settled(here)
    assert await truth(there, mei) == {"zhou": ("", tuple(sorted([gold, silver])))}


async def test_tags_wait_too_and_the_page_says_so(scene: Scene) -> None:
    there, here, gate, mei, (gold, _) = scene
    if gold not in (await truth(there, mei))["zhou"][1]:
        await mark(here, mei, gold)
        await settled(here)
    before = await truth(there, mei)
    gate.faults["mark_tag"] = (45009, None)
    await mark(here, mei, gold, remove=True)
    seen = await shows(here, lambda one: one["marks"]["paused_until"])
    assert (seen["marks"]["queued"], seen["marks"]["trouble"]["errcode"]) == (1, 45009)
    assert seen["trouble"] is None, "reading goes on"
    del gate.faults["mark_tag"]
    with later(timedelta(seconds=60)):
        wake(here)
        await settled(here)
        seen = await status(here)
    assert (seen["marks"]["queued"], seen["marks"]["paused_until"]) == (0, None)
    assert await truth(there, mei) == {
        "zhou": ("", tuple(one for one in before["zhou"][1] if one != gold))
    }


async def test_what_stands_behind_a_call_that_waits_is_not_due(scene: Scene) -> None:
    """Else the worker would look for it over and over: nothing of it can be claimed."""

    async def look(ctx: Any) -> tuple[bool, bool, list[Any]]:
        wanted = {
            "profile_no": 1, "external_userid": scene.external_userid, "add_ids": ["none"],
            "remove_ids": [],
        }  # fmt: skip
        await marks.queue(ctx, [wanted, wanted], "behind", None)
        before = ctx.corp_id in await marks.due(ctx.tx, ctx.now)
        await ctx.tx.execute(
            """UPDATE wecom_marking SET next_at = $3 WHERE corp_id = $1 AND id =
                   (SELECT min(id) FROM wecom_marking WHERE corp_id = $1 AND reason = $2)""",
            ctx.corp_id, "behind", ctx.now + timedelta(hours=1),
        )  # fmt: skip
        after = ctx.corp_id in await marks.due(ctx.tx, ctx.now)
        claimed = await marks.claim(ctx, timedelta(minutes=2), 10)
        await ctx.tx.execute("DELETE FROM wecom_marking WHERE reason = $1", "behind")
        return before, after, claimed

    assert in_corp(scene.here, look) == (True, False, [])


async def mark(here: Company, external_userid: str, wanted: str, *, remove: bool = False) -> None:
    """The tag is to be written on, or off, her."""

    async def queue(ctx: Any) -> int:
        number = await profiles.of_external(ctx, external_userid)
        assert number is not None
        nos = [(await profiles.tag_of_wecom(ctx, [wanted]))[wanted]]
        change = (number, [], nos) if remove else (number, nos, [])
        return await mirror.mark_tags(ctx, [change], reason="limits")

    assert in_corp(here, queue) == 1
