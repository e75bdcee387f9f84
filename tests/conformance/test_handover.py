"""Handovers through clients that are not ours."""

from pathlib import Path

import pytest

from tests.conformance.conftest import Shop
from tests.conformance.test_wechatpy import client
from tests.conformance.test_wecom_crm_mcp import tools

SIDES = {"handover_userid": "zhou", "takeover_userid": "chen"}


@pytest.mark.proves("externalcontact/get_unassigned_list", "externalcontact/transfer")
def test_wechatpy(shop: Shop) -> None:
    customers = client(shop, shop.customer_secret).external_contact
    assert customers.get_unassigned_list(page_size=10)["info"] == []
    customers.transfer(shop.met.external_userid, "zhou", "chen", "您好")


@pytest.mark.proves(
    "externalcontact/groupchat/list",
    "externalcontact/groupchat/onjob_transfer",
    "externalcontact/groupchat/transfer",
    "externalcontact/resigned/transfer_customer",
    "externalcontact/resigned/transfer_result",
    "externalcontact/transfer_customer",
    "externalcontact/transfer_result",
)
async def test_wecom_crm_mcp(shop: Shop, tmp_path: Path) -> None:
    desk, console = shop.company.desk("zhou"), shop.company.console()
    [one] = (await desk.ok("GET", "/api/desk/customers"))["items"]
    body = {"name": "春茶会员群", "contact_ids": [one["contact_id"]]}
    await desk.ok("POST", "/api/desk/groups", json=body)
    found = await shop.company.open().post("/externalcontact/groupchat/list", limit=10)
    chats = [chat["chat_id"] for chat in found["group_chat_list"]]
    her = [shop.met.external_userid]
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        active, gone = "wecom_transfer_active", "wecom_transfer_resigned"
        begun = await mcp.call(active, "transfer_customer", **SIDES, external_userid=her)
        assert begun["customer"] == [{"external_userid": her[0], "errcode": 0}]
        [waiting] = (await mcp.call(active, "transfer_result", **SIDES))["customer"]
        assert (waiting["external_userid"], waiting["status"]) == (her[0], 2)
        # This client sends the groups of active owners by its tool for those who have left.
        group = {"chat_id_list": chats, "new_owner": "chen"}
        moved = await mcp.call(gone, "groupchat_transfer", **group)
        assert moved["failed_chat_list"] == []
        [again] = (await mcp.call(gone, "groupchat_transfer", **group))["failed_chat_list"]
        assert again["errcode"] == 90504
        back = {"chat_id_list": chats, "new_owner": "zhou"}
        [stays] = (await mcp.call(active, "group_chat_transfer", **back))["failed_chat_list"]
        assert stays["errcode"] == 90500
        await console.ok("POST", "/api/console/members/zhou/resign")
        again = await mcp.call(gone, "resigned_transfer_customer", **SIDES, external_userid=her)
        assert again["customer"] == [{"external_userid": her[0], "errcode": 40129}]
        assert (await mcp.call(gone, "resigned_transfer_result", **SIDES))["customer"] == []
