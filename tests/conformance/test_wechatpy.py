"""wechatpy, unchanged but for its address: every call is read back by another one."""

import asyncio
import io
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from wechatpy.exceptions import WeChatClientException
from wechatpy.session.memorystorage import MemoryStorage
from wechatpy.work import WeChatClient

from reunion.platform.apps import service as apps
from reunion.platform.web_apps import service as web_apps
from reunion.wecom.endpoints.js_tickets import signature
from reunion.wecom.endpoints.media import PNG
from tests.conformance.conftest import Shop


def client(shop: Shop, secret: str) -> WeChatClient:
    """The address is a class attribute, and a literal in fetch_access_token."""

    class Client(WeChatClient):
        API_BASE_URL = f"{shop.base_url}/cgi-bin/"

        def fetch_access_token(self) -> dict:
            url = f"{shop.base_url}/cgi-bin/gettoken"
            params = {"corpid": self.corp_id, "corpsecret": self.secret}
            return self._fetch_access_token(url=url, params=params)

    return Client(shop.corpid, secret, session=MemoryStorage())


@pytest.fixture
def directory(shop: Shop) -> WeChatClient:
    return client(shop, shop.contacts_secret)


@pytest.fixture
def customers(shop: Shop) -> WeChatClient:
    return client(shop, shop.customer_secret)


def test_departments(directory: WeChatClient) -> None:
    made = directory.department.create("北京大区", parent_id=1, order=10, id=20, name_en="Beijing")
    assert made["id"] == 20
    below = directory.department.create("望京店", parent_id=20)["id"]
    assert {one["id"] for one in directory.department.list(20)} == {20, below}
    directory.department.update(below, name="望京一店", order=5)
    shown = directory.department.get(below)
    assert (shown["name"], shown["parentid"], shown["order"]) == ("望京一店", 20, 5)
    assert {one["id"] for one in directory.department.simple_list(20)} == {20, below}
    directory.department.delete(below)
    assert {one["id"] for one in directory.department.list(20)} == {20}
    with pytest.raises(WeChatClientException) as caught:
        directory.department.delete(1)
    assert caught.value.errcode == 60007


def test_members(directory: WeChatClient) -> None:
    directory.department.create("北京大区", id=20)
    directory.user.create(
        "xiaolin", "林小夏", department=[20], position="验光师", mobile="13900001111", gender=2,
        email="xiaolin@example.com", alias="Summer", is_leader_in_dept=[1], telephone="010-1234",
    )  # fmt: skip
    shown = directory.user.get("XiaoLin")
    assert (shown["userid"], shown["name"], shown["department"]) == ("xiaolin", "林小夏", [20])
    assert (shown["mobile"], shown["gender"], shown["alias"]) == ("13900001111", "2", "Summer")
    directory.user.update("xiaolin", position="店长", enable=1)
    assert directory.user.get("xiaolin")["position"] == "店长"
    assert directory.user.get("xiaolin")["name"] == "林小夏"
    assert [one["userid"] for one in directory.user.list(20)] == ["xiaolin"]
    simple = directory.user.list(1, fetch_child=True, simple=True)
    assert {"lin", "zhou", "chen", "xiaolin"} <= {one["userid"] for one in simple}
    assert directory.user.getuserid("13900001111") == "xiaolin"
    directory.user.create("wang", "王", department=[20], email="wang@example.com")
    directory.user.batch_delete(["wang"])
    directory.user.delete("xiaolin")
    for gone in ("wang", "xiaolin"):
        with pytest.raises(WeChatClientException) as caught:
            directory.user.get(gone)
        assert caught.value.errcode == 60111


def test_member_tags(directory: WeChatClient) -> None:
    made = directory.tag.create("值班", tag_id=12)
    assert made["tagid"] == 12
    directory.tag.update(12, "值班验光师")
    assert {"tagid": 12, "tagname": "值班验光师"} in directory.tag.list()
    partly = directory.tag.add_users(12, ["zhou", "chen", "nobody"], [1])
    assert partly["invalidlist"] == "nobody"
    inside = directory.tag.get_users(12)
    assert {one["userid"] for one in inside["userlist"]} == {"zhou", "chen"}
    assert inside["partylist"] == [1]
    directory.tag.delete_users(12, ["chen"])
    assert [one["userid"] for one in directory.tag.get_users(12)["userlist"]] == ["zhou"]
    with pytest.raises(WeChatClientException) as caught:
        directory.tag.add_users(12, ["nobody"])
    assert caught.value.errcode == 40070
    directory.tag.delete(12)
    assert directory.tag.list() == []


@pytest.mark.proves(
    "externalcontact/batch/get_by_user",
    "externalcontact/get",
    "externalcontact/get_follow_user_list",
    "externalcontact/list",
)
def test_customers(shop: Shop, customers: WeChatClient) -> None:
    external = customers.external_contact
    assert "zhou" in external.get_follow_user_list()["follow_user"]
    [listed] = external.list("zhou")["external_userid"]
    assert listed == shop.met.external_userid
    shown = external.get(listed)
    assert shown["external_contact"]["name"] == "陈美"
    [follow] = shown["follow_user"]
    assert (follow["userid"], follow["state"]) == ("zhou", "poster-2026")
    assert abs(follow["createtime"] - time.time()) < 600
    [detail] = list(external.gen_all_by_user("zhou", 10))
    assert detail["external_contact"]["external_userid"] == listed
    assert detail["follow_info"]["userid"] == "zhou"


@pytest.mark.proves(
    "externalcontact/add_corp_tag",
    "externalcontact/del_corp_tag",
    "externalcontact/edit_corp_tag",
    "externalcontact/get",
    "externalcontact/get_corp_tag_list",
    "externalcontact/mark_tag",
)
def test_customer_tags(shop: Shop, customers: WeChatClient) -> None:
    external = customers.external_contact
    tags: Any = [{"name": "核心", "order": 1}]
    made = external.add_corp_tag(None, "客户等级", 1, tags)["tag_group"]
    tag_id = made["tag"][0]["id"]
    external.edit_corp_tag(tag_id, "至尊")
    [group] = external.get_corp_tag_list([tag_id])["tag_group"]
    assert [tag["name"] for tag in group["tag"]] == ["至尊"]
    external.mark_tag("zhou", shop.met.external_userid, add_tag=[tag_id])
    [follow] = external.get(shop.met.external_userid)["follow_user"]
    [tag] = follow["tags"]
    assert (tag["tag_id"], tag["tag_name"], tag["group_name"]) == (tag_id, "至尊", "客户等级")
    external.mark_tag("zhou", shop.met.external_userid, remove_tag=[tag_id])
    assert external.get(shop.met.external_userid)["follow_user"][0]["tags"] == []
    external.del_corp_tag(tag_id=tag_id)
    assert external.get_corp_tag_list()["tag_group"] == []


@pytest.mark.proves(
    "externalcontact/add_contact_way",
    "externalcontact/del_contact_way",
    "externalcontact/get_contact_way",
    "externalcontact/update_contact_way",
)
def test_contact_ways(customers: WeChatClient) -> None:
    external = customers.external_contact
    made = external.add_contact_way(
        type=2, scene=2, remark="橱窗", state="window", user=["zhou", "chen"], skip_verify=False
    )
    assert requests.get(made["qr_code"], timeout=10).content[:4] in (b"\x89PNG", b"<svg", b"<?xm")
    shown = external.get_contact_way(made["config_id"])["contact_way"]
    assert (shown["state"], shown["skip_verify"]) == ("window", False)
    assert set(shown["user"]) == {"zhou", "chen"}
    external.update_contact_way(made["config_id"], "新橱窗", user=["chen"])
    shown = external.get_contact_way(made["config_id"])["contact_way"]
    assert (shown["remark"], shown["user"]) == ("新橱窗", ["chen"])
    external.del_contact_way(made["config_id"])
    with pytest.raises(WeChatClientException) as caught:
        external.get_contact_way(made["config_id"])
    assert caught.value.errcode == 41044


@pytest.mark.proves(
    "externalcontact/send_welcome_msg",
)
async def test_the_welcome(shop: Shop, customers: WeChatClient) -> None:
    template = {
        "welcome_code": shop.met.welcome_code,
        "text": {"content": "您好,我是小周"},
        "attachments": [],
    }
    customers.external_contact.send_welcome_msg(template)
    pages = await shop.met.customer.ok("GET", "/api/app/conversations")
    assert pages["items"][0]["last_message"]["content"]["text"] == "您好,我是小周"
    with pytest.raises(WeChatClientException) as caught:
        customers.external_contact.send_welcome_msg(template)
    assert caught.value.errcode in (41050, 41051)


@pytest.mark.proves(
    "externalcontact/add_msg_template",
    "externalcontact/get_group_msg_result",
)
async def test_a_broadcast(shop: Shop, customers: WeChatClient) -> None:
    """With the members that its documentation shows: a link beside the text."""
    template = {
        "chat_type": "single",
        "external_userid": [shop.met.external_userid, "wmNOBODY"],
        "sender": "zhou",
        "text": {"content": "新茶到店"},
        "link": {"title": "春茶", "picurl": "", "desc": "", "url": "https://example.com/tea"},
    }
    made = customers.external_contact.add_msg_template(template)
    assert made["fail_list"] == ["wmNOBODY"]
    [task] = (await shop.company.desk("zhou").ok("GET", "/api/desk/broadcasts"))["items"]
    assert [one["kind"] for one in task["attachments"]] == ["link"]
    [line] = customers.external_contact.get_group_msg_result(made["msgid"])["detail_list"]
    assert (line["external_userid"], line["status"]) == (shop.met.external_userid, 0)
    with pytest.raises(WeChatClientException) as caught:
        customers.external_contact.add_msg_template(template | {"chat_type": "crowd"})
    assert caught.value.errcode == 86214


@pytest.mark.proves(
    "externalcontact/get_unassigned_list",
)
async def test_customers_of_a_member_who_left(shop: Shop, customers: WeChatClient) -> None:
    assert customers.external_contact.get_unassigned_list()["info"] == []
    await shop.company.console().ok("POST", "/api/console/members/zhou/resign")
    waiting = customers.external_contact.get_unassigned_list()
    for _ in range(200):
        if waiting["info"]:
            break
        await asyncio.sleep(0.1)
        waiting = customers.external_contact.get_unassigned_list()
    [one] = waiting["info"]
    assert one["external_userid"] == shop.met.external_userid
    assert one["handover_userid"] == "zhou"
    assert waiting["is_last"] is True


@pytest.mark.proves(
    "externalcontact/get_user_behavior_data",
)
def test_statistics(customers: WeChatClient) -> None:
    day = 86400
    now = int(time.time())
    data = customers.external_contact.get_user_behavior_data(["zhou"], now - 3 * day, now - day)
    assert 1 <= len(data["behavior_data"]) <= 3
    assert all(one["new_contact_cnt"] == 0 for one in data["behavior_data"])


def test_media(shop: Shop, customers: WeChatClient) -> None:
    kept = customers.media.upload("image", ("镜框.png", io.BytesIO(PNG), "image/png"))
    assert kept["type"] == "image"
    params = {"access_token": customers.access_token, "media_id": kept["media_id"]}
    url = f"{shop.base_url}/cgi-bin/media/get"
    whole = requests.get(url, params=params, timeout=10)
    assert whole.content == PNG
    part = requests.get(url, params=params, headers={"Range": "bytes=1-3"}, timeout=10)
    assert (part.status_code, part.content) == (206, b"PNG")
    public = customers.media.upload_img(("a.png", io.BytesIO(PNG), "image/png"))
    assert requests.get(public["url"], timeout=10).content == PNG


def test_who_opened_a_page_and_whose_page_it_is(shop: Shop) -> None:
    app = client(shop, shop.workbench_secret)
    page = "https://crm.example.com/home"
    here = trusted(shop, "crm.example.com")
    address = app.oauth.authorize_url(page, state="s1").replace("https://open.weixin.qq.com", here)
    cookies = {"reunion_desk": shop.company.desk("zhou").token}
    answer = requests.get(address, cookies=cookies, allow_redirects=False, timeout=10)
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert back["state"] == ["s1"]
    assert app.oauth.get_user_info(back["code"][0])["UserId"] == "zhou"
    corps, own = app.jsapi.get_jsapi_ticket(), app.jsapi.get_agent_jsapi_ticket()
    assert corps != own
    signed = app.jsapi.get_jsapi_signature("nonce", own, "1795000000", page)
    assert signed == signature(own, "nonce", 1795000000, page + "#top")


def trusted(shop: Shop, domain: str) -> str:
    """The domain becomes a trusted one of the shop's workbench; answers the server's address."""

    async def trust() -> None:
        async with shop.company.reunion.db.transaction() as tx:
            app = await apps.by_secret(tx, shop.company.corp_id, shop.workbench_secret)
            assert app is not None
            await web_apps.set_domains(shop.company.context(tx), app.id, [domain])

    shop.company.reunion.run(trust)
    return shop.base_url


@pytest.mark.proves(
    "externalcontact/get_follow_user_list",
)
def test_addresses_and_a_stale_token(customers: WeChatClient) -> None:
    assert customers.misc.get_wechat_ips() == ["127.0.0.1"]
    customers.session.set(customers.access_token_key, "stale")
    assert customers.external_contact.get_follow_user_list()["errcode"] == 0


def test_what_is_not_served_yet_is_an_error(customers: WeChatClient) -> None:
    with pytest.raises(WeChatClientException) as caught:
        customers.menu.get(1000002)
    answer = caught.value.response
    assert answer is not None
    assert answer.status_code == 501
    assert answer.json()["errcode"] == 48002
