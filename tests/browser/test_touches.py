"""Headquarters limits touches, a customer says what she wants, and her member sees both."""

from playwright.async_api import expect

from tests.browser.axe import violations
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.meeting import meet
from tests.platform.touches.test_touches import send


async def test_rules_are_tried_confirmed_and_refused_beside_their_field(
    company: Company, visits: Visits
) -> None:
    _, one = await meet(company)
    send(company, 1, one["contact_id"])
    page = await visits.page("console", company.console(), size=PHONE)
    await page.goto("/console/touch-rules")
    marketing = page.get_by_label("营销消息，每周")
    await marketing.fill("1")
    await expect(page.get_by_text("每周最多 1 条营销消息", exact=True)).to_be_visible()
    await page.get_by_role("button", name="试算").click()
    await expect(page.get_by_text("0 位会收到，1 位不会")).to_be_visible()
    await expect(page.get_by_text("当周营销消息已到上限")).to_be_visible()
    await page.get_by_text("设置免打扰时段").click()
    night = page.get_by_role("img", name="22:00 到次日 08:00")
    await expect(night).to_be_visible()
    await page.get_by_role("radio", name="每周 7 次").press("Space")

    save = page.get_by_role("button", name="保存规则")
    question = page.get_by_role("dialog", name="这样修改触达规则？")
    await page.get_by_label("营销消息，每天").fill("2")
    await save.press("Enter")
    await expect(question).to_contain_text("改为：每周 7 次")
    await expect(question).to_contain_text("原来：任何时间都可以发送")
    await question.get_by_role("button", name="确认修改").press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("请不大于 1")
    assert await violations(page) == []
    await page.get_by_label("营销消息，每天").fill("")
    await save.press("Enter")
    await question.get_by_role("button", name="确认修改").press("Enter")
    await expect(save).to_be_hidden()
    await page.reload()
    await expect(marketing).to_have_value("1")
    await expect(night).to_be_visible()


async def test_what_a_customer_switches_off_is_at_once_on_her_members_desk(
    company: Company, visits: Visits
) -> None:
    person, one = await meet(company)
    for number in (1, 2):
        send(company, number, one["contact_id"])
    desk = await visits.page("desk", company.desk())
    await desk.goto(f"/desk/customers/{one['contact_id']}")
    await expect(desk.get_by_role("row", name="营销消息")).to_contain_text("2")
    await expect(desk.get_by_text("客户不接收营销消息")).to_have_count(0)

    phone = await visits.page("app", person, size=PHONE)
    await phone.goto(f"/app/contacts/{company.members['zhou']}")
    await phone.get_by_role("link", name="接收偏好").click()
    await expect(phone.get_by_text("2 条").first).to_be_visible()
    marketing = phone.get_by_role("switch", name="营销消息")
    await marketing.press("Space")
    await expect(phone.get_by_text("已保存，立即生效")).to_be_visible()
    await expect(marketing).not_to_be_checked()
    await expect(desk.get_by_text("客户不接收营销消息")).to_be_visible()
    await expect(desk.get_by_text("不再接收营销消息")).to_be_visible()
