"""silenceper/wechat, a Go module, unchanged; skipped with its reason where it was not built."""

import asyncio
import json
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.conftest import Shop, column

PROGRAM = Path(__file__).with_name("gowechat") / "calls"


def built() -> Path:
    """The program that `make deps-gowechat` makes; nothing is downloaded or compiled here."""
    if not PROGRAM.exists():
        pytest.skip("silenceper/wechat is not built on this machine: run `make deps-gowechat`")
    return PROGRAM


@asynccontextmanager
async def client(shop: Shop) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """Calls methods of its client for customer contact by name; answers what they answer."""
    given = (shop.base_url, shop.corpid, shop.customer_secret)
    program = await asyncio.create_subprocess_exec(built(), *given, stdin=PIPE, stdout=PIPE)
    sent, answered = program.stdin, program.stdout
    assert sent is not None
    assert answered is not None

    async def call(method: str, **request: Any) -> Any:
        sent.write(json.dumps({"Method": method, "Request": request}).encode() + b"\n")
        line = await asyncio.wait_for(answered.readline(), 20)
        assert line, f"{method} failed"
        return json.loads(line)

    try:
        yield call
    finally:
        sent.close()
        ended = await asyncio.wait_for(program.wait(), 20)
    assert ended == 0


async def moment(shop: Shop) -> str:
    """One of zhou's that the customer has liked and commented on."""
    desk, customer = shop.company.desk("zhou"), shop.met.customer
    await desk.ok("POST", "/api/desk/moments", json={"text": "新茶到店"})
    seen: list[Any] = []
    async with asyncio.timeout(60):
        while not seen:
            seen = (await customer.ok("GET", "/api/app/moments"))["items"]
    here = f"/api/app/moments/{seen[0]['post_id']}"
    await customer.ok("POST", f"{here}/like")
    await customer.ok("POST", f"{here}/comments", json={"text": "还有吗", "client_id": "1"})
    return await column(shop, "SELECT wire_id FROM moment")


async def opengid(shop: Shop) -> tuple[str, str]:
    """A mini program learns a group's; with the chat_id that it stands for."""
    [one] = (await shop.company.desk("zhou").ok("GET", "/api/desk/customers"))["items"]
    body = {"name": "春茶会员群", "contact_ids": [one["contact_id"]]}
    await shop.company.desk("zhou").ok("POST", "/api/desk/groups", json=body)
    return (
        await column(shop, "SELECT open_gid FROM customer_group"),
        await column(shop, "SELECT chat_id FROM customer_group"),
    )


@pytest.mark.proves(
    "externalcontact/add_strategy_tag",
    "externalcontact/customer_strategy/create",
    "externalcontact/customer_strategy/del",
    "externalcontact/customer_strategy/edit",
    "externalcontact/customer_strategy/get",
    "externalcontact/customer_strategy/get_range",
    "externalcontact/customer_strategy/list",
    "externalcontact/del_strategy_tag",
    "externalcontact/edit_strategy_tag",
    "externalcontact/get_moment_comments",
    "externalcontact/get_moment_send_result",
    "externalcontact/get_strategy_tag_list",
    "externalcontact/moment_strategy/create",
    "externalcontact/moment_strategy/del",
    "externalcontact/moment_strategy/edit",
    "externalcontact/moment_strategy/get",
    "externalcontact/moment_strategy/get_range",
    "externalcontact/moment_strategy/list",
    "externalcontact/opengid_to_chatid",
)
async def test_rule_groups_their_tags_and_what_came_of_a_moment(shop: Shop) -> None:
    async with client(shop) as call:
        await _customer_rules(call)
        await _moment_rules(call)
        group, chat = await opengid(shop)
        assert (await call("OpengIDToChatID", opengid=group))["chat_id"] == chat
        posted = {"moment_id": await moment(shop), "userid": "zhou"}
        seen = await call("GetMomentSendResult", **posted, limit=100)
        assert seen["customer_list"][0]["external_userid"] == shop.met.external_userid
        said = await call("GetMomentComments", **posted)
        assert len(said["comment_list"]) == 1
        assert said["like_list"][0]["external_userid"] == shop.met.external_userid


async def _customer_rules(call: Callable[..., Awaitable[Any]]) -> None:
    made = await call(
        "CreateCustomerStrategy", strategy_name="门店", admin_list=["zhou"],
        privilege={"view_customer_list": True, "view_customer_data": True},
        range=[{"type": 1, "userid": "zhou"}],
    )  # fmt: skip
    rule = {"strategy_id": made["strategy_id"]}
    listed = await call("ListCustomerStrategy", limit=100)
    assert listed["strategy"][-1] == rule
    await call(
        "EditCustomerStrategy", **rule, strategy_name="旗舰店", admin_list=["zhou"],
        range_add=[{"type": 2, "partyid": 1}],
    )  # fmt: skip
    shown = await call("GetCustomerStrategy", **rule)
    assert shown["strategy"]["strategy_name"] == "旗舰店"
    inside = await call("GetRangeCustomerStrategy", **rule, limit=100)
    assert len(inside["range"]) == 2
    tagged = await call("AddStrategyTag", **rule, group_name="到店偏好", tag=[{"name": "周末"}])
    group = tagged["tag_group"]
    await call("EditStrategyTag", id=group["tag"][0]["id"], name="双休")
    kept = await call("GetStrategyTagList", **rule)
    assert kept["tag_group"][0]["tag"][0]["name"] == "双休"
    await call("DelStrategyTag", group_id=[group["group_id"]])
    await call("DelCustomerStrategy", **rule)


async def _moment_rules(call: Callable[..., Awaitable[Any]]) -> None:
    made = await call(
        "CreateMomentStrategy", strategy_name="发圈", admin_list=["zhou"],
        privilege={"view_moment_list": True, "send_moment": True},
        range=[{"type": 1, "userid": "zhou"}],
    )  # fmt: skip
    rule = {"strategy_id": made["strategy_id"]}
    listed = await call("ListMomentStrategy", limit=100)
    assert listed["strategy"][-1] == rule
    await call(
        "EditMomentStrategy", **rule, strategy_name="门店发圈", admin_list=["zhou"],
        privilege={"view_moment_list": True},
    )  # fmt: skip
    shown = await call("GetMomentStrategy", **rule)
    assert shown["strategy"]["strategy_name"] == "门店发圈"
    inside = await call("GetRangeMomentStrategy", **rule, limit=100)
    assert inside["range"][0]["userid"] == "zhou"
    await call("DelMomentStrategy", **rule)
