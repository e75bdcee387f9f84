"""Tags, contact ways and welcomes, as headquarters works with them."""

from playwright.async_api import expect

from tests.browser.visits import Visits
from tests.factories.company import Company, customer
from tests.factories.meeting import add, meet, messages, newest, tag


async def test_tags_are_made_ordered_by_keyboard_and_deleted_with_their_effect(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/tags")
    await page.get_by_role("button", name="新建标签组").first.click()
    await page.get_by_label("标签组名称").fill("客户等级")
    await page.locator("dialog textarea").fill("金卡、银卡、普通")
    await page.get_by_role("button", name="保存").click()
    group = page.get_by_role("list").filter(has_text="银卡").last
    await expect(group).to_contain_text("金卡")

    silver = page.get_by_role("button", name="银卡", exact=False).first
    await silver.focus()
    async with page.expect_response("**/api/console/tags/order"):
        await page.keyboard.press("ArrowLeft")
    await page.reload()
    names = page.locator(".tag .name")
    await expect(names.first).to_contain_text("银卡")

    library = await company.console().ok("GET", "/api/console/tags")
    gold = next(one for one in library["items"][0]["tags"] if one["name"] == "金卡")
    await meet(company, "zhou", "小美", tag_ids=[gold["id"]])
    await page.get_by_role("button", name="删除标签“金卡”").click()
    question = page.get_by_role("dialog", name="删除标签“金卡”")
    await expect(question).to_contain_text("1 位客户")
    await question.get_by_role("textbox").fill("金卡")
    await question.get_by_role("button", name="删除").click()
    await expect(page.get_by_text("已删除“金卡”")).to_be_visible()
    await expect(names).to_have_count(2)


async def test_a_contact_way_made_here_welcomes_and_tags_the_customer(
    company: Company, visits: Visits
) -> None:
    await tag(company, "新客")
    page = await visits.page("console", company.console())
    await page.goto("/console/contact-ways")
    await page.get_by_role("button", name="新建联系我").click()
    dialog = page.get_by_role("dialog", name="新建联系我")
    await dialog.get_by_role("textbox", name="搜索并选择成员").fill("周")
    await dialog.get_by_role("listitem").filter(has_text="周宁").click()
    await dialog.get_by_label("名称").fill("南京路店海报")
    await dialog.get_by_label("来源").fill("nanjing")
    await dialog.get_by_role("textbox", name="选择标签").click()
    await dialog.get_by_role("listitem", name="新客").click()
    await dialog.get_by_text("用单独的欢迎语").click()
    await dialog.locator("textarea").fill("您好！")
    await dialog.get_by_role("button", name="插入客户昵称").click()
    await dialog.get_by_role("button", name="保存").click()

    drawer = page.get_by_role("dialog", name="南京路店海报")
    await expect(drawer.get_by_role("img", name="二维码")).to_be_visible()
    code = drawer.get_by_role("img", name="二维码")
    shown = await code.evaluate("(img) => img.decode().then(() => img.naturalWidth)")
    assert shown > 0
    ways = await company.console().ok("GET", "/api/console/contact-ways")
    person = customer(company.reunion, "小美")
    added = await add(person, ways["items"][0])
    assert added["state"] == "active"
    met = await newest(company, "zhou")
    assert met["follow"]["source_state"] == "nanjing"
    assert [one["name"] for one in met["follow"]["tags"]] == ["新客"]
    said = await messages(person, added["conversation_id"], "app")
    assert [one["content"]["text"] for one in said] == ["您好！小美"]


async def test_the_company_welcome_is_written_once_and_shown(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/welcomes")
    await page.get_by_role("button", name="写一份").click()
    dialog = page.get_by_role("dialog", name="企业默认欢迎语")
    await dialog.locator("textarea").fill("欢迎来到春茶眼镜")
    await dialog.get_by_role("button", name="添加附件").click()
    await dialog.get_by_role("menuitem", name="链接").click()
    link = page.get_by_role("dialog", name="链接")
    await link.get_by_label("标题").fill("新客 50 元券")
    await link.get_by_role("textbox", name="网址", exact=True).fill(
        "https://chuncha.example/coupon"
    )
    await link.get_by_role("button", name="确定").click()
    await dialog.get_by_role("button", name="保存").click()
    await expect(dialog).to_be_hidden()
    saved = (await company.console().ok("GET", "/api/console/welcomes"))["corp"]
    assert saved["text"] == "欢迎来到春茶眼镜"
    assert saved["attachments"][0]["url"] == "https://chuncha.example/coupon"
