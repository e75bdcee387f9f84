"""A member's broadcasts on a phone: what headquarters asks for, and one's own by tag."""

import re

from playwright.async_api import expect

from tests.browser.axe import sideways, violations
from tests.browser.broadcasts import prepare
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.gathering import gather, guests, said
from tests.factories.meeting import meet, messages, tag


async def test_a_member_leaves_somebody_out_and_sends_her_own_by_tag(
    company: Company, visits: Visits
) -> None:
    gold = await tag(company, "金卡")
    her, she = await meet(company, "zhou", "小美", tag_ids=[gold])
    him, he = await meet(company, "zhou", "李雷")
    page = await visits.page("desk", company.desk(), size=PHONE, theme="dark")
    await page.goto("/desk/")
    entry = page.get_by_role("link", name=re.compile("^工作台"))
    await prepare(company, "新款到店", allow_select=True)
    await expect(entry).to_contain_text("1")
    await entry.click()
    await page.get_by_role("link", name=re.compile("新款到店")).click()
    await page.get_by_role("checkbox", name="李雷").uncheck()
    assert await violations(page) == []
    assert await sideways(page) <= 0
    await page.get_by_role("button", name="发送给 1 位客户").click()
    await expect(page.get_by_text(re.compile("已发给 1 位客户"))).to_be_visible()
    await expect(page.get_by_text("不发给 TA")).to_be_visible()

    await page.get_by_role("link", name="返回待办").click()
    await expect(page.get_by_text("没有待确认的群发")).to_be_visible()
    await page.get_by_role("link", name="自己群发").first.click()
    wanted = page.get_by_role("group", name="至少有一个标签")
    await wanted.get_by_text("不限").click()
    await wanted.get_by_role("button", name="金卡").click()
    await page.get_by_label("内容").fill("金卡专享：周末免费清洗")
    await page.reload()
    await expect(wanted).to_contain_text("金卡")
    await expect(page.get_by_label("内容")).to_have_value("金卡专享：周末免费清洗")
    assert await violations(page) == []
    assert await sideways(page) <= 0
    await page.get_by_role("button", name="发送给 1 位客户").click()
    await page.get_by_role("dialog").get_by_role("button", name="发送给 1 位客户").click()
    await expect(page.get_by_text(re.compile("已发给 1 位客户"))).to_be_visible()

    async def got(person, contact) -> list[str]:
        said = await messages(person, contact["conversation_id"], "app")
        return [one["content"]["text"] for one in said]

    assert await got(her, she) == ["新款到店", "金卡专享：周末免费清洗"]
    assert await got(him, he) == []

    await gather(company, guests(company, ["小安"]), name="会员群")
    second = guests(company, ["小波"])
    group = await gather(company, second, name="新客群")
    await page.get_by_role("link", name="返回待办").click()
    await page.get_by_role("link", name="自己群发").first.click()
    await page.get_by_role("button", name="发到我的群").click()
    await page.get_by_role("checkbox", name="新客群").check()
    await page.get_by_label("内容").fill("群友专享")
    await page.get_by_role("button", name="发送给 1 个群").click()
    await page.get_by_role("dialog").get_by_role("button", name="发送给 1 个群").click()
    await expect(page.get_by_text("已发到 1 个群")).to_be_visible()
    await expect(page.get_by_text("已读 0/1 · 回复 0")).to_be_visible()
    assert await said(second[0].app, group["id"], "app") == ["群友专享"]
