"""Signing in and out, what a role sees, theme and language, dialogs, a line that drops."""

import re

from playwright.async_api import expect

from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company

PASSWORD = "spring tea every morning"


async def test_sign_in_leads_back_to_the_page_that_was_asked_for(
    company: Company, visits: Visits
) -> None:
    await company.add_member("wu", "吴静", mobile="13800138001", password=PASSWORD)
    await company.console().ok(
        "PUT", "/api/console/roles/wu", json={"role": "admin", "departments": []}
    )
    page = await visits.page("console")
    await page.goto("/console/tags")
    await expect(page).to_have_url(re.compile(r"/console/sign-in\?next=/tags"))
    await page.get_by_label("账号").fill("13800138001")
    await page.get_by_label("密码").fill("not the password")
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("alert")).not_to_be_empty()
    await page.get_by_label("密码").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("标签")

    await page.get_by_role("button", name="我的账号").click()
    await page.get_by_role("menuitem", name="退出登录").click()
    await expect(page).to_have_url(re.compile("/console/sign-in"))
    await page.goto("/console/tags")
    await expect(page).to_have_url(re.compile("/console/sign-in"))


async def test_a_session_that_ends_elsewhere_asks_to_sign_in_again(
    company: Company, visits: Visits
) -> None:
    caller = company.console()
    page = await visits.page("console", caller)
    # An answer that is still on its way when the session ends would send the page away before the click.
    async with (
        page.expect_response("**/api/console/lists/members"),
        page.expect_response("**/api/console/departments*"),
        page.expect_response("**/api/console/members?*"),
    ):
        await page.goto("/console/directory")
    await caller.ok("DELETE", "/api/console/session")
    await page.get_by_role("link", name="登录设备").click()
    await expect(page).to_have_url(re.compile(r"/console/sign-in\?next=/sessions"))


async def test_a_department_admin_sees_only_what_the_role_opens(
    company: Company, visits: Visits
) -> None:
    root = {"role": "scoped", "departments": [1]}
    await company.console().ok("PUT", "/api/console/roles/zhou", json=root)
    page = await visits.page("console", company.console("zhou"))
    await page.goto("/console/")
    nav = page.get_by_role("navigation", name="主导航")
    await expect(nav.get_by_role("link", name="客户", exact=True)).to_be_visible()
    for hidden in ("应用", "审计日志", "管理员", "我的企业"):
        await expect(nav.get_by_role("link", name=hidden, exact=True)).to_have_count(0)
    await page.goto("/console/audit")
    await expect(page).to_have_url(re.compile("/console/$"))


async def test_theme_and_language_stay_over_a_reload(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/")
    await page.get_by_role("button", name="外观").click()
    await page.get_by_role("menuitemradio", name="深色").click()
    await page.get_by_role("button", name="语言").click()
    await page.get_by_role("menuitemradio", name="English").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Hello, 林晓")
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Hello, 林晓")
    await expect(page.locator("html")).to_have_attribute("theme-mode", "dark")


async def test_a_dialog_keeps_the_focus_and_gives_it_back(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/directory")
    opener = page.get_by_role("button", name="添加成员")
    await opener.click()
    dialog = page.get_by_role("dialog", name="添加成员")
    await expect(dialog).to_be_visible()
    for _ in range(40):
        await page.keyboard.press("Tab")
        inside = await page.evaluate(
            "document.activeElement === document.body || "
            "Boolean(document.activeElement.closest('dialog[open]'))"
        )
        assert inside
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_the_navigation_folds_away_on_a_phone(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console(), size=PHONE)
    await page.goto("/console/")
    link = page.get_by_role("navigation", name="主导航").get_by_role(
        "link", name="标签", exact=True
    )
    await expect(link).to_be_hidden()
    await page.get_by_role("button", name="打开菜单").click()
    await link.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("标签")
    await expect(link).to_be_hidden()


async def test_a_page_that_cannot_load_offers_another_try(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/")
    await page.route("**/api/console/tags", lambda route: route.abort())
    await page.get_by_role("link", name="标签", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("网络不通")
    await page.unroute("**/api/console/tags")
    await page.get_by_role("button", name="重试").click()
    await expect(page.get_by_text("还没有标签")).to_be_visible()
