"""Directory, own code and welcome, settings, sign-in and sign-out at the desk."""

import asyncio
import re

from playwright.async_api import Route, expect

from tests.browser.staff import at_desk
from tests.browser.test_desk_chat import PICTURE
from tests.browser.visits import Visits
from tests.factories.company import Company

PASSWORD = "spring tea every morning"
DATABASES = "async () => (await indexedDB.databases()).map((one) => one.name)"


async def test_signing_in_with_words_that_are_wrong_says_so(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("desk")
    await page.goto("/desk/settings")
    await expect(page).to_have_url(re.compile(r"/desk/sign-in\?next="))
    await page.get_by_label("账号").fill("nobody-here")
    await page.get_by_label("密码").fill("wrong password")
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("alert")).not_to_be_empty()
    await expect(page.get_by_label("密码")).to_have_value("")


async def test_a_colleague_is_found_in_the_tree_and_written_to(
    company: Company, visits: Visits
) -> None:
    body = {"name": "上海南京路店", "parent_id": 1}
    store = await company.console().ok("POST", "/api/console/departments", json=body)
    await company.add_member("sun", "孙晴", departments=[store["id"]])
    page = await visits.page("desk", company.desk())
    await page.goto("/desk/directory")
    await page.get_by_role("treeitem", name="上海南京路店").click()
    await expect(page.get_by_role("heading", name="上海南京路店")).to_be_visible()
    await expect(page.get_by_role("button", name="发消息")).to_have_count(1)
    await page.get_by_role("button", name="给孙晴发消息").click()
    await expect(page.get_by_role("heading", name="孙晴")).to_be_visible()
    await page.get_by_label("输入消息", exact=True).fill("今天谁值班？")
    await page.keyboard.press("Enter")
    log = page.get_by_role("log")
    await expect(log.get_by_text("今天谁值班？")).to_be_visible()
    await expect(log.locator("[data-pending]")).to_have_count(0)
    [talk] = (await company.desk("sun").ok("GET", "/api/desk/conversations"))["items"]
    assert (talk["kind"], talk["unread"]) == ("internal", 1)
    assert talk["last_message"]["content"] == {"text": "今天谁值班？"}


async def test_my_code_can_be_saved_and_my_welcome_written(
    company: Company, visits: Visits
) -> None:
    zhou = company.desk()
    page = await visits.page("desk", zhou)
    await page.goto("/desk/code")
    code = page.get_by_role("img", name="的二维码")
    await expect(code).to_be_visible()
    assert await code.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    async with page.expect_download() as saved:
        await page.get_by_role("link", name="保存图片").click()
    assert (await saved.value).suggested_filename.endswith(".png")

    await page.get_by_role("switch").click()
    await page.get_by_role("textbox", name="欢迎语内容").fill("你好，")
    await page.get_by_role("button", name="客户昵称").click()
    await page.get_by_role("button", name="链接", exact=False).last.click()
    form = page.get_by_role("dialog", name="链接")
    await form.get_by_label("标题").fill("护眼指南")
    await form.get_by_label("网址").fill("https://example.com/eyes")
    await form.get_by_role("button", name="添加").click()
    await page.get_by_role("button", name="保存", exact=True).click()
    await expect(page.get_by_text("欢迎语已保存")).to_be_visible()
    mine = (await zhou.ok("GET", "/api/desk/me"))["welcome"]
    assert mine["text"] == "你好，%NICKNAME%"
    assert [one["title"] for one in mine["attachments"]] == ["护眼指南"]

    desk = await at_desk(company, visits, "小美")
    way = (await zhou.ok("GET", "/api/desk/me"))["way"]
    card = await desk.customer.ok("GET", f"/api/app/ways/{way['slug']}")
    assert card["member"]["name"]


async def test_my_picture_is_shown_and_a_message_elsewhere_is_announced(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    page = desk.page
    # a browser without windows shows no notifications and never permits them
    await page.add_init_script(
        """window.notes = []
        window.Notification = class {
          static permission = 'granted'
          static requestPermission = async () => 'granted'
          constructor(title, options) {
            window.notes.push([title, options.body])
          }
        }"""
    )
    await page.goto("/desk/settings")
    await page.get_by_label("更换头像").set_input_files(PICTURE)
    face = page.get_by_role("navigation").locator("img")
    await expect(face).to_have_js_property("naturalWidth", 512)
    found = await company.desk("chen").ok("GET", "/api/desk/colleagues", params={"q": "周宁"})
    assert await face.get_attribute("src") == found["items"][0]["avatar_url"]

    await page.get_by_role("switch", name="桌面通知").check()
    await desk.she_says("看着呢")
    await expect(page).to_have_title(re.compile(r"^\(1\)"))
    assert await page.evaluate("notes") == []
    await page.evaluate("document.hasFocus = () => false")
    await desk.she_says("在吗")
    await page.wait_for_function("() => notes.length === 1")
    assert await page.evaluate("notes") == [["小美", "在吗"]]


async def test_language_and_looks_follow_the_choice_at_once(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("desk", company.desk())
    await page.goto("/desk/settings")
    await page.get_by_text("English", exact=True).click()
    await expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.get_by_text("Dark", exact=True).click()
    await expect(page.locator("html")).to_have_attribute("theme-mode", "dark")
    await page.reload()
    await expect(page.get_by_role("link", name="Directory")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("theme-mode", "dark")
    entries = await page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert entries == [
        "Messages",
        "Directory",
        "Customers",
        "To do",
        "Moments",
        "My code",
        "Settings",
    ]


async def test_another_device_is_signed_out_from_here_and_a_closed_account_is_erased(
    company: Company, visits: Visits
) -> None:
    here = await visits.page("desk", company.desk())
    there = await visits.page("desk", company.desk())
    await there.goto("/desk/messages")
    await expect(there.get_by_role("link", name="消息")).to_be_visible()
    await here.goto("/desk/settings")
    await here.get_by_role("button", name="下线").first.click()
    await expect(here.get_by_text("已让该设备下线")).to_be_visible()
    others = here.get_by_role("button", name="下线")
    while await others.count():
        await others.first.click()
        await here.wait_for_timeout(300)
    await expect(there).to_have_url(re.compile("/desk/sign-in"))
    await company.console().ok("POST", "/api/console/members/zhou/disable")
    await expect(here).to_have_url(re.compile("/desk/sign-in"))
    await here.wait_for_function(f"() => ({DATABASES})().then((all) => !all.length)")
    assert len(await there.evaluate(DATABASES)) == 1


async def test_settings_stay_where_they_are_while_the_rest_is_loaded(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("desk", company.desk("lin"))
    let_go = asyncio.Event()

    async def late(route: Route) -> None:
        await let_go.wait()
        await route.continue_()

    await page.route(re.compile("/api/desk/(me|sessions)$"), late)
    await page.goto("/desk/settings")
    button = page.get_by_role("button", name="修改密码")
    before = await button.bounding_box()
    let_go.set()
    await expect(page.get_by_text("本机")).to_be_visible()
    await expect(page.get_by_label("别名")).to_be_visible()
    assert before is not None
    assert await button.bounding_box() == before


async def test_the_password_is_changed_and_leaving_erases_this_device(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("desk", company.desk("lin"))
    await page.goto("/desk/settings")
    await page.get_by_role("button", name="修改密码").click()
    form = page.get_by_role("dialog", name="修改密码")
    await form.get_by_label("当前密码").fill(PASSWORD)
    await form.locator("input[autocomplete=new-password]").first.fill("autumn tea every evening")
    await form.get_by_label("再输一次新密码").fill("autumn tea every evening")
    await form.get_by_role("button", name="修改密码").click()
    await expect(page.get_by_text("密码已修改")).to_be_visible()
    assert any(name.startswith("reunion-desk-") for name in await page.evaluate(DATABASES))
    await page.get_by_role("button", name="退出登录").click()
    question = page.get_by_role("dialog", name="退出登录")
    await expect(question).to_contain_text("会被清除")
    await question.get_by_role("button", name="退出登录").click()
    await expect(page).to_have_url(re.compile("/desk/sign-in"))
    assert not any(name.startswith("reunion-desk-") for name in await page.evaluate(DATABASES))
