"""A line that drops: nothing is lost, nothing is doubled, and the app starts without one."""

from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.customers import begin_talk
from tests.factories.company import Company


async def test_what_was_said_offline_is_sent_once_and_in_order_when_the_line_returns(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.open_chat()
    page, log = talk.page, talk.page.get_by_role("log")
    await talk.say("线还在")
    await expect(page.get_by_label("正在发送")).to_have_count(0)

    await page.context.set_offline(True)
    await expect(page.get_by_text("网络不可用")).to_be_visible()
    await talk.say("第一句")
    await talk.say("第二句")
    await expect(page.get_by_label("正在发送")).to_have_count(2)
    await talk.zhou_says("你断线时我说的")
    await expect(log.get_by_text("你断线时我说的")).to_have_count(0)

    await page.context.set_offline(False)
    await expect(page.get_by_text("网络不可用")).to_have_count(0)
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    await expect(log.get_by_text("你断线时我说的")).to_have_count(1)
    said = [one["content"]["text"] for one in await talk.desk_messages() if one["kind"] == "text"]
    assert said[-4:] == ["线还在", "你断线时我说的", "第一句", "第二句"]
    for text in said[-4:]:
        await expect(log.get_by_text(text, exact=True)).to_have_count(1)


async def test_unsent_words_survive_a_reload_without_a_line(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.zhou_says("在的时候说的")
    await talk.open_chat()
    page, log = talk.page, talk.page.get_by_role("log")
    await expect(log.get_by_text("在的时候说的")).to_be_visible()
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    await page.context.set_offline(True)
    await talk.say("地铁里写的")
    await expect(page.get_by_label("正在发送")).to_have_count(1)
    await page.reload()
    await expect(log.get_by_text("在的时候说的")).to_be_visible()
    await expect(log.get_by_text("地铁里写的")).to_have_count(1)
    await page.goto("/app/chats")
    await expect(page.get_by_role("link", name="周宁")).to_be_visible()

    await page.context.set_offline(False)
    await talk.open_chat()
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    texts = [one["content"]["text"] for one in await talk.desk_messages() if one["kind"] == "text"]
    assert texts.count("地铁里写的") == 1
