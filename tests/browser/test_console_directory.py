"""The directory page: members from joining to leaving, departments, the import with its report."""

import io
import re

import openpyxl
from playwright.async_api import Page, expect

from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.meeting import meet


async def directory(company: Company, visits: Visits) -> Page:
    page = await visits.page("console", company.console())
    await page.goto("/console/directory")
    await expect(page.get_by_role("table", name="成员与部门")).to_be_visible()
    return page


async def test_a_member_is_added_changed_and_found(company: Company, visits: Visits) -> None:
    page = await directory(company, visits)
    await page.get_by_role("button", name="添加成员").click()
    dialog = page.get_by_role("dialog", name="添加成员")
    await dialog.get_by_label("姓名").fill("吴静")
    await dialog.get_by_label("账号").fill("zhou")
    await dialog.get_by_label("手机").fill("13800138009")
    await dialog.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("status").filter(has_text="zhou")).to_be_visible()
    await dialog.get_by_label("账号").fill("wujing")
    await dialog.get_by_role("button", name="保存").click()
    await expect(dialog).to_be_hidden()

    await page.get_by_role("searchbox").fill("吴")
    row = page.get_by_role("row").filter(has_text="wujing")
    await expect(row).to_be_visible()
    await expect(page.get_by_role("row")).to_have_count(2)
    await expect(page).to_have_url(re.compile("q="))
    await row.click()
    drawer = page.get_by_role("dialog", name="成员详情")
    await drawer.get_by_role("button", name="修改").click()
    await page.get_by_label("职务", exact=True).fill("验光师")
    await page.get_by_role("button", name="保存").click()
    await expect(row).to_contain_text("验光师")
    saved = await company.console().ok("GET", "/api/console/members/wujing")
    assert (saved["position"], saved["mobile"]) == ("验光师", "13800138009")


async def test_leaving_names_the_customers_and_asks_for_the_name(
    company: Company, visits: Visits
) -> None:
    await meet(company, "zhou")
    page = await directory(company, visits)
    await page.goto("/console/directory?member=zhou")
    await page.get_by_role("button", name="办理离职").click()
    question = page.get_by_role("dialog", name="为 周宁 办理离职？")
    await expect(question).to_contain_text("1 位客户和 TA 的客户群转为待分配")
    action = question.get_by_role("button", name="办理离职")
    await expect(action).to_be_disabled()
    await question.get_by_role("textbox").fill("周宁")
    await action.click()
    await expect(page.get_by_text("周宁 已离职，1 位客户、0 个客户群待分配")).to_be_visible()
    member = await company.console().ok("GET", "/api/console/members/zhou")
    assert member["status"] == "resigned"


async def test_a_department_is_made_chosen_and_removed(company: Company, visits: Visits) -> None:
    page = await directory(company, visits)
    await page.get_by_role("button", name="管理部门").click()
    await page.get_by_role("menuitem", name="新建部门").click()
    await page.get_by_label("部门名称").fill("南京路店")
    await page.get_by_role("button", name="保存").click()
    node = page.get_by_role("treeitem", name="南京路店")
    await node.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("没有符合条件的")).to_be_visible()
    await page.get_by_role("button", name="管理部门").click()
    await page.get_by_role("menuitem", name="删除").click()
    question = page.get_by_role("dialog", name="删除部门“南京路店”？")
    await expect(question).to_contain_text("0 位成员")
    await question.get_by_role("button", name="删除").click()
    await expect(node).to_have_count(0)


async def test_an_import_reports_each_row_and_applies_whole(
    company: Company, visits: Visits
) -> None:
    page = await directory(company, visits)
    await page.get_by_role("button", name="批量导入").click()
    dialog = page.get_by_role("dialog", name="批量导入成员")
    async with page.expect_download() as download:
        await dialog.get_by_role("button", name="下载模板").click()
    template = await (await download.value).path()
    assert openpyxl.load_workbook(io.BytesIO(template.read_bytes())).active is not None

    rows = ["姓名,帐号,手机,部门", "何欢,hehuan,13800138021,南京路店", "坏行,bad id!,123,南京路店"]
    await choose(page, "\n".join(rows))
    await expect(dialog.get_by_text("没有导入任何一行")).to_be_visible()
    report = dialog.get_by_role("region", name="错误报告")
    await expect(report).to_contain_text("bad id!")
    await expect(dialog.get_by_role("button", name="导入", exact=True)).to_be_disabled()

    await choose(page, "\n".join(rows[:2]))
    await dialog.get_by_role("button", name="导入 1 位成员").click()
    await expect(dialog.get_by_text("已导入通讯录")).to_be_visible()
    made = await company.console().ok("GET", "/api/console/members/hehuan")
    assert made["name"] == "何欢"


async def choose(page: Page, text: str) -> None:
    """Gives the open import dialog a CSV file."""
    file = {"name": "members.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}
    await page.locator("dialog input[type=file]").set_input_files(
        file  # pyright: ignore[reportArgumentType]
    )
