"""silenceper/wechat, a Go module, unchanged; skipped with its reason where it was not built."""

import asyncio
import subprocess
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


async def moment(shop: Shop) -> str:
    """One of zhou's that the customer has liked and commented on."""
    desk, customer = shop.company.desk("zhou"), shop.met.customer
    await desk.ok("POST", "/api/desk/moments", json={"text": "新茶到店"})
    seen: list[Any] = []
    async with asyncio.timeout(20):
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
    program = built()
    group, chat = await opengid(shop)
    given = [shop.base_url, shop.corpid, shop.customer_secret, "zhou", group, await moment(shop)]
    done = await asyncio.to_thread(
        subprocess.run, [program, *given], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert dict(line.split("=", 1) for line in done.stdout.splitlines()) == {
        "listed": "true", "strategy": "旗舰店", "range": "2", "tag": "双休",
        "moments listed": "true", "moment strategy": "门店发圈", "moment range": "zhou",
        "chat": chat, "seen by": shop.met.external_userid, "comments": "1",
        "liked by": shop.met.external_userid,
    }  # fmt: skip
