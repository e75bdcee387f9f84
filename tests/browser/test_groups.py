"""A customer group from its making to what headquarters sees of it, on real screens."""

import pytest
from playwright.async_api import expect

from tests.browser.broadcasts import prepare
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company, customer
from tests.factories.gathering import guests


@pytest.mark.long
async def test_a_group_is_made_joined_answered_and_kept_clean(
    company: Company, visits: Visits
) -> None:
    guests(company, ["小美"])
    lin = company.console()
    reply = {"words": ["营业时间"], "text": "每天 10 点到 22 点"}
    await lin.ok("POST", "/api/console/group-replies", json=reply)
    spam = {"name": "刷单广告", "words": ["刷单"], "action": "remove_and_block"}
    await lin.ok("POST", "/api/console/group-guards", json=spam)

    desk = await visits.page("desk", company.desk())
    await desk.goto("/desk/messages")
    await desk.get_by_role("button", name="发起群聊").click()
    dialog = desk.get_by_role("dialog", name="发起群聊")
    await dialog.get_by_role("option", name="陈安").click()
    await dialog.get_by_role("button", name="客户", exact=True).click()
    await dialog.get_by_role("option", name="小美").click()
    await dialog.get_by_label("群名").fill("南京路会员群")
    await dialog.get_by_role("button", name="发起群聊（2）").click()
    await expect(desk.get_by_role("heading", name="南京路会员群")).to_contain_text("(3) 外部")
    panel = desk.get_by_role("complementary", name="客户群信息")
    await expect(panel.get_by_role("list", name="群成员").get_by_role("listitem")).to_have_count(5)
    await panel.get_by_role("button", name="群公告").click()
    notice = desk.get_by_role("dialog", name="群公告")
    await notice.get_by_label("公告内容").fill("周六验光免费")
    await notice.get_by_role("button", name="保存").click()
    await expect(desk.get_by_role("note", name="群公告")).to_contain_text("周六验光免费")
    await panel.get_by_role("button", name="群二维码").click()
    code = desk.get_by_role("dialog", name="群二维码").get_by_role("img", name="南京路")
    slug = str(await code.get_attribute("src")).split("/g/")[1].removesuffix(".svg")
    await desk.keyboard.press("Escape")
    await panel.get_by_role("button", name="入群欢迎语").click()
    welcome = desk.get_by_role("dialog", name="入群欢迎语")
    await welcome.get_by_text("自己写一条").click()
    await welcome.get_by_label("欢迎语内容").fill("进群先看公告")
    await welcome.get_by_role("button", name="保存").click()

    stranger = customer(company.reunion, "路人甲")
    phone = await visits.page("app", stranger, size=PHONE)
    await phone.goto(f"/app/g/{slug}")
    await expect(phone.get_by_role("heading", name="南京路会员群")).to_be_visible()
    await phone.get_by_role("button", name="加入群聊").click()
    await expect(phone.get_by_role("note", name="群公告")).to_contain_text("周六验光免费")
    await expect(phone.get_by_role("log").get_by_text("进群先看公告")).to_be_visible()
    box = phone.get_by_role("textbox", name="消息")
    await box.fill("营业时间是？")
    await box.press("Enter")
    answer = "@路人甲 每天 10 点到 22 点"
    await expect(phone.get_by_role("log").get_by_text(answer)).to_be_visible()
    log = desk.get_by_role("log")
    await expect(log.get_by_text(answer)).to_be_visible()
    area = desk.get_by_role("textbox", name="输入消息")
    await area.press_sequentially("@路")
    await area.press("Enter")
    await area.press_sequentially("欢迎")
    await area.press("Enter")
    await expect(phone.get_by_role("log").get_by_text("@路人甲 欢迎")).to_be_visible()
    await box.fill("刷单日结，加我")
    await box.press("Enter")
    await expect(phone).to_have_url("/app/chats")
    await expect(log.get_by_text("群助手 将 路人甲 移出了群聊")).to_be_visible()
    await panel.get_by_text("已离开的成员（1）").click()
    await expect(panel.get_by_text("被群助手移出 · 刷单广告")).to_be_visible()
    await phone.goto(f"/app/g/{slug}")
    await phone.get_by_role("button", name="加入群聊").click()
    await expect(phone.get_by_text("群聊黑名单")).to_be_visible()

    console = await visits.page("console", lin)
    await console.goto("/console/groups")
    await console.get_by_role("row", name="南京路会员群").click()
    drawer = console.get_by_role("dialog", name="南京路会员群")
    await drawer.get_by_text("群成员", exact=True).click()
    await drawer.get_by_role("combobox", name="群成员").select_option("former")
    await expect(drawer.get_by_role("row", name="路人甲")).to_contain_text("被群助手移出 刷单广告")
    await drawer.get_by_text("处理记录", exact=True).click()
    await expect(drawer.get_by_text("刷单广告：含有“刷单”")).to_be_visible()

    sent = await prepare(company, "新款到店", purpose="service", chat_type="group")
    await desk.goto(f"/desk/tasks/{sent}")
    await desk.get_by_role("button", name="发送给 1 个群").click()
    outcome = desk.get_by_role("status").filter(has_text="已发到 1 个群")
    await expect(outcome).to_be_visible()
    await console.goto(f"/console/broadcasts/{sent}?tab=customers")
    await expect(console.get_by_role("table", name="按客户群")).to_contain_text("南京路会员群")
    assert visits.complaints == []


async def test_a_supplier_comes_by_the_invitation_and_into_a_group_of_their_own(
    company: Company, visits: Visits
) -> None:
    console = await visits.page("console", company.console())
    await console.goto("/console/partners")
    await console.get_by_role("button", name="新增企业").first.click()
    form = console.get_by_role("dialog", name="新增上下游企业")
    await form.get_by_label("企业简称").fill("福建茶业")
    await form.get_by_label("企业全称").fill("福建茶业有限公司")
    await form.get_by_role("textbox", name="对接人").click()
    await console.get_by_role("listitem", name="周宁").click()
    await form.get_by_role("heading", name="新增上下游企业").click()
    await form.get_by_role("button", name="保存").click()
    drawer = console.get_by_role("dialog", name="福建茶业")
    await drawer.get_by_text("邀请", exact=True).click()
    code = drawer.get_by_role("img", name="“福建茶业”的邀请二维码")
    slug = str(await code.get_attribute("src")).split("/p/")[1].removesuffix(".svg")

    phone = await visits.page("app", customer(company.reunion, "王强"), size=PHONE)
    await phone.goto(f"/app/p/{slug}")
    await expect(phone.get_by_text("福建茶业有限公司")).to_be_visible()
    await phone.get_by_role("button", name="确认身份").click()
    sheet = phone.get_by_role("dialog", name="确认您的身份")
    await expect(sheet.get_by_label("姓名")).to_have_value("王强")
    await sheet.get_by_label("职务").fill("采购经理")
    await sheet.get_by_role("button", name="确认加入").click()
    await expect(phone.get_by_role("log")).to_be_visible()

    desk = await visits.page("desk", company.desk())
    await desk.goto("/desk/messages")
    await desk.get_by_role("button", name="发起群聊").click()
    dialog = desk.get_by_role("dialog", name="发起群聊")
    await dialog.get_by_role("button", name="供应商群").click()
    await dialog.get_by_role("option", name="王强").click()
    await dialog.get_by_label("群名").fill("供货对接")
    await dialog.get_by_role("button", name="发起群聊（1）").click()
    panel = desk.get_by_role("complementary", name="客户群信息")
    await expect(panel.get_by_role("list", name="福建茶业")).to_contain_text("采购经理")
    await phone.goto("/app/chats")
    await expect(phone.get_by_text("供货对接")).to_be_visible()
    await console.goto("/console/groups?kind=supplier")
    await expect(console.get_by_role("row", name="供货对接")).to_contain_text("供应商群")
    assert visits.complaints == []
