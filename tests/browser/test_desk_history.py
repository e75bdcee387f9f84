"""The way back through a long chat, searching it, and the list beside it."""

import json

from playwright.async_api import expect

from tests.browser.staff import Desk, at_desk
from tests.browser.visits import Visits
from tests.factories.company import Company

LONG = 180


async def long_talk(company: Company, desk: Desk) -> None:
    """A history of many lines, written at once; line 7 alone has 镜 in it."""

    async def write() -> None:
        async with company.reunion.db.transaction() as tx:
            where = (company.corp_id, desk.conversation_id)
            last = await tx.fetchval(
                "SELECT last_seq FROM conversation WHERE corp_id = $1 AND id = $2", *where
            )
            texts = [f"第 {n} 句" if n != 7 else "第 7 句说到镜片" for n in range(1, LONG + 1)]
            await tx.execute(
                """INSERT INTO message
                       (corp_id, conversation_id, seq, sender_id, client_id, kind, content, sent_at)
                   SELECT $1, $2, $3::bigint + n, $4::bigint, 'long-' || n, 'text', t::json,
                          now() - make_interval(mins => $5::int - n::int)
                   FROM unnest($6::text[]) WITH ORDINALITY AS x (t, n)""",
                *where, last, desk.contact_id, LONG, [json.dumps({"text": t}) for t in texts],
            )  # fmt: skip
            await tx.execute(
                "UPDATE conversation SET last_seq = $3::bigint + $4::bigint WHERE corp_id = $1 AND id = $2",
                *where, last, LONG,
            )  # fmt: skip

    company.reunion.run(write)


async def test_older_messages_load_without_a_jump(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await long_talk(company, desk)
    await desk.open_chat()
    await expect(desk.log.get_by_text(f"第 {LONG} 句", exact=True)).to_be_in_viewport()
    first = desk.log.locator("[data-seq]").first
    before = await first.get_attribute("data-seq")
    assert before is not None
    marker = desk.log.locator(f"[data-seq='{before}']")
    await desk.log.evaluate("box => { box.scrollTop = 300 }")
    place = await marker.bounding_box()
    await expect(first).not_to_have_attribute("data-seq", before)
    after = await marker.bounding_box()
    assert place is not None
    assert after is not None
    assert abs(after["y"] - place["y"]) < 2

    for _ in range(20):
        await desk.log.evaluate("box => { box.scrollTop = 0 }")
        if await desk.log.get_by_text("没有更早的消息了").count():
            break
        await desk.page.wait_for_timeout(150)
    await expect(desk.log.locator("[data-seq] p.text")).to_have_count(LONG)


async def test_one_character_finds_a_message_and_leads_to_it(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    await long_talk(company, desk)
    await desk.open_chat()
    await desk.page.keyboard.press("Control+f")
    await desk.page.keyboard.type("镜")
    hit = desk.page.get_by_role("complementary", name="搜索聊天记录").locator("[data-hit]")
    await expect(hit).to_have_count(1)
    await hit.click()
    await expect(desk.log.get_by_text("第 7 句说到镜片")).to_be_in_viewport()
    await desk.page.keyboard.press("Escape")
    await desk.page.keyboard.press("Escape")
    await expect(hit).to_have_count(0)
    await desk.page.get_by_role("button", name="回到最新").click()
    await expect(desk.log.get_by_text(f"第 {LONG} 句", exact=True)).to_be_in_viewport()
    await desk.she_says("现在说的")
    await expect(desk.log.get_by_text("现在说的")).to_be_in_viewport()
    await desk.she_says("想看Ｒａｙ的ｶﾞラス")
    await desk.page.keyboard.press("Control+f")
    for typed, marked in (("rAY", "Ｒａｙ"), ("ガ", "ｶﾞ")):
        await (
            desk.page.get_by_role("complementary", name="搜索聊天记录")
            .get_by_role("textbox")
            .fill(typed)
        )
        await expect(hit.locator("mark")).to_have_text([marked])


async def test_what_is_unread_is_counted_in_the_title_and_the_list(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    await desk.page.goto("/desk/messages")
    row = desk.page.locator(f"[data-conversation='{desk.conversation_id}']")
    await expect(row).to_be_visible()
    for text in ("在吗", "想问下价格"):
        await desk.she_says(text)
    await expect(row).to_contain_text("2 条未读")
    await expect(row).to_contain_text("想问下价格")
    await expect(desk.page).to_have_title("(2) 重逢 工作台")
    await row.click()
    await expect(desk.log.get_by_text("想问下价格")).to_be_visible()
    await expect(desk.page).to_have_title("重逢 工作台")
    await desk.becomes("unread", 0)


async def test_pinning_muting_hiding_and_coming_back(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.page.goto("/desk/messages")
    row = desk.page.locator(f"[data-conversation='{desk.conversation_id}']")

    async def choose(action: str, mark: str, wanted: object) -> None:
        await row.click(button="right")
        await desk.page.get_by_role("menuitem", name=action, exact=True).click()
        await expect(desk.page.get_by_role("menu")).to_have_count(0)
        await desk.becomes(mark, wanted)

    await choose("置顶", "pinned", True)
    await choose("消息免打扰", "muted", True)
    await desk.she_says("不吵你")
    await expect(row).to_contain_text("不吵你")
    await expect(desk.page).to_have_title("重逢 工作台")
    await choose("不显示该会话", "hidden", True)
    await expect(row).to_have_count(0)
    await desk.she_says("又来了")
    await expect(row).to_contain_text("又来了")


async def test_keys_lead_from_chat_to_chat_and_to_anyone(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits, "小美")
    await at_desk(company, visits, "阿杰")
    page = desk.page
    await page.goto("/desk/messages")
    await expect(page.locator("[data-conversation]")).to_have_count(2)
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.get_by_role("heading", name="阿杰")).to_be_visible()
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.get_by_role("heading", name="小美")).to_be_visible()
    await page.keyboard.press("Control+k")
    await page.get_by_role("combobox", name="快速跳转").fill("阿杰")
    await expect(page.get_by_role("option", name="阿杰")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="阿杰")).to_be_visible()
    await page.get_by_role("heading", name="阿杰").click()
    await page.get_by_label("输入消息", exact=True).blur()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="快捷键")).to_be_hidden()
