"""内容 in the console: what is unfinished is said at its place; what customers see of what became of it."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.papers import locked
from tests.factories.readers import poster


async def test_a_page_is_written_corrected_brought_back_and_taken_away(
    company: Company, visits: Visits, open_phone: OpenPage
) -> None:
    page, phone = await visits.page("console", company.console()), await open_phone()
    save = page.get_by_role("button", name="保存")
    words, versions = page.get_by_placeholder("标题"), page.get_by_role("listitem")
    await page.goto("/console/content/new/page")
    await page.get_by_role("textbox", name="标题").first.fill("周年庆")
    await save.click()
    await expect(page.get_by_text("第 1 块：还没有写字", exact=True)).to_be_visible()
    await page.get_by_role("button", name="返回素材库").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消").click()

    await words.fill("开业大促")
    await save.click()
    await page.wait_for_url(re.compile(r"/content/\d+$"))
    item = int(page.url.rpartition("/")[2])
    await page.goto(f"/console/content/{item}")
    await expect(versions.filter(has_text="v1 ·")).to_be_visible()
    sent = await company.desk().ok("POST", f"/api/desk/content/{item}/shares", json={})
    await words.fill("开业大错")
    await save.click()
    await expect(versions.filter(has_text="v2 ·")).to_be_visible()
    await customers_see(phone, sent["token"], "开业大错")
    await versions.filter(has_text="v1 ·").get_by_role("button", name="查看").click()
    old = page.get_by_role("dialog", name="版本 1 的样子")
    await expect(old.get_by_role("heading", name="开业大促")).to_be_visible()
    await expect(words).to_have_value("开业大错")
    await old.get_by_role("button", name="恢复这个版本").click()
    await expect(words).to_have_value("开业大促")
    await customers_see(phone, sent["token"], "开业大促")

    await page.get_by_label("过期时间").fill("2020-01-01T00:00")
    await expect(page.get_by_text("已经过期：成员不能再发")).to_be_visible()
    async with page.expect_response(lambda answer: answer.request.method == "PUT"):
        await save.click()
    await customers_see(phone, sent["token"], "这个内容已下架")
    await page.get_by_role("button", name="返回素材库").click()
    await expect(page.get_by_role("row", name="周年庆")).to_contain_text("已过期")
    assert visits.complaints == []


async def test_a_file_that_customers_could_not_open_is_refused_at_its_place(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console(), size=PHONE)
    await page.goto("/console/content/new/report")
    chosen = page.locator("input[type=file][accept='.pdf']")

    async def choose(data: bytes) -> None:
        await chosen.set_input_files(
            {"name": "价目表.pdf", "mimeType": "application/pdf", "buffer": data}
        )

    said = page.locator("main").get_by_text("这个 PDF 有打开密码，客户打不开；请去掉密码后重新上传")
    await choose(locked("open sesame"))
    await expect(said).to_be_visible()
    await page.get_by_role("button", name="保存").click()
    missing = page.get_by_role("alert").filter(has_text="请选择 PDF 文件")
    await expect(missing).to_be_visible()
    await choose(locked(""))
    await expect(missing).to_have_count(0)
    await expect(said).to_have_count(0)
    await page.get_by_role("button", name="保存").click()
    await page.wait_for_url(re.compile(r"/content/\d+$"))
    await expect(page.get_by_role("textbox", name="标题").first).to_have_value("价目表")


async def customers_see(phone: Page, token: str, what: str) -> None:
    await phone.goto(f"/s/{token}")
    await expect(phone.get_by_text(what)).to_be_visible()


async def test_a_posters_older_version_shows_where_the_code_stood(
    company: Company, visits: Visits
) -> None:
    item = await poster(company)
    page = await visits.page("console", company.console())
    await page.goto(f"/console/content/{item['id']}")
    code = page.get_by_role("button", name="二维码：拖动")
    await expect(code).to_be_visible()
    was = await within_its_picture(code)
    for _ in range(3):
        await code.press("Shift+ArrowLeft")
    await page.get_by_text("二维码下显示成员姓名").click()
    await page.get_by_role("button", name="保存").click()
    versions = page.get_by_role("listitem")
    await versions.filter(has_text="v1 ·").get_by_role("button", name="查看").click()
    old = page.get_by_role("dialog", name="版本 1 的样子").get_by_role(
        "img", name="成员二维码的位置"
    )
    await expect(old).to_have_accessible_name("成员二维码的位置：左边距 60%，上边距 60%，大小 35%")
    assert await within_its_picture(old) == pytest.approx(was, abs=0.01)
    assert (await within_its_picture(code))[0] == pytest.approx(was[0] - 0.15, abs=0.01)
    await expect(old.get_by_text("成员姓名")).to_be_visible()
    await expect(code.get_by_text("成员姓名")).to_have_count(0)


async def within_its_picture(code: Locator) -> list[float]:
    """Left, top and width of a code as shares of the picture that it stands on."""
    return await code.evaluate(
        """(code) => {
          const box = code.parentElement.querySelector('img').getBoundingClientRect()
          const at = code.getBoundingClientRect()
          return [(at.x - box.x) / box.width, (at.y - box.y) / box.height, at.width / box.width]
        }"""
    )
