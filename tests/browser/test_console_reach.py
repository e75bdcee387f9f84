"""A department's administrator at 增长: the navigation has what he may open, and no page is refused."""

import asyncio

from playwright.async_api import Response, expect

from tests.browser.axe import violations
from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.meeting import meet
from tests.factories.mirroring import mirrored
from tests.growth.reach_world import count

HIS = ["客户档案", "人群", "批量打标", "内容", "快捷回复", "表单", "复购预测"]


async def test_he_finds_his_people_counts_them_and_is_never_refused(
    company: Company, visits: Visits
) -> None:
    lin = company.console()
    shop = await lin.ok("POST", "/api/console/departments", json={"name": "华东", "parent_id": 1})
    await company.add_member("xia", "夏至", departments=[shop["id"]])
    role = {"role": "scoped", "departments": [shop["id"]]}
    await lin.ok("PUT", "/api/console/roles/zhou", json=role)
    await meet(company, "xia", "小美")
    await meet(company, "chen", "外人")
    await mirrored(company)
    everybody = {"kind": "follow", "status": "current"}
    body = {"name": "在跟进的", "definition": everybody}
    await lin.ok("POST", "/api/console/segments", json=body)
    form = {"title": "预约", "fields": [{"key": "name", "type": "text", "label": "姓名"}]}
    await lin.ok("POST", "/api/console/forms", json=form)
    link = {"kind": "link", "title": "新品", "body": {"url": "https://example.com/"}}
    await lin.ok("POST", "/api/console/content", json=link)

    zhou = company.console("zhou")
    async with asyncio.timeout(30):
        while await count(zhou, everybody) < 1:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    page = await visits.page("console", zhou)
    refused: list[str] = []

    def look(answer: Response) -> None:
        if answer.status == 403:
            refused.append(answer.url)

    page.on("response", look)
    await page.goto("/console/profiles")
    nav = page.get_by_role("navigation", name="主导航")
    for name in ("标签规则", "埋点", "导入", "企业微信连接"):
        await expect(nav.get_by_role("link", name=name, exact=True)).to_have_count(0)
    for name in HIS:
        await nav.get_by_role("link", name=name, exact=True).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(name)
        await page.wait_for_load_state("networkidle")

    await nav.get_by_role("link", name="客户档案", exact=True).click()
    main = page.get_by_role("main")
    await expect(main.get_by_role("link", name="小美")).to_be_visible()
    await expect(main.get_by_text("外人")).to_have_count(0)
    await main.get_by_role("link", name="小美").click()
    await expect(main.get_by_text("跟进人", exact=True)).to_be_visible()
    await expect(main.get_by_text("合并与拆分", exact=True)).to_have_count(0)
    for name in ("合并", "导出", "删除个人信息"):
        await expect(main.get_by_role("button", name=name)).to_have_count(0)

    await nav.get_by_role("link", name="人群", exact=True).click()
    row = main.get_by_role("row", name="在跟进的")
    await expect(row.get_by_role("button", name="删除")).to_have_count(0)
    await expect(row.get_by_role("cell", name="1", exact=True)).to_be_visible()
    await row.get_by_role("link", name="在跟进的").click()
    await expect(page.get_by_role("complementary").get_by_text("小美")).to_be_visible()
    await expect(main.get_by_role("button", name="编辑")).to_have_count(0)
    assert await violations(page) == []

    await nav.get_by_role("link", name="内容", exact=True).click()
    await main.get_by_role("button", name="查看").click()
    await expect(main.get_by_text("https://example.com/")).to_be_visible()
    assert refused == []
