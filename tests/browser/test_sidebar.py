"""The sidebar beside a chat: she is shown, marked, noted, and sent what the company has for her."""

import re

from playwright.async_api import expect

from tests.browser.staff import Desk, at_desk
from tests.browser.visits import Visits
from tests.factories.beside_chats import with_sidebar
from tests.factories.company import Company
from tests.factories.gathering import Guest, gather, guests
from tests.factories.meeting import tag
from tests.factories.mirroring import mirrored
from tests.factories.readers import poster

LINK = re.compile(r"/s/[\w-]+$")


async def test_the_sidebar_beside_a_chat(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits, "小美")
    await tag(company, "金卡")
    body = {"kind": "link", "title": "配镜指南", "body": {"url": "https://example.com/guide"}}
    await company.console().ok("POST", "/api/console/content", json=body)
    await poster(company)
    own = Guest(desk.customer, desk.contact_id, "", "小美")
    group = await gather(company, [own, *guests(company, ["阿珍"])])
    await mirrored(company)
    with_sidebar(company)
    await desk.open_chat()
    page = desk.page
    await page.get_by_role("tab", name="客户档案").click()
    frame = page.frame_locator("iframe[title='客户档案']")
    await expect(frame.locator("strong").first).to_have_text("小美")
    await frame.get_by_role("button", name="编辑标签").click()
    await frame.get_by_role("button", name="金卡").click()
    await expect(frame.get_by_role("button", name="金卡")).to_have_attribute("aria-pressed", "true")
    await frame.get_by_role("tab", name="素材").click()
    await frame.get_by_role("button", name="发送 配镜指南").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="发送").click()
    await expect(desk.log.get_by_role("link", name="配镜指南")).to_have_attribute("href", LINK)
    await frame.get_by_role("tab", name="跟进").click()
    await frame.get_by_placeholder("写一条跟进").fill("周六来取镜")
    await frame.get_by_label("提醒时间").fill("2026-01-03T10:00")
    await frame.get_by_role("button", name="记下").click()
    await expect(frame.get_by_text("已逾期")).to_be_visible()
    await page.goto("/desk/workbench")
    waiting = page.get_by_role("region", name="待跟进")
    await expect(waiting).to_contain_text("周六来取镜")
    await waiting.get_by_role("checkbox").click()
    await expect(waiting).to_contain_text("没有到期的跟进")
    await beside_a_group(desk, group["id"])


async def beside_a_group(desk: Desk, group_id: int) -> None:
    """Who is in it, one of them looked at, and a poster for all, which goes as a picture."""
    page = desk.page
    await page.goto(f"/desk/messages/{group_id}")
    await page.get_by_role("tab", name="客户档案").click()
    frame = page.frame_locator("iframe[title='客户档案']")
    await expect(frame.get_by_text("客户 2 人")).to_be_visible()
    await frame.get_by_role("button", name="小美").click()
    await expect(frame.get_by_role("tab", name="画像")).to_have_attribute("aria-selected", "true")
    await expect(frame.get_by_text("金卡")).to_be_visible()
    await frame.get_by_role("button", name="返回").click()
    await frame.get_by_role("tab", name="素材").click()
    await frame.get_by_role("button", name="发送 到店礼").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="发送").click()
    await expect(desk.log.get_by_role("img", name="poster.png")).to_be_visible()
