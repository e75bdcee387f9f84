"""Every page of the customer's app in both themes: axe finds nothing, and no page is too wide."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.axe import complaints
from tests.browser.conftest import OpenPage
from tests.browser.customers import begin_talk, make_code
from tests.factories.company import Company


@pytest.mark.long
async def test_pages_for_people_who_are_signed_in(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.zhou_says("看看 https://example.com/coupon 这张券")
    page = talk.page
    pages = {
        "chats": page.get_by_role("link", name="周宁"),
        "contacts": page.get_by_role("link", name="周宁"),
        "discover": page.get_by_role("link", name="扫一扫"),
        "me": page.get_by_role("link", name="新消息通知"),
        f"chats/{talk.pair.conversation_id}": page.get_by_text("看看"),
        f"chats/{talk.pair.conversation_id}/info": page.get_by_text("消息免打扰"),
        f"contacts/{talk.member_id}": page.get_by_role("button", name="发消息"),
        f"contacts/{talk.member_id}/remark": page.get_by_role("textbox"),
        f"contacts/{talk.member_id}/preferences": page.get_by_role("switch").first,
        "search": page.get_by_role("searchbox"),
        "scan": page.get_by_label("粘贴二维码里的链接"),
        "me/profile": page.get_by_role("button", name="名字"),
        "me/notifications": page.get_by_role("switch").first,
        "me/general": page.get_by_role("radio").first,
        "me/devices": page.get_by_text("本机"),
        "me/account": page.get_by_role("button", name="退出登录"),
    }
    problems: list[str] = []
    for path, sign in pages.items():
        await page.goto(f"/app/{path}")
        await expect(sign).to_be_attached()
        problems += await complaints(page, f"/{path}")
    assert problems == []


async def test_pages_for_visitors(open_phone: OpenPage, company: Company) -> None:
    way = await make_code(company)
    page = await open_phone()
    await page.goto(f"/app/c/{way['slug']}")
    button = page.get_by_role("button", name="添加到通讯录")
    await expect(button).to_be_visible()
    assert await complaints(page) == []
    await button.click()
    await expect(page.get_by_role("textbox", name="手机号")).to_be_visible()
    assert await complaints(page) == []


async def test_open_panels_menus_and_sheets(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.zhou_says("长按我")
    await talk.open_chat()
    page, problems = talk.page, list[str]()
    for name in ("表情", "更多功能"):
        await page.get_by_role("button", name=name).click()
        problems += await complaints(page)
    await page.get_by_text("长按我").click(button="right")
    await expect(page.get_by_role("menu")).to_be_visible()
    problems += await complaints(page)
    await page.goto(f"/app/contacts/{talk.member_id}")
    await page.get_by_role("button", name="更多").click()
    problems += await complaints(page)
    await page.get_by_role("button", name="删除联系人").click()
    problems += await complaints(page)
    assert problems == []


async def test_english_is_complete(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company, "Mia")
    page = talk.page
    await page.goto("/app/me/general")
    await page.get_by_text("English").click()
    await expect(page.get_by_role("heading", name="Language and appearance")).to_be_visible()
    han = re.compile("[一-鿿]")
    for path in (
        "me",
        "me/notifications",
        "me/devices",
        "me/account",
        "discover",
        "scan",
        "search",
    ):
        await page.goto(f"/app/{path}")
        await expect(page.locator(".page")).to_be_visible()
        shown = (await page.locator("body").inner_text()).replace("春茶眼镜", "")
        assert not han.search(shown), f"/{path}: {shown}"


async def test_a_wide_window_shows_list_and_chat_side_by_side(
    open_desktop: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_desktop(), company)
    page = talk.page
    await page.goto("/app/chats")
    await page.get_by_role("link", name="周宁").click()
    await expect(page.get_by_label("消息", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name="周宁").first).to_be_visible()
    assert await complaints(page) == []
