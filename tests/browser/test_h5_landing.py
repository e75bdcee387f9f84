"""From a code on the counter into the chat."""

from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.customers import code_for, enter_phone_and_code, make_code, new_phone
from tests.factories.company import Company


async def test_a_visitor_signs_in_adds_and_is_welcomed_by_name(
    open_phone: OpenPage, company: Company
) -> None:
    welcome = {"text": "{客户昵称}你好，我是周宁", "attachments": []}
    way = await make_code(company, welcome=welcome)
    page = await open_phone()
    await page.goto(f"/c/{way['slug']}")
    await expect(page.get_by_role("heading", name="周宁")).to_be_visible()
    await expect(page.locator("dd", has_text="已认证企业")).to_be_visible()

    await page.get_by_role("button", name="添加到通讯录").click()
    await enter_phone_and_code(page, company.reunion, new_phone())
    await page.get_by_role("textbox", name="称呼").fill("小美")
    await page.get_by_role("button", name="完成").click()

    log = page.get_by_role("log")
    await expect(log.get_by_text("小美你好，我是周宁")).to_have_count(1)
    await expect(page.get_by_role("heading", name="周宁")).to_be_visible()
    customers = await company.desk("zhou").ok("GET", "/api/desk/customers")
    assert [one["name"] for one in customers["items"]] == ["小美"]


async def test_a_wrong_code_says_so_and_the_right_one_still_works(
    open_phone: OpenPage, company: Company
) -> None:
    phone, page = new_phone(), await open_phone()
    await page.goto("/app/")
    await page.get_by_role("textbox", name="手机号").fill(phone)
    await page.get_by_role("button", name="获取验证码").click()
    await expect(page.get_by_role("textbox", name="验证码")).to_be_visible()
    right = code_for(company.reunion, phone)
    wrong = "000000" if right != "000000" else "111111"
    await page.get_by_role("textbox", name="验证码").fill(wrong)
    await expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    await expect(page.get_by_role("button", name="秒后可重新获取")).to_be_disabled()
    await page.get_by_role("textbox", name="验证码").fill(right)
    await expect(page.get_by_role("textbox", name="称呼")).to_be_visible()


async def test_where_the_member_must_accept_the_request_waits_and_then_the_chat_is_there(
    open_phone: OpenPage, company: Company
) -> None:
    way = await make_code(company, skip_verify=False)
    page = await open_phone()
    await page.goto(f"/app/c/{way['slug']}")
    await page.get_by_role("button", name="添加到通讯录").click()
    await enter_phone_and_code(page, company.reunion, new_phone())
    await page.get_by_role("textbox", name="称呼").fill("阿杰")
    await page.get_by_role("button", name="完成").click()
    await page.get_by_role("textbox", name="发送添加朋友申请").fill("我是昨天来配镜的阿杰")
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.get_by_text("申请已发送")).to_be_visible()

    desk = company.desk("zhou")
    [request] = (await desk.ok("GET", "/api/desk/requests"))["items"]
    assert request["follow"]["apply_text"] == "我是昨天来配镜的阿杰"
    await page.get_by_role("link", name="进入重逢").click()
    await expect(page.get_by_text("还没有聊天")).to_be_visible()
    await desk.ok("POST", f"/api/desk/requests/{request['contact_id']}/accept")
    await expect(page.get_by_role("link", name="周宁")).to_be_visible()


async def test_a_code_that_is_no_more_says_what_to_do(
    open_phone: OpenPage, company: Company
) -> None:
    way = await make_code(company)
    await company.console().ok("DELETE", f"/api/console/contact-ways/{way['id']}")
    page = await open_phone()
    await page.goto(f"/app/c/{way['slug']}")
    await expect(page.get_by_text("这个二维码没有用了")).to_be_visible()
    await expect(page.get_by_role("button", name="添加到通讯录")).to_have_count(0)
