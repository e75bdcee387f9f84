"""A rule holds a message back, a customer says whether her chat is archived, and an officer looks at it."""

import re

from playwright.async_api import expect

from tests.browser.axe import violations
from tests.browser.staff import at_desk
from tests.browser.visits import PHONE, Visits
from tests.factories.archiving import ARCHIVE, switch_on, until_archived
from tests.factories.company import Company


async def test_held_back_agreed_and_looked_at(company: Company, visits: Visits) -> None:
    lin = company.console()
    await switch_on(company, "zhou")
    await lin.ok("PUT", f"{ARCHIVE}/officers/lin")

    console = await visits.page("console", company.console())
    await console.goto("/console/interception")
    await console.get_by_role("button", name="新建规则").click()
    form = console.get_by_role("dialog", name="新建规则")
    await form.get_by_label("规则名称").fill("先想一想")
    await form.get_by_text("警告，确认后可以发送或保存").click()
    await form.get_by_label("敏感词").fill("包治\n根治")
    await expect(form.get_by_text("已填 2 个")).to_be_visible()
    await form.get_by_role("button", name="取消").click()
    for action, word in (("warn", "包治"), ("block", "根治")):
        rule = {"name": action, "action": action, "words": [word], "department_ids": [1]}
        await lin.ok("POST", "/api/console/interception/rules", json=rule)

    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.say("我们包治近视")
    question = desk.page.get_by_role("dialog", name="消息含有敏感内容")
    await expect(question).to_contain_text("包治")
    await question.get_by_role("button", name="仍然发送").click()
    await desk.all_sent()
    await desk.say("我们根治近视")
    refusal = desk.page.get_by_role("dialog", name="消息没有发出")
    await expect(refusal).to_contain_text("根治")
    await refusal.get_by_role("button", name="修改").click()
    await expect(desk.box).to_have_value("我们根治近视")

    phone = await visits.page("app", desk.customer, size=PHONE)
    await phone.goto(f"/app/chats/{desk.conversation_id}")
    notice = phone.get_by_role("region", name="会话存档")
    await expect(notice).to_contain_text("希望存档你与 周宁 的聊天内容")
    await notice.get_by_role("button", name="同意", exact=True).click()
    await expect(notice).to_contain_text("你已同意存档聊天内容")
    await desk.she_says("同意之后说的")
    await until_archived(company, 2)

    await console.goto("/console/interception/hits")
    hits = console.get_by_role("table", name="敏感词记录")
    await expect(hits.get_by_text("已拦截")).to_be_visible()
    await expect(hits.get_by_text("确认后发送")).to_be_visible()
    await console.goto("/console/archive")
    begin = console.get_by_role("button", name="开始查阅")
    await begin.click()
    purpose = console.get_by_label("查阅目的")
    await expect(purpose).to_be_focused()
    await purpose.fill("核查")
    await expect(console.get_by_role("alert")).to_contain_text("至少 4 个字")
    await purpose.fill("核查客户投诉")
    await begin.click()
    await expect(console.get_by_role("status")).to_contain_text("正在查阅：核查客户投诉")
    await console.get_by_role("button", name=re.compile("周宁")).click()
    await expect(console.get_by_text("同意之后说的")).to_be_visible()
    assert await violations(console) == []
    await console.get_by_role("button", name="结束查阅").click()
    await console.goto("/console/archive/looks")
    await expect(console.get_by_text("搜索 1 · 阅读 1 · 导出 0")).to_be_visible()
