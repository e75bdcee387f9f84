"""The customer's own profile, devices and leaving."""

import re

from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.customers import begin_talk
from tests.browser.test_h5_chat import PICTURE
from tests.factories.company import Company


async def test_a_new_name_and_face_reach_the_staff(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await page.goto("/app/me/profile")
    await page.get_by_role("button", name="名字").click()
    await page.get_by_role("textbox", name="名字").fill("王小美")
    await page.get_by_role("button", name="保存").click()
    # The page shows the name before it is saved; the sheet closes after.
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="名字 王小美")).to_be_visible()
    await page.locator("input[type=file]").set_input_files(PICTURE)
    await expect(page.locator(".row img")).to_be_visible()
    card = await talk.pair.desk.ok("GET", f"/api/desk/customers/{talk.pair.contact_id}")
    assert card["name"] == "王小美"
    assert card["avatar_url"].startswith("/media/")


async def test_another_device_is_signed_out_at_once(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await page.goto("/app/me/devices")
    await expect(page.get_by_role("button", name="下线")).to_have_count(1)
    await page.get_by_role("button", name="下线").first.click()
    await page.get_by_role("dialog").get_by_role("button", name="下线").click()
    await expect(page.get_by_role("button", name="下线")).to_have_count(0)
    answer = await talk.pair.app.get("/api/app/session")
    assert answer.status_code == 401


async def test_signing_out_leaves_nothing_on_the_device(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await talk.open_chat()
    await page.goto("/app/me/account")
    await page.get_by_role("button", name="退出登录").click()
    await page.get_by_role("dialog").get_by_role("button", name="退出登录").click()
    await expect(page.get_by_role("textbox", name="手机号")).to_be_visible()
    left = await page.evaluate(
        """async () => [
            Object.keys(localStorage).filter((key) => key.includes('h5') || key.includes('session')),
            (await indexedDB.databases()).map((one) => one.name),
        ]"""
    )
    assert left == [[], []]
    await page.goto("/app/chats")
    await expect(page).to_have_url(re.compile("/app/sign-in"))


async def test_closing_the_account_needs_the_word_and_ends_every_contact(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    await page.goto("/app/contacts")
    await expect(page.get_by_text("1 位联系人")).to_be_visible()
    await page.goto("/app/me/account")
    await page.get_by_role("button", name="注销账号").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("你的 1 位联系人")
    go = dialog.get_by_role("button", name="注销账号")
    await expect(go).to_be_disabled()
    await dialog.get_by_role("textbox").fill("注销")
    await go.click()
    await expect(page.get_by_role("textbox", name="手机号")).to_be_visible()
    refused = await talk.pair.desk.post(
        talk.pair.path("desk", "/messages"),
        json={"client_id": "gone", "kind": "text", "content": {"text": "在吗"}},
    )
    assert refused.status_code == 409
