"""Growth of one server on the WeCom of another, over real sockets: as with Tencent's."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from reunion.growth.mirror import service as mirror
from reunion.growth.mirror.model import Follow
from reunion.growth.profiles import service as profiles
from tests.factories.company import Caller, Company, found
from tests.factories.meeting import meet, tag, way
from tests.factories.mirroring import in_corp, settled
from tests.factories.serving import Reunion
from tests.growth.mirror.elsewhere import connect, send_callbacks, setting, truth

TEST = "/api/console/wecom-connection/test"


async def tried(console: Caller, body: dict[str, Any]) -> list[dict[str, Any]]:
    """What the test of these settings says."""
    return (await console.ok("POST", TEST, json={"setting": body}))["items"]


async def held(here: Company, external_userid: str) -> list[Follow]:
    """What growth believes."""
    number = in_corp(here, lambda ctx: profiles.of_external(ctx, external_userid))
    if number is None:
        return []
    return in_corp(here, lambda ctx: mirror.follows(ctx, [number])).get(number, [])


def active(follows: list[Follow]) -> dict[str, tuple[Any, ...]]:
    return {f.userid: (f.remark, tuple(sorted(f.tag_ids))) for f in follows if f.state == "active"}


async def test_a_wecom_elsewhere_is_read_heard_and_written(reunion: Reunion, near: Reunion) -> None:
    there = found(reunion)
    await there.add_member("zhou", "周宁")
    await there.add_member("chen", "陈安")
    person, mei = await meet(there, "zhou", "小美")
    gold, silver = await tag(there, "金卡"), await tag(there, "银卡")

    here = await connect(near, there)
    await settled(here)
    console = here.console()
    seen = await console.ok("GET", "/api/console/wecom-connection")
    assert (seen["state"], seen["has_secret"], seen["verified_at"]) == ("foreign", True, None)
    checks = await console.ok("POST", TEST, json={})
    states = {one["name"]: one["state"] for one in checks["items"]}
    assert states.pop("callback") == "failed"
    assert set(states.values()) == {"ok"}
    assert active(await held(here, mei["external_userid"])) == await truth(
        there, mei["external_userid"]
    )

    await send_callbacks(there, seen["callback_url"])
    assert (await console.ok("GET", "/api/console/wecom-connection"))["verified_at"]
    await person.ok("POST", f"/api/app/ways/{(await way(there, 'chen'))['slug']}/add", json={})
    await _until(lambda: held(here, mei["external_userid"]), lambda found: len(found) == 2)
    assert (await console.ok("GET", "/api/console/wecom-connection"))["heard_at"]

    number = in_corp(here, lambda ctx: profiles.of_external(ctx, mei["external_userid"]))
    assert number is not None
    nos = in_corp(here, lambda ctx: profiles.tag_of_wecom(ctx, [gold, silver]))
    queued = in_corp(
        here, lambda ctx: mirror.mark_tags(ctx, [(number, [nos[gold]], [])], reason="spring:1")
    )
    assert queued == 2
    in_corp(
        here,
        lambda ctx: mirror.mark_tags(
            ctx, [(number, [nos[silver]], [nos[gold]])], reason="spring:2"
        ),
    )
    await settled(here)
    wanted = {"zhou": ("", (silver,)), "chen": ("", (silver,))}
    marked = in_corp(here, lambda ctx: mirror.marked(ctx, ["spring:1", "spring:2"]))
    assert [(m.queued, m.done, m.refused) for m in marked.values()] == [(0, 2, 0), (0, 2, 0)]
    assert await truth(there, mei["external_userid"]) == wanted
    assert active(await held(here, mei["external_userid"])) == wanted
    (card,) = in_corp(here, lambda ctx: profiles.cards(ctx, [number]))
    assert [one.name for one in card.tags] == ["银卡"]


async def test_what_nobody_tells_is_found_and_repaired(reunion: Reunion, near: Reunion) -> None:
    there = found(reunion)
    await there.add_member("zhou", "周宁")
    _, mei = await meet(there, "zhou", "小美")
    _, hua = await meet(there, "zhou", "阿华")
    here = await connect(near, there)
    await settled(here)
    body = {"userid": "zhou", "external_userid": mei["external_userid"], "remark": "美姐"}
    assert (await there.open().post("/externalcontact/remark", **body))["errcode"] == 0
    await there.desk("zhou").ok("DELETE", f"/api/desk/customers/{hua['contact_id']}")
    console = here.console()
    begun = await console.ok("POST", "/api/console/wecom-mirror/rounds", json={"repairs": False})
    assert begun == {"began": True}
    await settled(here)
    found_ = (await console.ok("GET", "/api/console/wecom-mirror/drifts"))["items"]
    told = {(d["kind"], d["name"], d["cause"], d["repaired_at"]) for d in found_}
    assert told == {
        ("differs", "小美", "not_heard", None), ("gone", "阿华", "not_heard", None),
    }  # fmt: skip
    (differs,) = [d for d in found_ if d["kind"] == "differs"]
    assert differs["fields"] == {"remark": ["", "美姐"]}
    assert differs["since"] < differs["found_at"]
    assert [f.remark for f in await held(here, mei["external_userid"])] == [""]

    assert await console.ok("POST", "/api/console/wecom-mirror/repair") == {"again": 2}
    await settled(here)
    assert active(await held(here, mei["external_userid"])) == {"zhou": ("美姐", ())}
    assert [f.state for f in await held(here, hua["external_userid"])] == ["ended"]
    status = await console.ok("GET", "/api/console/wecom-mirror")
    assert status["unrepaired"] == 0
    assert [(r["kind"], r["drifts"]) for r in status["rounds"]] == [("demand", 2), ("first", 0)]


async def test_the_connection_test_names_what_is_missing(reunion: Reunion, near: Reunion) -> None:
    there, here = found(reunion), found(near, "试连")
    console = here.console()
    for wrong, code in (({"secret": "x" * 43}, 40001), ({"corpid": "ww0000000000000000"}, 40013)):
        body = {**setting(there), **wrong}
        checks = await tried(console, body)
        assert [(c["name"], c["state"], c["errcode"]) for c in checks[:2]] == [
            ("token", "failed", code), ("members", "skipped", 0),
        ]  # fmt: skip
        assert "企业微信后台" in checks[0]["advice"]
    unlisted = {**setting(there), "secret": there.workbench(may_contact=False).secret}
    checks = await tried(console, unlisted)
    assert {c["name"]: c["errcode"] for c in checks} == {
        "token": 0, "members": 48002, "customers": 48002, "tags": 48002, "groups": 48002,
        "directory": 0,
    }  # fmt: skip
    pasted = {key: f"  {setting(there)[key]} " for key in ("corpid", "secret")}
    pasted["base_url"] = f" {there.reunion.base_url}/cgi-bin/ "
    assert (await tried(console, {**setting(there), **pasted}))[0]["state"] == "ok"
    nobody = {**setting(there), "base_url": "http://127.0.0.1:9"}
    checks = await tried(console, nobody)
    assert checks[0]["errcode"] == -1
    refused = await console.request(
        "PUT", "/api/console/wecom-connection", json={"base_url": "ftp://x", "corpid": ""}
    )
    assert refused.status_code == 422
    assert {"base_url", "corpid", "secret"} == set(refused.json()["fields"])


async def _until(read: Callable[[], Any], right: Callable[[Any], bool]) -> None:
    for _ in range(500):
        if right(await read()):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come")


@pytest.mark.parametrize(
    "address",
    [
        "qyapi.weixin.qq.com", "ftp://qyapi.weixin.qq.com", "https://", "http://[::1",
        "http://127.0.0.1:port", "http://127.0.0.1:99999", "http://two words.example",
        "https://me@example.com", "https://example.com/?a=1",
    ],
)  # fmt: skip
async def test_what_is_no_address_is_refused_at_its_field(company: Company, address: str) -> None:
    console = company.console()
    given = {"base_url": address, "corpid": "ww1", "secret": "x"}
    for method, path, body in (
        ("PUT", "/api/console/wecom-connection", given), ("POST", TEST, {"setting": given}),
    ):  # fmt: skip
        answer = await console.request(method, path, json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["base_url"]), address
