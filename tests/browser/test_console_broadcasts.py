"""A broadcast from the count at headquarters to the customer's phone, and who is protected from it."""

import re

from playwright.async_api import Page, expect

from tests.browser.axe import sideways, violations
from tests.browser.broadcasts import prepare, send_task, weekly_marketing
from tests.browser.conftest import OpenPage
from tests.browser.customers import begin_talk
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.meeting import meet

TEXT = "春天到了，来店里免费验光吧"


async def looks_right(page: Page) -> None:
    assert await violations(page) == []
    assert await sideways(page) <= 0


async def test_counted_created_approved_confirmed_and_received_once(
    company: Company, visits: Visits, open_phone: OpenPage
) -> None:
    role = {"role": "admin", "departments": []}
    await company.console().ok("PUT", "/api/console/roles/chen", json=role)
    _, full = await meet(company, "zhou", "李雷")
    await weekly_marketing(company, 1)
    before = await prepare(
        company, "本周特惠", audience={"external_userids": [full["external_userid"]]}
    )
    await send_task(company.desk(), before)
    talk = await begin_talk(await open_phone(), company, "小美")

    # Headquarters sees whom it reaches, and who is spared, before anything is sent.
    page = await visits.page("console", company.console())
    await page.goto("/console/broadcasts")
    await page.get_by_role("button", name="新建群发").click()
    reach = page.get_by_role("complementary", name="能到达多少客户")
    await expect(reach).to_contain_text("2 位客户，其中 1 位收不到：1 位本周营销消息已达上限")
    await page.get_by_label("文字").fill(f"，{TEXT}")
    await page.get_by_label("文字").press("Home")
    await page.get_by_role("button", name="插入客户昵称").click()
    await expect(reach.get_by_text(f"小美，{TEXT}")).to_be_visible()
    await page.get_by_text("需要另一位管理员批准").click()
    await expect(page.get_by_text("将发给 1 位客户")).to_be_visible()
    await looks_right(page)
    await page.get_by_role("button", name="提交审批").click()
    question = page.get_by_role("dialog", name="创建这条群发")
    await expect(question).to_contain_text("1 位成员")
    await question.get_by_role("button", name="提交审批").click()
    await expect(page).to_have_url(re.compile(r"/broadcasts/\d+$"))
    await expect(page.get_by_text("待批准")).to_be_visible()
    path = page.url

    # The second person, on a phone.
    second = await visits.page("console", company.console("chen"), size=PHONE, theme="dark")
    await second.goto(path)
    await second.get_by_role("button", name="批准").click()
    await second.get_by_role("dialog").get_by_role("button", name="批准").click()
    await expect(second.get_by_text("陈安 批准")).to_be_visible()
    await expect(second.get_by_text("发送中", exact=True).first).to_be_visible()
    await expect(second.get_by_text("周宁")).to_be_visible()
    await looks_right(second)

    # The member, told by the number at the entry.
    desk = await visits.page("desk", company.desk())
    await desk.goto("/desk/tasks")
    task = desk.get_by_role("link", name=re.compile(TEXT))
    await task.click()
    await expect(desk.get_by_text(f"小美，{TEXT}")).to_be_visible()
    await expect(desk.get_by_role("listitem").filter(has_text="李雷")).to_contain_text(
        "本周营销消息已达上限"
    )
    await desk.get_by_role("button", name="发送给 1 位客户").click()
    await expect(desk.get_by_text(re.compile("已发给 1 位客户"))).to_be_visible()
    await looks_right(desk)

    # The customer has it once; headquarters sees it without asking again.
    await talk.open_chat()
    await expect(talk.page.get_by_role("log").get_by_text(f"小美，{TEXT}")).to_have_count(1)
    sent = page.get_by_role("button", name=re.compile(r"^已发送 \d"))
    await expect(sent).to_contain_text("1")
    await page.get_by_role("button", name=re.compile("本周营销消息已达上限")).click()
    row = page.get_by_role("row").filter(has_text="李雷")
    await expect(row).to_contain_text("本周营销消息已达上限（1/1）")
    await expect(page.get_by_role("row")).to_have_count(2)
    await looks_right(page)
    said = [one["content"].get("text") for one in await talk.desk_messages()]
    assert said.count(f"小美，{TEXT}") == 1
    await page.get_by_role("link", name="群发助手").click()
    await expect(page.get_by_role("row").filter(has_text=TEXT)).to_contain_text("已发送 1 / 2")
    await looks_right(page)


async def test_a_list_narrows_it_and_a_broadcast_is_reminded_rejected_and_cancelled(
    company: Company, visits: Visits
) -> None:
    _, her = await meet(company, "zhou", "小美")
    await meet(company, "zhou", "李雷")
    page = await visits.page("console", company.console(), language="en", theme="dark")
    await page.goto("/console/broadcasts/new")
    figure = page.get_by_role("complementary").locator("strong").first
    await expect(figure).to_have_text("2")
    await page.get_by_placeholder("Paste external_userids", exact=False).fill(
        f"name,external_userid\n小美,{her['external_userid']}"
    )
    await expect(page.get_by_text("Customers on the list: 1")).to_be_visible()
    await expect(figure).to_have_text("1")
    await looks_right(page)

    waits = await prepare(company, TEXT)
    await page.goto(f"/console/broadcasts/{waits}")
    await page.get_by_role("button", name="Remind members (3 left)").click()
    await page.get_by_role("dialog").get_by_role("button", name="Remind").click()
    await expect(page.get_by_role("button", name="Remind members (2 left)")).to_be_visible()
    await page.get_by_role("button", name="Cancel broadcast").click()
    question = page.get_by_role("dialog", name="Cancel this broadcast?")
    await expect(question).to_contain_text("2 more will not get it")
    await question.get_by_role("button", name="Cancel broadcast").click()
    await expect(page.get_by_text("Cancelled", exact=True).first).to_be_visible()
    await looks_right(page)
