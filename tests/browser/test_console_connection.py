"""企业微信连接: differences are named and repaired, another WeCom is tried before it is saved."""

from playwright.async_api import Browser, expect

from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.meeting import meet, tag
from tests.factories.mirroring import mirrored, settled

"""Milliseconds: what a worker does first takes long on a slow machine."""


async def test_differences_and_another_wecom(
    company: Company, visits: Visits, chromium: Browser
) -> None:
    _, mei = await meet(company, "zhou", "小美")
    who = {"userid": "zhou", "external_userid": mei["external_userid"]}
    program = company.open()
    await program.post("/externalcontact/mark_tag", **who, add_tag=[await tag(company, "银卡")])
    await mirrored(company)
    await program.post("/externalcontact/remark", **who, remark="美姐")
    gold = await tag(company, "金卡")
    await program.post("/externalcontact/mark_tag", **who, add_tag=[gold])

    page = await visits.page("console", company.console())
    await page.goto("/console/connection")
    await expect(page.get_by_text("已是最新")).to_be_visible()
    await expect(page.get_by_text("还没有核对过")).to_be_visible()
    await page.get_by_role("button", name="只核对，不修复").click()
    row = page.get_by_role("row", name="小美")
    await expect(row).to_contain_text("备注 空 → 美姐")
    await expect(row).to_contain_text("标签 + 金卡")
    await expect(row).to_contain_text("没有回调：丢失，或由应用通过接口修改")
    await expect(row).to_contain_text("未修复")
    await page.get_by_role("button", name="修复 1 处").click()
    await expect(row.get_by_text("已修复")).to_be_visible()
    await settled(company)

    await page.get_by_text("外部企业微信").click()
    every = page.get_by_label("核对间隔（小时）")
    await every.fill("")
    await page.get_by_role("button", name="测试连接").click()
    for lack in ("请填写企业 ID", "请填写核对间隔（小时）"):
        await expect(page.get_by_role("alert").filter(has_text=lack)).to_be_visible()
    await every.fill("24")
    await page.get_by_role("textbox", name="接口地址").fill(company.reunion.base_url)
    await page.get_by_role("textbox", name="企业 ID").fill(company.wire_id)
    secret = page.get_by_label("应用 Secret")
    await secret.fill("x" * 43)
    await page.get_by_role("button", name="测试连接").click()
    found = page.get_by_role("status").filter(has_text="测试结果")
    await expect(found).to_contain_text("Secret 不正确")
    await expect(found.get_by_text("未测试")).to_have_count(5)
    await secret.fill(company.workbench(may_contact=False).secret)
    await page.get_by_role("button", name="测试连接").click()
    await expect(found.get_by_text("应用没有这项权限")).to_have_count(4)
    await expect(found.get_by_text("正常")).to_have_count(2)
    await page.get_by_role("button", name="保存").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消").click()
    await expect(page.get_by_text("内置平台").first).to_be_visible()
