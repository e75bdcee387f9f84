"""The customers page: filters in the address, columns, tags in bulk, export, the drawer."""

import csv
import io
import re

from playwright.async_api import Page, expect

from tests.browser.axe import violations
from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.meeting import meet, tag


async def customers(company: Company, visits: Visits, query: str = "") -> Page:
    page = await visits.page("console", company.console())
    await page.goto(f"/console/customers{query}")
    await expect(page.get_by_role("table", name="客户")).to_be_visible()
    return page


async def test_filters_narrow_the_list_and_live_in_the_address(
    company: Company, visits: Visits
) -> None:
    await meet(company, "zhou", "小美")
    await meet(company, "chen", "阿杰")
    page = await customers(company, visits)
    await expect(page.get_by_text("共 2 条")).to_be_visible()
    await page.get_by_role("searchbox").fill("阿杰")
    await expect(page.get_by_text("共 1 条")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("row")).to_have_count(2)
    await expect(page.get_by_role("row").nth(1)).to_contain_text("阿杰")
    await page.get_by_role("button", name="清除筛选").click()
    await expect(page.get_by_text("共 2 条")).to_be_visible()
    await page.goto("/console/customers?member=zhou")
    await expect(page.get_by_text("共 1 条")).to_be_visible()
    await expect(page.get_by_role("row").nth(1)).to_contain_text("小美")


async def test_selected_customers_get_a_tag(company: Company, visits: Visits) -> None:
    await tag(company, "金卡")
    await meet(company, "zhou", "小美")
    await meet(company, "chen", "阿杰")
    page = await customers(company, visits)
    await page.get_by_role("row").nth(1).focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Space")
    await page.get_by_role("button", name="批量打标签").click()
    dialog = page.get_by_role("dialog", name="批量打标签")
    await expect(dialog).to_contain_text("将改动 2 条客户关系")
    await dialog.get_by_role("textbox", name="打上这些标签").click()
    await dialog.get_by_role("listitem", name="金卡").click()
    await dialog.get_by_role("heading").click()
    await dialog.get_by_role("button", name="改动 2 条").click()
    await expect(page.get_by_text("已改动 2 条客户关系")).to_be_visible()
    await expect(page.get_by_role("cell", name="金卡")).to_have_count(2)


async def test_the_drawer_tells_who_she_is_and_what_happened(
    company: Company, visits: Visits
) -> None:
    _, customer = await meet(company, "zhou", "小美")
    page = await customers(company, visits, f"?customer={customer['external_userid']}")
    drawer = page.get_by_role("dialog", name="客户详情")
    await expect(drawer.get_by_role("heading", name="小美")).to_be_visible()
    await expect(drawer.get_by_role("region", name="周宁")).to_contain_text("已添加")
    await drawer.get_by_text("动态").click()
    await expect(drawer.get_by_role("listitem").first).to_be_visible()
    await drawer.get_by_text("订单").click()
    await expect(drawer.get_by_text("还没有订单")).to_be_visible()
    await drawer.get_by_text("触达", exact=True).click()
    await expect(drawer.get_by_text("还没有触达过这位客户")).to_be_visible()
    await expect(drawer.get_by_role("row", name="朋友圈")).to_contain_text("0 / 3")
    await page.mouse.move(0, 0)
    assert await violations(page) == []


async def test_the_export_holds_what_the_filters_show(company: Company, visits: Visits) -> None:
    await meet(company, "zhou", "小美")
    await meet(company, "chen", "阿杰")
    page = await customers(company, visits, "?q=阿杰")
    await page.get_by_role("button", name="导出").click()
    async with page.expect_download() as download:
        await page.get_by_text("导出 CSV").click()
    path = await (await download.value).path()
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 2
    assert "阿杰" in rows[1]


async def test_columns_and_views_are_kept_for_the_administrator_on_every_device(
    company: Company, visits: Visits
) -> None:
    await meet(company, "zhou", "小美")
    page = await customers(company, visits)
    await page.get_by_role("button", name="选择列").click()
    await page.get_by_role("checkbox", name="来源").uncheck()
    await expect(page.get_by_role("columnheader", name="来源")).to_have_count(0)
    await page.goto("/console/customers?state=deleted")
    await page.get_by_role("button", name="视图").press("Enter")
    await page.get_by_role("menuitem", name="保存当前视图").press("Enter")
    dialog = page.get_by_role("dialog", name="保存当前视图")
    await dialog.get_by_label("视图名称").fill("流失的")
    await dialog.get_by_role("switch", name=re.compile("共享")).press("Space")
    await dialog.get_by_label("视图名称").press("Enter")
    await expect(dialog).to_be_hidden()
    await company.console().ok("PUT", "/api/console/roles/chen", json={"role": "admin"})

    elsewhere = await customers(company, visits)
    await expect(elsewhere.get_by_role("columnheader", name="来源")).to_have_count(0)
    await elsewhere.get_by_role("button", name="视图").press("Enter")
    await elsewhere.get_by_role("menuitemradio", name="流失的").press("Enter")
    await expect(elsewhere).to_have_url(re.compile("state=deleted"))
    await elsewhere.get_by_role("button", name="流失的").press("Enter")
    await elsewhere.get_by_role("menuitem", name="管理视图").press("Enter")
    views = elsewhere.get_by_role("dialog", name="管理视图")
    await views.get_by_role("button", name="改名").press("Enter")
    await views.get_by_label("视图名称").fill("离开的客户")
    await views.get_by_label("视图名称").press("Enter")
    await expect(views.get_by_role("button", name="改名")).to_be_focused()
    assert await violations(elsewhere) == []

    colleague = await visits.page("console", company.console("chen"), theme="dark", language="en")
    await colleague.goto("/console/customers")
    await expect(colleague.get_by_role("columnheader", name="Source")).to_be_visible()
    await colleague.get_by_role("button", name="Views").press("Enter")
    await expect(colleague.get_by_role("menuitemradio")).to_have_text("离开的客户 (林晓)")
    await colleague.get_by_role("menuitem", name="Manage views").press("Enter")
    theirs = colleague.get_by_role("dialog", name="Manage views")
    assert await violations(colleague) == []
    await theirs.get_by_role("button", name="Delete").press("Enter")
    await (
        colleague.get_by_role("dialog", name=re.compile("Delete the view"))
        .get_by_role("button", name="Delete")
        .press("Enter")
    )
    await expect(theirs).to_contain_text("No views yet")
