"""Apps and their callbacks, roles, the audit log and the outbox of codes."""

import asyncio
import re

import httpx
from playwright.async_api import expect

from tests.browser.axe import at_rest, violations
from tests.browser.visits import Visits
from tests.factories.callback_receiver import KEY, TOKEN, CallbackReceiver
from tests.factories.company import Caller, Company, OpenCaller


async def test_a_callback_is_verified_and_its_deliveries_can_be_read(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/apps")
    await page.get_by_role("button", name=re.compile("通讯录")).click()
    drawer = page.get_by_role("dialog")
    verify = drawer.get_by_role("button", name="验证并保存")
    with CallbackReceiver(company.wire_id) as receiver:
        await drawer.get_by_role("textbox", name="URL").fill("http://127.0.0.1:1/nobody")
        await drawer.get_by_role("textbox", name="Token").fill(TOKEN)
        await drawer.get_by_role("textbox", name="EncodingAESKey").fill(KEY)
        await verify.click()
        await expect(drawer.get_by_role("alert")).not_to_be_empty()
        await drawer.get_by_role("textbox", name="URL").fill(receiver.url)
        await verify.click()
        await expect(page.get_by_text("验证通过")).to_be_visible()
        await company.add_member("wu", "吴静")
        await drawer.get_by_role("link", name="查看推送记录").click()
        await expect(page).to_have_url(re.compile("deliveries"))
        row = page.get_by_role("row").filter(has_text="create_user")
        await asyncio.to_thread(receiver.wait, 1)
        await page.get_by_role("button", name="刷新").click()
        await row.click()
        details = page.get_by_role("dialog")
        await expect(details.get_by_role("region", name="发出的内容")).to_contain_text("吴静")
        await details.get_by_role("button", name="重新推送").click()
        await expect(page.get_by_text("已排队")).to_be_visible()


async def test_showing_a_secret_is_written_down(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/apps")
    await page.get_by_role("button", name=re.compile("客户联系")).click()
    drawer = page.get_by_role("dialog")
    await drawer.get_by_role("button", name="查看").click()
    await expect(drawer.locator("code")).not_to_contain_text("•")
    secret = await drawer.locator("code").inner_text()
    program = OpenCaller(company.reunion, company.wire_id, secret)
    assert (await program.get("/getcallbackip"))["errcode"] == 0
    for n in range(51):
        await company.console().ok("PATCH", "/api/console/members/zhou", json={"alias": f"{n}"})
    await page.goto("/console/audit")
    await expect(page.get_by_text("已显示 50 条")).to_be_visible()
    await page.get_by_role("button", name="再看一些").press("Enter")
    await expect(page.get_by_text("已全部显示")).to_be_focused()
    await expect(page.get_by_role("row").last).to_contain_text("创建企业")
    await page.get_by_label("做了什么").select_option(label="查看应用 Secret")
    await page.get_by_role("row").nth(1).click()
    await expect(page.get_by_role("dialog")).to_contain_text("林晓")


async def test_the_scope_of_an_app_is_chosen(company: Company, visits: Visits) -> None:
    console = company.console()
    await console.ok("POST", "/api/console/member-tags", json={"name": "验光师"})
    app = await console.ok("POST", "/api/console/apps", json={"name": "排班"})
    page = await visits.page("console", console)
    await page.goto(f"/console/apps?app={app['id']}")
    scope = page.get_by_role("region", name="可见范围")
    await expect(scope.get_by_role("button", name="保存可见范围")).to_be_disabled()
    await scope.get_by_role("textbox", name="成员", exact=True).fill("周")
    await page.get_by_role("listitem").filter(has_text="周宁").click()
    await expect(scope.get_by_title("周宁")).to_be_visible()
    # Who is chosen makes the field taller, and its list closes: what stands below comes to rest first.
    await scope.get_by_role("heading").click()
    await expect(page.get_by_role("listitem").filter(has_text="周宁")).to_be_hidden()
    await at_rest(page)
    await scope.get_by_role("textbox", name="成员标签").click()
    await page.get_by_role("listitem").filter(has_text="验光师").click()
    await scope.get_by_role("heading").click()
    assert await violations(page) == []
    await scope.get_by_role("button", name="保存可见范围").click()
    await expect(page.get_by_text("已保存")).to_be_visible()
    kept = await console.ok("GET", f"/api/console/apps/{app['id']}")
    assert [one["name"] for one in kept["visible_people"]] == ["周宁"]
    assert (kept["visible_departments"], len(kept["visible_tags"])) == ([1], 1)


async def test_an_admin_is_appointed_and_withdrawn(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/roles")
    await page.get_by_role("button", name="添加管理员").click()
    dialog = page.get_by_role("dialog", name="添加管理员")
    await dialog.get_by_role("textbox", name="搜索并选择成员").fill("陈")
    await dialog.get_by_role("listitem").filter(has_text="陈安").click()
    await dialog.get_by_role("radio", name=re.compile("^管理员")).check()
    await dialog.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="陈安")
    await expect(row).to_contain_text("整个企业")
    await row.get_by_role("button", name="收回").click()
    await page.get_by_role("dialog").get_by_role("button", name="收回").click()
    await expect(row).to_have_count(0)
    assert (await company.console().ok("GET", "/api/console/members/chen"))["role"] == "member"


async def test_a_code_shows_up_for_the_one_who_asks_by_phone(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", await runner(company))
    await page.goto("/console/codes")
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as phone:
        asked = await phone.post("/api/app/codes", json={"phone": "13900139123"})
    assert asked.is_success
    row = page.get_by_role("row").filter(has_text="9123").first
    await expect(row.locator("strong")).to_have_text(re.compile(r"^\d{6}$"))


async def runner(company: Company) -> Caller:
    """The super admin of the company that runs this server: the first one founded."""
    reunion = company.reunion

    async def first() -> tuple[int, int]:
        async with reunion.db.connection() as c:
            row = await c.fetchrow(
                "SELECT corp_id, id FROM member WHERE role = 'super_admin' ORDER BY corp_id LIMIT 1"
            )
            return row["corp_id"], row["id"]

    corp_id, member_id = reunion.run(first)
    founder = Company(reunion, corp_id, "")
    founder.members["lin"] = member_id
    return founder.console()


async def test_the_company_is_renamed_everywhere(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/corp")
    await page.get_by_label("企业简称").fill("春茶")
    await page.get_by_role("button", name="保存").click()
    navigation = page.get_by_role("navigation", name="主导航")
    await expect(navigation.get_by_text("春茶", exact=True)).to_be_visible()
    assert (await company.console().ok("GET", "/api/console/corp"))["name"] == "春茶"
