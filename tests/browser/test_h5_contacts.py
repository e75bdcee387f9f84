"""Who may reach a customer is the customer's own choice."""

from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.customers import begin_talk
from tests.factories.company import Company


async def _open_contact(page: Page, member_id: int) -> None:
    await page.goto(f"/app/contacts/{member_id}")
    await page.get_by_role("button", name="更多").click()


async def test_a_blocked_member_cannot_write_until_unblocked(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    page, path = talk.page, talk.pair.path("desk", "/messages")
    body = {"client_id": "while-blocked", "kind": "text", "content": {"text": "在吗"}}
    await _open_contact(page, talk.member_id)
    await page.get_by_role("button", name="加入黑名单").click()
    dialog = page.get_by_role("dialog", name="把周宁加入黑名单？")
    await expect(dialog).to_contain_text("你都不会收到")
    await dialog.get_by_role("button", name="加入黑名单").click()
    await expect(page.get_by_text("你不会收到对方的消息")).to_be_visible()
    refused = await talk.pair.desk.post(path, json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked")

    await page.get_by_role("button", name="移出黑名单").click()
    await expect(page.get_by_role("button", name="发消息")).to_be_visible()
    await talk.pair.desk.ok("POST", path, json={**body, "client_id": "after"})


async def test_deleting_names_its_effect_and_adding_again_opens_the_same_chat(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await _open_contact(page, talk.member_id)
    await page.get_by_role("button", name="删除联系人").click()
    dialog = page.get_by_role("dialog", name="删除周宁？")
    await expect(dialog).to_contain_text("对方不能再给你发消息")
    await dialog.get_by_role("button", name="删除联系人").click()
    await expect(page.get_by_text("通讯录还是空的")).to_be_visible()
    body = {"client_id": "after-delete", "kind": "text", "content": {"text": "还在吗"}}
    refused = await talk.pair.desk.post(talk.pair.path("desk", "/messages"), json=body)
    assert refused.status_code == 409

    await page.goto(f"/app/contacts/{talk.member_id}")
    await page.get_by_role("button", name="添加到通讯录").click()
    await expect(page.get_by_label("消息", exact=True)).to_be_visible()
    assert page.url.endswith(f"/app/chats/{talk.pair.conversation_id}")
    await talk.say("我回来了")
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    assert (await talk.desk_messages())[-1]["content"] == {"text": "我回来了"}


async def test_a_remark_is_the_name_everywhere(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await page.goto(f"/app/contacts/{talk.member_id}")
    await page.get_by_role("link", name="备注").click()
    await page.get_by_role("textbox", name="备注").fill("验光的周姐")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("heading", name="验光的周姐")).to_be_visible()
    await page.goto("/app/chats")
    await expect(page.get_by_role("link", name="验光的周姐")).to_be_visible()


async def test_pinning_and_hiding_a_chat_stay_on_the_server(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await page.goto("/app/chats")
    row = page.get_by_role("link", name="周宁")
    await row.click(button="right")
    await page.get_by_role("button", name="置顶").last.click()
    await expect(row).to_have_class("row pinned")
    await row.click(button="right")
    await page.get_by_role("button", name="不显示该聊天").click()
    await expect(page.get_by_text("还没有聊天")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("还没有聊天")).to_be_visible()
    await talk.zhou_says("新消息")
    await expect(row).to_be_visible()
