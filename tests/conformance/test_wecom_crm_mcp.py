"""wecom-crm-mcp, unchanged: its MCP server runs as a process of its own and is asked over stdio."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import diskcache
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from reunion.wecom.endpoints.media import PNG
from tests.conformance.conftest import Shop, column
from tests.factories.company import customer

MODULE = "wecom_crm_mcp.server"
_NEWEST = "SELECT external_userid FROM contact"


class Tools:
    """The tools of the MCP server; an answer is the JSON that WeCom gave."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def call(self, tool: str, action: str, /, **params: Any) -> dict[str, Any]:
        return await self.raw(tool, action=action, params=params)

    async def raw(self, tool: str, /, **arguments: Any) -> dict[str, Any]:
        result = await self._session.call_tool(tool, arguments)
        text = result.content[0].text  # pyright: ignore[reportAttributeAccessIssue]
        assert not result.isError, text
        return json.loads(text)

    async def refusal(self, tool: str, action: str, /, **params: Any) -> str:
        result = await self._session.call_tool(tool, {"action": action, "params": params})
        assert result.isError
        return result.content[0].text  # pyright: ignore[reportAttributeAccessIssue]


@asynccontextmanager
async def tools(shop: Shop, secret: str, cache: Path) -> AsyncIterator[Tools]:
    settings = {
        "WECOM_CORPID": shop.corpid, "WECOM_CORPSECRET": secret,
        "WECOM_BASE_URL": shop.base_url, "WECOM_CACHE_DIR": str(cache),
        "PATH": os.environ["PATH"],
    }  # fmt: skip
    server = StdioServerParameters(command=sys.executable, args=["-m", MODULE], env=settings)
    async with (
        stdio_client(server) as (read, write),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        yield Tools(session)


@pytest.mark.proves(
    "externalcontact/batch/get_by_user",
    "externalcontact/get",
    "externalcontact/get_follow_user_list",
    "externalcontact/list",
    "externalcontact/remark",
)
async def test_customers_and_remarks(shop: Shop, tmp_path: Path) -> None:
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        followers = await mcp.call("wecom_customer", "list_followers")
        assert "zhou" in followers["follow_user"]
        [listed] = (await mcp.call("wecom_customer", "list", userid="zhou"))["external_userid"]
        assert listed == shop.met.external_userid
        who = {"userid": "zhou", "external_userid": listed}
        await mcp.call(
            "wecom_customer", "remark", **who, remark="陈女士", description="近视 350 度",
            remark_company="春天文化", remark_mobiles=["13800001111"],
        )  # fmt: skip
        shown = await mcp.call("wecom_customer", "get", external_userid=listed)
        [follow] = shown["follow_user"]
        assert (follow["remark"], follow["description"]) == ("陈女士", "近视 350 度")
        assert follow["remark_corp_name"] == "春天文化"
        assert follow["remark_mobiles"] == ["13800001111"]
        many = await mcp.call(
            "wecom_customer", "batch_get", userid_list=["zhou", "chen"], limit=100
        )
        [one] = many["external_contact_list"]
        assert one["follow_info"]["remark"] == "陈女士"


@pytest.mark.proves(
    "externalcontact/add_corp_tag",
    "externalcontact/del_corp_tag",
    "externalcontact/edit_corp_tag",
    "externalcontact/get",
    "externalcontact/get_corp_tag_list",
    "externalcontact/mark_tag",
)
async def test_tags(shop: Shop, tmp_path: Path) -> None:
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        made = await mcp.call(
            "wecom_tag", "add_corp_tag", group_name="到店偏好",
            tag=[{"name": "周末", "order": 1}, {"name": "晚上", "order": 2}],
        )  # fmt: skip
        group = made["tag_group"]
        weekend = next(t["id"] for t in group["tag"] if t["name"] == "周末")
        await mcp.call("wecom_tag", "edit_corp_tag", tag_id=weekend, name="双休")
        await mcp.call("wecom_tag", "edit_corp_tag", tag_id=group["group_id"], name="到店时间")
        who = {"userid": "zhou", "external_userid": shop.met.external_userid}
        await mcp.call("wecom_tag", "mark_tag", **who, add_tag=[weekend])
        shown = await mcp.call("wecom_customer", "get", external_userid=who["external_userid"])
        [tag] = shown["follow_user"][0]["tags"]
        assert (tag["tag_name"], tag["group_name"]) == ("双休", "到店时间")
        await mcp.call("wecom_tag", "del_corp_tag", group_id=[group["group_id"]])
        assert (await mcp.call("wecom_tag", "list_corp_tags"))["tag_group"] == []
        shown = await mcp.call("wecom_customer", "get", external_userid=who["external_userid"])
        assert shown["follow_user"][0]["tags"] == []


@pytest.mark.proves(
    "externalcontact/add_contact_way",
    "externalcontact/close_temp_chat",
    "externalcontact/del_contact_way",
    "externalcontact/get_contact_way",
    "externalcontact/list_contact_way",
    "externalcontact/update_contact_way",
)
async def test_contact_ways(shop: Shop, tmp_path: Path) -> None:
    async with tools(shop, shop.workbench_secret, tmp_path) as mcp:
        actions = (await mcp.raw("wecom_describe_action", tool="wecom_contact_way"))["actions"]
        add = next(name for name in actions if name in ("add", "add_contact_way"))
        prefix = add.removeprefix("add")
        made = await mcp.call(
            "wecom_contact_way", add, type_=1, scene=2, state="mcp", user=["chen"], remark="柜台"
        )
        way = made["config_id"]
        shown = await mcp.call("wecom_contact_way", f"get{prefix}", config_id=way)
        assert (shown["contact_way"]["state"], shown["contact_way"]["user"]) == ("mcp", ["chen"])
        await mcp.call("wecom_contact_way", f"update{prefix}", config_id=way, state="mcp-2")
        shown = await mcp.call("wecom_contact_way", f"get{prefix}", config_id=way)
        assert (shown["contact_way"]["state"], shown["contact_way"]["remark"]) == ("mcp-2", "柜台")
        listed = await mcp.call("wecom_contact_way", f"list{prefix}", limit=1000)
        assert way in [one["config_id"] for one in listed["contact_way"]]
        await mcp.call("wecom_contact_way", f"del{prefix}", config_id=way)
        text = await mcp.refusal("wecom_contact_way", f"get{prefix}", config_id=way)
        assert "41044" in text
        brief = await mcp.call(
            "wecom_contact_way", add, type_=1, scene=2, user=["zhou"], is_temp=True
        )
        slug = brief["qr_code"].rpartition("/")[2].removesuffix(".png")
        visitor = customer(shop.company.reunion, "小美")
        await visitor.ok("POST", f"/api/app/ways/{slug}/add", json={})
        pair = {"userid": "zhou", "external_userid": await column(shop, _NEWEST)}
        await mcp.call("wecom_contact_way", "close_temp_chat", **pair)
        assert "84061" in await mcp.refusal("wecom_contact_way", "close_temp_chat", **pair)


@pytest.mark.proves(
    "externalcontact/get_unassigned_list",
    "externalcontact/send_welcome_msg",
)
async def test_welcome_media_and_the_rest(shop: Shop, tmp_path: Path) -> None:
    picture = tmp_path / "frame.png"
    picture.write_bytes(PNG)
    async with tools(shop, shop.customer_secret, tmp_path / "cache") as mcp:
        kept = await mcp.raw("wecom_upload_media", file_path=str(picture), media_type="image")
        assert kept["type"] == "image"
        await mcp.call("wecom_msg_template", "send_welcome_msg", **_welcome(shop, kept["media_id"]))
        [conversation] = (await shop.met.customer.ok("GET", "/api/app/conversations"))["items"]
        path = f"/api/app/conversations/{conversation['id']}/messages"
        messages = (await shop.met.customer.ok("GET", path))["items"]
        assert [one["kind"] for one in messages][-2:] == ["text", "image"]
        waiting = await mcp.call("wecom_transfer_resigned", "get_unassigned_list", page_size=10)
        assert waiting["info"] == []


def _welcome(shop: Shop, media_id: str) -> dict[str, Any]:
    return {
        "welcome_code": shop.met.welcome_code,
        "text": {"content": "欢迎"},
        "attachments": [{"msgtype": "image", "image": {"media_id": media_id}}],
    }


@pytest.mark.proves(
    "externalcontact/get_follow_user_list",
)
async def test_a_revoked_token_is_fetched_again(shop: Shop, tmp_path: Path) -> None:
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        await mcp.call("wecom_customer", "list_followers")
    cached = tmp_path / "cache.db"
    assert cached.exists()
    await asyncio.to_thread(_spoil, tmp_path)
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        assert (await mcp.call("wecom_customer", "list_followers"))["errcode"] == 0


def _spoil(folder: Path) -> None:
    """The client's own cache now holds a token that we never gave."""
    with diskcache.Cache(str(folder)) as cache:
        for key in list(cache):
            known: Any = cache.get(key)
            cache.set(key, {**known, "token": "spoiled"})


@pytest.mark.proves(
    "externalcontact/add_msg_template",
    "externalcontact/get_groupmsg_list_v2",
    "externalcontact/get_groupmsg_send_result",
    "externalcontact/get_groupmsg_task",
)
async def test_broadcasts(shop: Shop, tmp_path: Path) -> None:
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        made = await mcp.call(
            "wecom_msg_template", "add_msg_template", chat_type="single", sender="zhou",
            external_userid=[shop.met.external_userid], text={"content": "新茶到店"},
        )  # fmt: skip
        assert made["fail_list"] == []
        now = int(time.time())
        span = {"chat_type": "single", "start_time": now - 3600, "end_time": now + 60}
        listed = await mcp.call("wecom_msg_template", "get_groupmsg_list_v2", **span, limit=50)
        [one] = listed["group_msg_list"]
        assert (one["msgid"], one["text"]["content"]) == (made["msgid"], "新茶到店")
        asked = {"msgid": made["msgid"]}
        tasks = await mcp.call("wecom_msg_template", "get_groupmsg_task", **asked, limit=50)
        assert tasks["task_list"] == [{"userid": "zhou", "status": 0}]
        sent = await mcp.call(
            "wecom_msg_template", "get_groupmsg_send_result", **asked, userid="zhou"
        )
        [line] = sent["send_list"]
        assert (line["external_userid"], line["status"]) == (shop.met.external_userid, 0)


@pytest.mark.proves(
    "externalcontact/add_moment_task",
    "externalcontact/cancel_moment_task",
    "externalcontact/get_moment_customer_list",
    "externalcontact/get_moment_list",
    "externalcontact/get_moment_task",
    "externalcontact/get_moment_task_result",
)
async def test_moments(shop: Shop, tmp_path: Path) -> None:
    picture = tmp_path / "frame.png"
    picture.write_bytes(PNG)
    async with tools(shop, shop.customer_secret, tmp_path / "cache") as mcp:
        kept = await mcp.raw(
            "wecom_upload_media", file_path=str(picture), media_type="image", attachment_type=1
        )
        image = {"msgtype": "image", "image": {"media_id": kept["media_id"]}}
        task = await mcp.call(
            "wecom_moment", "add_moment_task", text={"content": "新茶到店"}, attachments=[image],
            visible_range={"sender_list": {"user_list": ["zhou"]}},
        )  # fmt: skip
        result: dict[str, Any] = {"status": 0}
        for _ in range(500):
            result = await mcp.call("wecom_moment", "get_moment_task_result", jobid=task["jobid"])
            if result["status"] == 3:
                break
            await asyncio.sleep(0.02)
        moment_id = result["result"]["moment_id"]
        now = int(time.time())
        span = {"start_time": now - 3600, "end_time": now + 60}
        [listed] = (await mcp.call("wecom_moment", "get_moment_list", **span))["moment_list"]
        assert (listed["moment_id"], listed["text"]["content"]) == (moment_id, "新茶到店")
        asked = {"moment_id": moment_id}
        tasks = await mcp.call("wecom_moment", "get_moment_task", **asked, limit=10)
        assert tasks["task_list"] == [{"userid": "zhou", "publish_status": 0}]
        customers = "get_moment_customer_list"
        assert "41062" in await mcp.refusal("wecom_moment", customers, **asked, userid="zhou")
        desk = shop.company.desk("zhou")
        [waiting] = (await desk.ok("GET", "/api/desk/moments/tasks"))["items"]
        await desk.ok("POST", f"/api/desk/moments/tasks/{waiting['moment_id']}/confirm")
        for _ in range(500):
            if (await shop.met.customer.ok("GET", "/api/app/moments"))["items"]:
                break
            await asyncio.sleep(0.02)
        seen = await mcp.call("wecom_moment", customers, **asked, userid="zhou", limit=10)
        assert [one["external_userid"] for one in seen["customer_list"]] == [
            shop.met.external_userid
        ]
        await mcp.call("wecom_moment", "cancel_moment_task", **asked)


@pytest.mark.proves(
    "externalcontact/add_product_album",
    "externalcontact/customer_acquisition/list_link",
    "externalcontact/delete_product_album",
    "externalcontact/get_product_album",
    "externalcontact/get_product_album_list",
    "externalcontact/update_product_album",
)
async def test_links_and_the_album(shop: Shop, tmp_path: Path) -> None:
    body = {"name": "信息流", "userids": ["zhou"]}
    made = await shop.company.console().ok("POST", "/api/console/acquisition/links", json=body)
    async with tools(shop, shop.workbench_secret, tmp_path / "cache") as mcp:
        listed = await mcp.call("wecom_acquisition", "list_links", limit=100)
        assert listed["link_id_list"] == [], "headquarters' links are no app's"
        assert "40058" in await mcp.refusal(
            "wecom_acquisition", "get_link", link_id=made["link_id"]
        )
        picture = tmp_path / "frame.png"
        picture.write_bytes(PNG)
        kept = await mcp.raw("wecom_upload_media", file_path=str(picture), media_type="image")
        product = {
            "description": "轻盈钛架", "price": 69900, "product_sn": "TI167",
            "attachments": [{"type": "image", "image": {"media_id": kept["media_id"]}}],
        }  # fmt: skip
        added = await mcp.call("wecom_misc", "product_album_add", product=product)
        one = {"product_id": added["product_id"]}
        await mcp.call("wecom_misc", "product_album_update", product={**one, "price": 59900})
        shown = await mcp.call("wecom_misc", "product_album_get", **one)
        assert (shown["product"]["price"], shown["product"]["product_sn"]) == (59900, "TI167")
        album = await mcp.call("wecom_misc", "product_album_list", limit=50)
        assert [each["product_id"] for each in album["product_list"]] == [one["product_id"]]
        await mcp.call("wecom_misc", "product_album_delete", **one)
        assert (await mcp.call("wecom_misc", "product_album_list"))["product_list"] == []


@pytest.mark.proves(
    "externalcontact/add_intercept_rule",
    "externalcontact/get_intercept_rule_list",
    "externalcontact/get_intercept_rule",
    "externalcontact/del_intercept_rule",
    "externalcontact/update_intercept_rule",
)
async def test_interception_rules(shop: Shop, tmp_path: Path) -> None:
    async with tools(shop, shop.customer_secret, tmp_path) as mcp:
        rule = {
            "rule_name": "疗效承诺", "word_list": ["包治"], "intercept_type": 1,
            "applicable_range": {"user_list": ["zhou"]},
        }  # fmt: skip
        made = await mcp.call("wecom_misc", "add_intercept_rule", rule=rule)
        listed = await mcp.call("wecom_misc", "list_intercept_rule")
        assert [one["rule_id"] for one in listed["rule_list"]] == [made["rule_id"]]
        asked = {"rule_id": made["rule_id"]}
        found = await mcp.call("wecom_misc", "get_intercept_rule", **asked)
        assert found["rule"]["word_list"] == ["包治"]
        changed = {**asked, "word_list": ["根治"], "intercept_type": 2}
        await mcp.call("wecom_misc", "update_intercept_rule", rule=changed)
        found = await mcp.call("wecom_misc", "get_intercept_rule", **asked)
        assert (found["rule"]["word_list"], found["rule"]["intercept_type"]) == (["根治"], 2)
        assert (await mcp.call("wecom_misc", "del_intercept_rule", **asked))["errcode"] == 0
