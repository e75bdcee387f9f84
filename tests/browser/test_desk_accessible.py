"""Every page of the desk in both looks, wide and narrow: axe finds nothing, and no page is too wide."""

import pytest
from playwright.async_api import expect

from tests.browser.axe import complaints, complaints_at
from tests.browser.staff import at_desk, newcomer
from tests.browser.visits import DESKTOP, PHONE, Visits
from tests.factories.company import Company


@pytest.mark.long
async def test_pages_can_be_used_by_everyone(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await newcomer(company, "阿杰", skip_verify=False)
    page = desk.page
    await desk.she_says("看看 https://example.com/coupon 这张券")
    await desk.she_sends("link", {"title": "护眼指南", "url": "https://example.com/eyes"})
    await desk.she_sends("location", {"name": "人民广场", "latitude": 31.2, "longitude": 121.4})
    pages = {
        "messages": page.locator("[data-conversation]").first,
        f"messages/{desk.conversation_id}": page.get_by_text("人民广场").last,
        "directory": page.get_by_role("treeitem").first,
        "customers": page.get_by_text("共 1 位客户"),
        f"customers/{desk.contact_id}": page.get_by_text("还没有触达过这位客户"),
        "customers/requests": page.get_by_role("button", name="通过"),
        "code": page.get_by_role("img", name="的二维码"),
        "settings": page.get_by_text("本机"),
    }
    problems: list[str] = []
    for path, sign in pages.items():
        await page.goto(f"/desk/{path}")
        await expect(sign).to_be_visible()
        problems += await complaints_at(page, f"/{path}", [DESKTOP, PHONE])
    await desk.open_chat()
    await page.get_by_role("button", name="搜索聊天记录").click()
    problems += await complaints_at(page, "search", [DESKTOP, PHONE])
    assert problems == []


async def test_the_door_can_be_used_by_everyone(company: Company, visits: Visits) -> None:
    page = await visits.page("desk")
    await page.goto("/desk/")
    await expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert await complaints(page, "sign-in") == []
