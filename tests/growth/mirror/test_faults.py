"""Callbacks that are lost, doubled or come in another order leave no trace in the end."""

import asyncio
import random
import time
from typing import Any, NamedTuple

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunion.growth.mirror import service as mirror
from reunion.growth.mirror.store import groups
from reunion.growth.profiles import service as profiles
from reunion.wecom.callbacks import pack
from reunion.wecom.crypto import Crypto
from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.company import Caller, Company, found
from tests.factories.handing import a_day_passes, begin
from tests.factories.hearing import app_of
from tests.factories.meeting import meet, tag, way
from tests.factories.mirroring import in_corp, settled
from tests.factories.serving import Reunion
from tests.growth.mirror.elsewhere import KEY, TOKEN, connect, truth


class Scene(NamedTuple):
    """A WeCom whose callbacks this test holds in its hands, and growth on another server."""

    there: Company
    here: Company
    receiver: CallbackReceiver
    people: list[tuple[Caller, dict[str, Any]]]
    ways: dict[str, dict[str, Any]]
    tags: list[str]
    group_id: int
    chat_id: str
    url: str


@pytest.fixture(scope="module")
async def scene(reunion: Reunion, near: Reunion) -> Any:
    there = found(reunion)
    for userid, name in (("zhou", "周宁"), ("chen", "陈安")):
        await there.add_member(userid, name)
    here = await connect(near, there)
    await settled(here)
    url = (await here.console().ok("GET", "/api/console/wecom-connection"))["callback_url"]
    people = [await meet(there, "zhou", name) for name in ("小美", "阿华", "玲玲")]
    ways = {"zhou": await way(there, "zhou"), "chen": await way(there, "chen")}
    tags = [await tag(there, "金卡"), await tag(there, "银卡")]
    colleagues = {"contact_ids": [], "member_ids": [there.members["chen"]]}
    body = {"name": "会员群", "kind": "customer", **colleagues}
    group = await there.desk("zhou").ok("POST", "/api/desk/groups", json=body)
    listed = await there.open().post("/externalcontact/groupchat/list", limit=1)
    chat_id = listed["group_chat_list"][0]["chat_id"]
    with CallbackReceiver(there.wire_id) as receiver:
        for kind in ("customer_contact", "contacts"):
            path = f"/api/console/apps/{await app_of(there, kind)}/callback"
            await there.console().ok("PUT", path, json=receiver.setting)
        await here.console().ok("POST", "/api/console/wecom-mirror/rounds", json={})
        await settled(here)
        yield Scene(there, here, receiver, people, ways, tags, group["id"], chat_id, url)


WHO = st.integers(0, 2)
MEMBER = st.sampled_from(["zhou", "chen"])
DEED = st.one_of(
    st.tuples(st.just("add"), WHO, MEMBER),
    st.tuples(st.just("drop"), WHO, MEMBER),
    st.tuples(st.just("remark"), WHO, MEMBER),
    st.tuples(st.just("tag"), WHO, MEMBER),
    st.tuples(st.just("hand over"), WHO, MEMBER),
    st.tuples(st.just("join or leave"), WHO, st.just("zhou")),
    st.tuples(st.just("call the tag"), WHO, st.just("")),
    st.tuples(st.just("call the member"), WHO, MEMBER),
)


async def do(scene: Scene, deed: str, who: int, userid: str) -> None:
    """Something that people do at the platform, where it is possible."""
    person, card = scene.people[who]
    now = await truth(scene.there, card["external_userid"])
    desk, console = scene.there.desk(userid or "zhou"), scene.there.console()
    path = f"/api/desk/customers/{card['contact_id']}"
    match deed:
        case "add" if userid not in now:
            await person.request("POST", f"/api/app/ways/{scene.ways[userid]['slug']}/add", json={})
        case "drop" if userid in now:
            await desk.ok("DELETE", path)
        case "remark" if userid in now:
            await desk.ok("PATCH", path, json={"remark": another_word()})
        case "tag" if userid in now:
            one = scene.tags[who % 2]
            change = {"remove": [one]} if one in now[userid][1] else {"add": [one]}
            await desk.ok("PUT", f"{path}/tags", json=change)
        case "hand over" if set(now) == {userid}:
            taker = "chen" if userid == "zhou" else "zhou"
            begun = await begin(scene.there, card["external_userid"], giver=userid, taker=taker)
            if all(one["errcode"] == 0 for one in begun):
                a_day_passes(scene.there)
        case "join or leave":
            group = f"/api/desk/groups/{scene.group_id}"
            if card["external_userid"] in await in_group(scene):
                body = {"principal_ids": [card["contact_id"]]}
                await desk.ok("POST", f"{group}/removals", json=body)
            elif userid in now:
                body = {"contact_ids": [card["contact_id"]], "member_ids": []}
                await desk.ok("POST", f"{group}/members", json=body)
        case "call the tag":
            body = {"name": another_word()}
            await console.ok("PATCH", f"/api/console/tags/{scene.tags[who % 2]}", json=body)
        case "call the member":
            body = {"name": another_word()}
            await console.ok("PATCH", f"/api/console/members/{userid}", json=body)
        case _:
            pass


def another_word() -> str:
    return f"{time.monotonic_ns() % 10**9}"


async def in_group(scene: Scene) -> set[str]:
    """Who is in it, as the protocol says."""
    asked = {"chat_id": scene.chat_id}
    answer = await scene.there.open().post("/externalcontact/groupchat/get", **asked)
    return {one["userid"] for one in answer["group_chat"]["member_list"]}


async def told(scene: Scene, before: int) -> list[str]:
    """All callbacks since there were so many, once the platform has no more to tell."""
    left = """SELECT EXISTS (SELECT FROM event WHERE corp_id = $1 AND NOT relayed)
        OR EXISTS (SELECT FROM callback_delivery WHERE corp_id = $1 AND state = 'pending')
        OR EXISTS (SELECT FROM handover WHERE corp_id = $1 AND state = 'waiting' AND due_at <= now())"""
    there = scene.there

    async def more() -> bool:
        async with there.reunion.db.connection() as connection:
            return await connection.fetchval(left, there.corp_id)

    async with asyncio.timeout(60):
        while there.reunion.run(more):  # noqa: ASYNC110 (the tables of another worker have no event)
            await asyncio.sleep(0.02)
    return [one.xml for one in scene.receiver.accepted[before:]]


async def deliver(scene: Scene, xml: str) -> None:
    """As WeCom does: signed, encrypted, over the network."""
    crypto = Crypto(TOKEN, KEY, scene.there.wire_id)
    envelope = pack(crypto, scene.there.wire_id, None, xml, int(time.time()))
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{scene.url}?{envelope.query}", content=envelope.body)
    assert (answer.status_code, answer.content) == (200, b"")


async def as_wecom_says(scene: Scene) -> None:
    """Follows, remarks and tags, the tags of the profiles, the group and the names of members."""
    said = await scene.there.open().post("/externalcontact/get_corp_tag_list")
    names = {tag["id"]: tag["name"] for one in said["tag_group"] for tag in one["tag"]}
    for _, card in scene.people:
        external_userid = card["external_userid"]
        wanted = await truth(scene.there, external_userid)
        number = in_corp(scene.here, lambda ctx, e=external_userid: profiles.of_external(ctx, e))
        assert number is not None
        follows = in_corp(scene.here, lambda ctx, n=number: mirror.follows(ctx, [n]))[number]
        active = [one for one in follows if one.state == "active"]
        assert {one.userid: (one.remark, tuple(sorted(one.tag_ids))) for one in active} == wanted
        (shown,) = in_corp(scene.here, lambda ctx, n=number: profiles.cards(ctx, [n]))
        assert {(one.wecom_id, one.name) for one in shown.tags} == {
            (t, names[t]) for _, ids in wanted.values() for t in ids
        }
    inside = in_corp(scene.here, lambda ctx: groups.members(ctx, scene.chat_id))
    assert {one.userid for one in inside} == await in_group(scene)
    listed = await scene.there.open().get("/user/simplelist", department_id=1, fetch_child=1)
    members = in_corp(scene.here, mirror.members)
    assert {(m.userid, m.name) for m in members} == {
        (one["userid"], one["name"]) for one in listed["userlist"]
    }


@pytest.mark.long
@settings(
    max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)  # fmt: skip
@given(deeds=st.lists(DEED, min_size=3, max_size=7), order=st.integers(0, 2**16))
async def test_doubled_and_reordered_callbacks(scene: Scene, deeds: Any, order: int) -> None:
    before = len(scene.receiver.accepted)
    for deed in deeds:
        await do(scene, *deed)
    twice = await told(scene, before) * 2
    random.Random(order).shuffle(twice)
    for n, xml in enumerate(twice):
        await deliver(scene, xml)
        if n == len(twice) // 2:
            await settled(scene.here)
    await settled(scene.here)
    await as_wecom_says(scene)


async def test_lost_callbacks_are_made_good_by_the_reconciliation(scene: Scene) -> None:
    before = len(scene.receiver.accepted)
    deeds = [("add", 0, "chen"), ("drop", 1, "zhou"), ("tag", 2, "zhou"), ("remark", 0, "zhou"),
             ("hand over", 2, "zhou"), ("hand over", 2, "chen"), ("join or leave", 0, "zhou"),
             ("call the tag", 0, ""), ("call the member", 0, "chen")]  # fmt: skip
    for deed in deeds:
        await do(scene, *deed)
    assert await told(scene, before), "and none of it reaches growth"
    await scene.here.console().ok("POST", "/api/console/wecom-mirror/rounds", json={})
    await settled(scene.here)
    await as_wecom_says(scene)
    console = scene.here.console()
    assert (await console.ok("GET", "/api/console/wecom-mirror"))["rounds"][0]["drifts"] > 0
    # Nothing is found a second time.
    await console.ok("POST", "/api/console/wecom-mirror/rounds", json={})
    await settled(scene.here)
    assert (await console.ok("GET", "/api/console/wecom-mirror"))["rounds"][0]["drifts"] == 0


async def test_what_is_not_from_wecom_is_refused(scene: Scene) -> None:
    crypto = Crypto("another", KEY, scene.there.wire_id)
    envelope = pack(crypto, scene.there.wire_id, None, "<xml></xml>", int(time.time()))
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{scene.url}?{envelope.query}", content=envelope.body)
        assert answer.status_code == 403
        assert (await http.get(scene.url)).status_code == 403
        assert (await http.post(f"{scene.url}x", content=b"")).status_code == 404
