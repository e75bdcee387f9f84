"""Customer groups through clients that are not ours."""

import time
from pathlib import Path
from typing import Any

import pytest
from wechatpy.exceptions import WeChatClientException

from tests.conformance.conftest import Shop, column
from tests.conformance.test_wechatpy import client
from tests.conformance.test_wecom_crm_mcp import tools

DAY = 86_400


@pytest.fixture
async def group(shop: Shop) -> Any:
    """Zhou's, with the customer whom he has met."""
    desk = shop.company.desk("zhou")
    [one] = (await desk.ok("GET", "/api/desk/customers"))["items"]
    body = {"name": "春茶会员群", "contact_ids": [one["contact_id"]]}
    return await desk.ok("POST", "/api/desk/groups", json=body)


@pytest.mark.proves(
    "externalcontact/group_welcome_template/add",
    "externalcontact/group_welcome_template/del",
    "externalcontact/group_welcome_template/edit",
    "externalcontact/group_welcome_template/get",
    "externalcontact/groupchat/get",
    "externalcontact/groupchat/list",
)
def test_wechatpy(shop: Shop, group: Any) -> None:
    customers = client(shop, shop.customer_secret).external_contact
    [listed] = customers.get_group_chat_list(limit=10, status_filter=0)["group_chat_list"]
    shown = customers.get_group_chat_info(listed["chat_id"])["group_chat"]
    assert (shown["name"], shown["owner"]) == (group["title"], "zhou")
    assert [one["userid"] for one in shown["member_list"]] == ["zhou", shop.met.external_userid]
    words = {"text": {"content": "欢迎%NICKNAME%"}}
    made = customers.add_group_welcome_template(words)["template_id"]
    customers.update_group_welcome_template({"text": {"content": "你好"}}, made)
    assert customers.get_group_welcome_template(made)["text"] == {"content": "你好"}
    customers.del_group_welcome_template(made)
    with pytest.raises(WeChatClientException) as caught:
        customers.get_group_welcome_template(made)
    assert caught.value.errcode == 40058


@pytest.mark.proves(
    "externalcontact/groupchat/add_join_way",
    "externalcontact/groupchat/del_join_way",
    "externalcontact/groupchat/get",
    "externalcontact/groupchat/get_join_way",
    "externalcontact/groupchat/list",
    "externalcontact/groupchat/statistic",
    "externalcontact/groupchat/statistic_group_by_day",
    "externalcontact/groupchat/update_join_way",
    "externalcontact/opengid_to_chatid",
)
async def test_wecom_crm_mcp(shop: Shop, group: Any, tmp_path: Path) -> None:
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        [listed] = (await mcp.call("wecom_group_chat", "list", limit=10))["group_chat_list"]
        chat_id = listed["chat_id"]
        shown = (await mcp.call("wecom_group_chat", "get", chat_id=chat_id))["group_chat"]
        assert [one["name"] for one in shown["member_list"]] == ["周宁", "陈美"]
        of_programs = {"opengid": await column(shop, "SELECT open_gid FROM customer_group")}
        found = await mcp.call("wecom_group_chat", "opengid_to_chatid", **of_programs)
        assert found["chat_id"] == chat_id
        ways = "wecom_contact_way"
        settings = {"scene": 2, "chat_id_list": [chat_id], "auto_create_room": 0}
        made = await mcp.call(ways, "groupchat_add_join_way", **settings)
        named = {"config_id": made["config_id"]}
        await mcp.call(ways, "groupchat_update_join_way", **named, **settings, remark="门店")
        kept = (await mcp.call(ways, "groupchat_get_join_way", **named))["join_way"]
        assert (kept["remark"], kept["chat_id_list"]) == ("门店", [chat_id])
        await mcp.call(ways, "groupchat_del_join_way", **named)
        assert "41044" in await mcp.refusal(ways, "groupchat_get_join_way", **named)
        today = int(time.time())
        span = {"day_begin_time": today - DAY, "day_end_time": today}
        days = await mcp.call("wecom_statistics", "groupchat_statistic_group_by_day", **span)
        assert [one["data"]["chat_total"] for one in days["items"]] == [0, 1]
        owners = await mcp.call("wecom_statistics", "groupchat_statistic", **span)
        assert [(one["owner"], one["data"]["member_total"]) for one in owners["items"]] == [
            ("zhou", 2)
        ]
        assert group["title"] == shown["name"]
