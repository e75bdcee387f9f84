"""Every page of the console: accessible in both themes and sizes, no sideways scrolling, both languages."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import at_rest, complaints, complaints_at
from tests.browser.visits import DESKTOP, PHONE, Visits
from tests.factories.company import Company
from tests.factories.meeting import meet, tag, way

PAGES = {
    "": "你好，林晓",
    "directory": "成员与部门",
    "member-tags": "成员标签",
    "customers": "客户",
    "tags": "标签",
    "contact-ways": "联系我",
    "welcomes": "欢迎语",
    "touch-rules": "触达规则",
    "apps": "应用",
    "deliveries": "推送记录",
    "roles": "管理员",
    "audit": "审计日志",
    "codes": "验证码",
    "sessions": "登录设备",
    "corp": "我的企业",
}


@pytest.fixture
async def furnished(company: Company) -> Company:
    """A company with a customer, tags, a contact way and a welcome."""
    gold = await tag(company, "金卡")
    await meet(company, "zhou", "小美", tag_ids=[gold])
    welcome = {"text": "%NICKNAME% 您好", "attachments": []}
    await way(company, "zhou", "chen", remark="南京路店海报", welcome=welcome)
    console = company.console()
    await console.ok("PUT", "/api/console/welcomes/corp", json=welcome)
    await console.ok("POST", "/api/console/member-tags", json={"name": "验光师"})
    return company


async def settled(page: Page) -> None:
    """Loaded and drawn: nothing waits, no skeleton is left, no transition runs."""
    await page.wait_for_load_state("networkidle")
    await expect(page.locator(".skeleton")).to_have_count(0)
    await at_rest(page)


@pytest.mark.long
async def test_every_page_is_accessible_and_fits(furnished: Company, visits: Visits) -> None:
    page = await visits.page("console", furnished.console())
    for path, heading in PAGES.items():
        await page.goto(f"/console/{path}")
        await expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        await settled(page)
        assert await complaints_at(page, path, [DESKTOP, PHONE]) == []


async def test_drawers_open_by_their_address_and_are_accessible(
    furnished: Company, visits: Visits
) -> None:
    console = furnished.console()
    customers = await console.ok("GET", "/api/console/customers")
    ways = await console.ok("GET", "/api/console/contact-ways")
    apps = await console.ok("GET", "/api/console/apps")
    drawers = {
        "directory?member=zhou": "成员详情",
        f"customers?customer={customers['items'][0]['external_userid']}": "客户详情",
        f"contact-ways?way={ways['items'][0]['id']}": ways["items"][0]["remark"],
        f"apps?app={apps['items'][0]['id']}": apps["items"][0]["name"],
    }
    page = await visits.page("console", console)
    for address, title in drawers.items():
        await page.goto(f"/console/{address}")
        drawer = page.get_by_role("dialog", name=title)
        await expect(drawer).to_be_visible()
        await settled(page)
        assert await complaints(page, address) == []
        await page.keyboard.press("Escape")
        await expect(drawer).to_be_hidden()
        assert "?" not in page.url


async def test_english_is_a_full_translation(furnished: Company, visits: Visits) -> None:
    console = furnished.console()
    company = await console.ok("GET", "/api/console/corp")
    apps = await console.ok("GET", "/api/console/apps")
    given = {
        company["name"],
        "林晓",
        "周宁",
        "陈安",
        "小美",
        "金卡",
        "等级",
        "验光师",
        "南京路店海报",
    }
    given |= {"微信", "门店"} | {app["name"] for app in apps["items"]}
    page = await visits.page("console", console, language="en")
    for path in PAGES:
        await page.goto(f"/console/{path}")
        await settled(page)
        texts = await page.locator("nav, h1, h2, th, button, label, .head p").all_inner_texts()
        chinese = [text for text in texts if re.search(r"[\u4e00-\u9fff]", text)]
        assert [text for text in chinese if not any(name in text for name in given)] == [], path
        assert await page.locator("html").get_attribute("lang") == "en"
