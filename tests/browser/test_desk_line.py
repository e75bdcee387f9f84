"""A line that drops at the desk: nothing is lost or doubled, whatever the browser goes through."""

import asyncio
import re

from playwright.async_api import Route, WebSocketRoute, expect

from tests.browser.staff import Desk, at_desk
from tests.browser.test_desk_chat import PICTURE
from tests.browser.visits import Visits
from tests.factories.company import Company


async def shown(desk: Desk) -> list[str]:
    """The texts in the chat, top to bottom."""
    return await desk.log.locator("[data-seq] p.text").all_inner_texts()


async def test_what_both_said_while_the_line_was_down_is_there_once_and_in_order(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    await desk.say("线还在")
    await desk.all_sent()
    await desk.page.context.set_offline(True)
    await expect(desk.page.get_by_text("网络已断开")).to_be_visible()
    for text in ("第一句", "第二句"):
        await desk.say(text)
    await expect(desk.log.get_by_label("正在发送")).to_have_count(2)
    await desk.she_says("你断线时我说的")
    await desk.page.reload()
    await expect(desk.page.locator("[data-conversation]")).to_contain_text("线还在")
    await expect(desk.log.get_by_text("线还在")).to_be_visible()
    await expect(desk.log.get_by_label("正在发送")).to_have_count(2)

    await desk.page.context.set_offline(False)
    await desk.all_sent()
    await expect(desk.page.get_by_text("网络已断开")).to_have_count(0)
    expected = ["线还在", "你断线时我说的", "第一句", "第二句"]
    assert await desk.heard_texts() == expected
    await expect(desk.log.get_by_text("你断线时我说的")).to_have_count(1)
    assert await shown(desk) == expected


async def test_unsent_words_and_pictures_survive_a_reload_in_their_order(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    page = desk.page
    await page.route("**/api/desk/media", lambda route: route.abort())
    await page.get_by_label("图片或视频").set_input_files(PICTURE)
    await page.get_by_role("button", name="发送", exact=True).click()
    words = ["看看这副", "圆框", "一千二", "周末可以试"]
    for text in words:
        await desk.say(text)
    await expect(desk.log.locator("[data-pending]")).to_have_count(1 + len(words))
    await page.wait_for_function(
        """async () => {
          const names = (await indexedDB.databases()).map((one) => one.name)
          const name = names.find((one) => one.startsWith('reunion-desk-'))
          const open = indexedDB.open(name)
          const db = await new Promise((done) => (open.onsuccess = () => done(open.result)))
          const all = db.transaction('pending').objectStore('pending').getAll()
          const rows = await new Promise((done) => (all.onsuccess = () => done(all.result)))
          db.close()
          return rows.length === 5
        }"""
    )
    assert await desk.heard() == []
    await page.unroute("**/api/desk/media")
    await page.reload()
    await expect(desk.log.locator("[data-seq] p.text")).to_have_text(words)
    await desk.all_sent()
    assert [one["kind"] for one in await desk.heard()] == ["image"] + ["text"] * len(words)
    assert await desk.heard_texts() == words


async def test_an_answer_that_got_lost_does_not_double_the_message(
    company: Company, visits: Visits
) -> None:
    """The server took it, the line fell before it could say so: it is sent again, and is one."""
    desk = await at_desk(company, visits)
    held: list[asyncio.Future[None]] = []

    def between(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if '"type":"sent"' in str(frame) and not held:
                held.append(asyncio.ensure_future(line.close(code=1001)))
            elif not held or '"type":"message"' not in str(frame):
                line.send(frame)

        server.on_message(pass_on)

    await desk.page.route_web_socket("**/socket/desk", between)
    await desk.open_chat()
    await desk.say("只有一次")
    await desk.all_sent()
    assert held
    assert await desk.heard_texts() == ["只有一次"]
    assert await shown(desk) == ["只有一次"]


async def test_two_tabs_send_once_and_show_the_same(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    other = Desk(
        await desk.page.context.new_page(), desk.zhou, desk.customer, desk.contact_id,
        desk.conversation_id,
    )  # fmt: skip
    await other.open_chat()
    await desk.page.context.set_offline(True)
    await desk.say("两个窗口")
    await expect(other.log.locator("[data-pending]")).to_have_count(1)
    await desk.page.context.set_offline(False)
    await desk.all_sent()
    await other.all_sent()
    assert await desk.heard_texts() == ["两个窗口"]
    assert await shown(desk) == await shown(other) == ["两个窗口"]


async def test_frames_that_are_skipped_are_fetched(company: Company, visits: Visits) -> None:
    """A hole between two seqs shows that a frame is missing: what is in it is pulled."""
    desk = await at_desk(company, visits)

    def between(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if "漏掉的" not in str(frame):
                line.send(frame)

        server.on_message(pass_on)

    await desk.page.route_web_socket("**/socket/desk", between)
    await desk.open_chat()
    await desk.she_says("先说")
    await expect(desk.log.get_by_text("先说")).to_be_visible()
    await desk.she_says("漏掉的")
    await desk.she_says("后说")
    await expect(desk.log.get_by_text("后说")).to_be_visible()
    assert await shown(desk) == ["先说", "漏掉的", "后说"]


async def test_what_was_said_as_the_page_closed_goes_out_once(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    held: list[str] = []

    def between(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(
            lambda frame: held.append(str(frame)) if "最后" in str(frame) else server.send(frame)
        )

    await desk.page.route_web_socket("**/socket/desk", between)
    await desk.open_chat()
    await desk.say("最后一句")
    await desk.page.close()
    assert "最后一句" not in await desk.heard_texts()
    desk.page = await desk.page.context.new_page()
    await desk.open_chat()
    await expect(desk.log.get_by_text("最后一句")).to_have_count(1)
    await desk.all_sent()
    assert await desk.heard_texts() == ["最后一句"]


async def test_who_signs_in_next_sends_nothing_of_who_was_here(
    company: Company, visits: Visits
) -> None:
    """Zhou's words to Sun are on their way when he signs out, and Sun signs in in the same page."""
    zhou = company.desk("zhou")
    page = await visits.page("desk", zhou)
    userid, password = f"sun-{company.wire_id}", "spring tea every morning"
    body = {"principal_id": await company.add_member(userid, "孙晴", password=password)}
    talk = await zhou.ok("POST", "/api/desk/conversations", json=body)
    await page.clock.install()
    swallowed: list[str] = []
    heard: list[str] = []

    def between(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(
            lambda frame: (
                swallowed.append(str(frame)) if "只说给" in str(frame) else server.send(frame)
            )
        )
        server.on_message(lambda frame: (line.send(frame), heard.append(str(frame))))

    async def lost(route: Route) -> None:
        """What is not answered on the line for long goes by a request."""
        if route.request.method == "POST":
            await route.abort()
        else:
            await route.continue_()

    path = f"/api/desk/conversations/{talk['id']}/messages"
    await page.context.route(f"**{path}", lost)
    await page.context.route_web_socket("**/socket/desk", between)
    other = await page.context.new_page()
    await other.goto("/desk/messages")
    await page.goto(f"/desk/messages/{talk['id']}")
    async with asyncio.timeout(60):
        while not any('"ready"' in frame for frame in heard):
            await page.wait_for_timeout(20)
    await page.get_by_label("输入消息", exact=True).fill("只说给孙晴听")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-pending]")).to_have_count(1)
    async with asyncio.timeout(60):
        while not swallowed:
            await page.wait_for_timeout(20)
    await page.get_by_role("link", name="设置").click()
    await page.get_by_role("button", name="退出登录").click()
    await page.get_by_role("dialog").get_by_role("button", name="退出登录").click()
    await expect(other).to_have_url(re.compile("/desk/sign-in"))
    left = (
        "async () => [(await indexedDB.databases()).length, localStorage['reunion.desk.session']]"
    )
    assert await page.evaluate(left) == [0, None]
    await page.context.unroute(f"**{path}", lost)
    await page.get_by_label("账号").fill(userid)
    await page.get_by_label("密码").fill(password)
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("link", name="消息")).to_be_visible()
    await page.clock.fast_forward(30_000)
    await page.get_by_role("link", name="消息").click()
    await page.locator(f"[data-conversation='{talk['id']}']").click()
    await expect(page.get_by_text("还没有消息，打个招呼吧")).to_be_visible()
    assert (await company.desk(userid).ok("GET", path))["items"] == []
