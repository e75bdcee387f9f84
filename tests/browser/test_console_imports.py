"""导入 and 复购预测: a file becomes orders with what is wrong with it told, and orders become a forecast."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Page, expect

from reunion.growth.profiles.model import Identity
from reunion.growth.purchases.model import Order
from tests.browser.axe import violations
from tests.browser.visits import PHONE, Visits
from tests.factories import buying
from tests.factories.company import Company
from tests.growth.imports.test_imports import imported

WORKER = 60_000
"""Milliseconds in which the worker has done anything of this, on any machine."""
ROWS = """会员号,订单号,时间,实付金额,退款金额,门店
M1,A1,2026-05-20 14:30,1280,280,南京路店
M1,A2,2026-06-02,199.5,,南京路店
M2,A3,昨天,10,,
M3,A4,2026-06-03,10,20,
"""


async def test_a_file_is_mapped_checked_imported_and_again_changes_nothing(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console())
    await choose(page)
    mapping = page.get_by_role("list", name="每一列是什么")
    await expect(mapping.get_by_role("listitem")).to_have_count(6)
    await expect(page.get_by_role("listitem").filter(has_text="第 4 行")).to_contain_text("昨天")
    await page.get_by_role("button", name="检查全部行").click()
    await expect(page.get_by_text("2 行可以导入，2 行有问题")).to_be_visible(timeout=WORKER)
    await page.get_by_role("button", name="开始导入").click()
    await expect(page.get_by_text("已完成")).to_be_visible(timeout=WORKER)
    await expect(page.get_by_role("definition").first).to_have_text("2")
    assert await violations(page) == []
    async with page.expect_download() as file:
        await page.get_by_role("button", name="下载错误文件").click()
    lines = list(
        csv.reader(io.StringIO(Path(await (await file.value).path()).read_text("utf-8-sig")))
    )
    assert [line[:3] for line in lines[1:]] == [["4", "时间", "昨天"], ["5", "退款金额", "20"]]

    await choose(page)
    await page.get_by_role("button", name="开始导入").click()
    await expect(page.get_by_text("已完成")).to_be_visible(timeout=WORKER)
    counts = page.get_by_role("definition")
    await expect(counts).to_have_text(["0", "2", "2"])
    await page.goto("/console/profiles?q=M1")
    await page.get_by_role("link", name="未知姓名").click()
    await page.get_by_text("订单", exact=True).last.click()
    await expect(page.get_by_text("共 2 笔，¥1,199.50")).to_contain_text("已扣除退款 ¥280.00")
    await expect(page.get_by_text("退款 ¥280.00 · ")).to_be_visible()


async def test_what_waits_of_an_import_is_decided_and_then_said_to_be(
    company: Company, visits: Visits
) -> None:
    console = company.console()
    await imported(console, "customers", "a.csv", b"phone,member_no\n13800005001,D1\n")
    mixed = b"phone,member_no\n13800005002,D2\n13800005001,D2\n"
    one = await imported(console, "customers", "b.csv", mixed)
    came = b"phone,member_no,event,time\n13800005002,D1,came,2026-05-20\n"
    events = await imported(console, "events", "c.csv", came)
    page = await visits.page("console", console)
    await page.goto(f"/console/imports/{one['import_no']}")
    await expect(page.get_by_text("1 条身份冲突等待处理，本次导入共发现 1 条")).to_be_visible()
    await page.get_by_role("link", name="去处理身份冲突").click()
    await expect(page.get_by_role("link", name="只看导入“b.csv”发现的")).to_be_visible()
    decide = page.get_by_role("button", name="是不同的人")
    await expect(decide).to_have_count(1)
    await page.get_by_role("button", name="查看全部").click()
    await expect(decide).to_have_count(2)
    await page.go_back()
    await page.get_by_role("link", name="去处理身份冲突").click()
    await decide.click()
    await page.get_by_role("dialog").get_by_role("button", name="是不同的人").click()
    await expect(page.get_by_text("这次导入发现的身份冲突都已处理")).to_be_visible()
    await page.get_by_role("link", name="只看导入“b.csv”发现的").click()
    await expect(page.get_by_text("本次导入发现的 1 条身份冲突都已处理")).to_be_visible()
    await page.goto("/console/imports")
    await expect(page.get_by_role("row", name="c.csv")).to_contain_text("1 条冲突待处理")
    await expect(page.get_by_role("row", name="b.csv")).not_to_contain_text("待处理")
    await page.goto(f"/console/imports/{events['import_no']}")
    await expect(page.get_by_text("1 条身份冲突等待处理")).to_be_visible()


async def choose(page: Page) -> None:
    await page.goto("/console/imports")
    await page.get_by_role("radio", name=re.compile("^订单")).check()
    file = {"name": "订单.csv", "mimeType": "text/csv", "buffer": ROWS.encode("gb18030")}
    await page.locator("input[type=file]").set_input_files(files=[file])  # pyright: ignore[reportArgumentType]
    await expect(page.get_by_role("heading", name="订单.csv")).to_be_visible()


def shopping(company: Company) -> None:
    """Sixty who come every so often, of whom some have left."""
    people = buying.people(company, *(Identity("member_no", f"S{n}") for n in range(60)))
    start = datetime(2025, 1, 1, 4, tzinfo=UTC)
    orders = [
        Order(f"{n}-{place}", no, start + timedelta(days=n % 28 + place * (9 + n)), 5000 + 400 * n)
        for n, no in enumerate(people)
        for place in range(1 + (7 * n) % 12)
    ]
    assert set(buying.put(company, orders)) == {"new"}


async def test_a_forecast_shows_its_fit(company: Company, visits: Visits) -> None:
    shopping(company)
    page = await visits.page("console", company.console(), size=PHONE, theme="dark", language="en")
    await page.goto("/console/predictions")
    await expect(page.get_by_text("Nothing computed yet")).to_be_visible()
    await page.get_by_role("button", name="Compute now").click()
    fit = page.get_by_role("img", name="Repeat purchases added up: actual and expected")
    await expect(fit).to_contain_text("check begins", timeout=WORKER)
    await expect(page.get_by_role("region", name="Parameters")).to_contain_text("α")
    await page.get_by_role("link", name="Unnamed customer").first.click()
    hers = page.locator("section").filter(
        has=page.get_by_role("heading", name="Purchases expected")
    )
    await expect(hers).to_contain_text(re.compile(r"Will buy again\s*\d"))
    await expect(hers).to_contain_text(re.compile(r"Spending, next 365 days\s*¥"))
