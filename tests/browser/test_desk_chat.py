"""Talking at the desk: words, pictures, files, voice, quotes, recall, read marks."""

import base64
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from reunion.platform.conversations import fetching
from tests.browser.conftest import WEB
from tests.browser.staff import at_desk
from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.internet import picture, public

PICTURE = WEB / "apps" / "h5" / "dist" / "icon-512.png"
PASTE = """([text, name]) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([bytes], name, { type: 'image/png' }))
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""


async def test_both_sides_talk_and_see_what_was_read(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.box.fill("周六下午都在")
    await desk.box.press("Shift+Enter")
    await desk.box.press_sequentially("欢迎过来")
    await desk.box.press("Enter")
    await expect(desk.log.get_by_text("周六下午都在")).to_have_count(1)
    await desk.all_sent()
    sent = (await desk.heard())[-1]
    assert (sent["kind"], sent["content"]) == ("text", {"text": "周六下午都在\n欢迎过来"})

    await expect(desk.log.get_by_text("未读", exact=True)).to_be_visible()
    await desk.customer.ok("POST", desk.path("app", "/read"), json={"seq": sent["seq"]})
    await expect(desk.log.get_by_text("已读", exact=True)).to_be_visible()
    await expect(desk.log.get_by_text("未读", exact=True)).to_have_count(0)
    await desk.she_says("好的，谢谢")
    await expect(desk.log.get_by_text("好的，谢谢")).to_have_count(1)
    await desk.becomes("unread", 0)


async def test_an_outsider_is_named_and_marked_as_one(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await expect(desk.page.get_by_role("heading", name="小美 @微信")).to_be_visible()
    await expect(desk.page.get_by_text("对方是外部联系人")).to_be_visible()


async def test_a_pasted_picture_is_shown_before_it_is_sent(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.box.focus()
    encoded = base64.b64encode(PICTURE.read_bytes()).decode()
    await desk.page.evaluate(PASTE, [encoded, "镜框.png"])
    strip = desk.page.get_by_role("list", name="要发送的文件")
    await expect(strip.get_by_role("img", name="镜框.png")).to_be_visible()
    assert await desk.heard() == []
    await desk.box.fill("这款怎么样")
    await desk.box.press("Enter")
    await expect(strip).to_have_count(0)
    await desk.all_sent()
    kinds = [one["kind"] for one in await desk.heard()]
    assert kinds == ["image", "text"]
    media = (await desk.heard())[0]["content"]["media"]
    assert (media["width"], media["height"]) == (512, 512)

    await desk.log.get_by_role("button", name="查看图片").click()
    viewer = desk.page.get_by_role("dialog", name="图片查看")
    await expect(viewer.get_by_role("img", name="镜框.png")).to_have_js_property(
        "naturalWidth", 512
    )
    await desk.page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)


async def test_a_file_is_sent_untouched(company: Company, visits: Visits, tmp_path: Path) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    document = tmp_path / "验光单.txt"
    document.write_text("左眼 -3.75\n右眼 -4.00\n")
    await desk.page.get_by_label("文件", exact=True).set_input_files(document)
    await desk.page.get_by_role("button", name="发送", exact=True).click()
    await expect(desk.log.get_by_role("link", name="验光单.txt")).to_be_visible()
    await desk.all_sent()
    answer = await desk.customer.get((await desk.heard())[-1]["content"]["media"]["url"])
    assert answer.content == document.read_bytes()


async def test_a_file_that_is_refused_says_why_and_can_be_discarded(
    company: Company, visits: Visits, tmp_path: Path
) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    broken = tmp_path / "换镜片.mp4"
    broken.write_bytes(b"this is no video" * 100)
    await desk.page.get_by_label("图片或视频").set_input_files(broken)
    await desk.page.get_by_role("button", name="发送", exact=True).click()
    await expect(desk.log.get_by_role("alert")).to_contain_text("格式")
    assert await desk.heard() == []
    await desk.log.get_by_role("button", name="发送失败").click()
    await desk.page.get_by_role("menuitem", name="删除").click()
    await expect(desk.log.locator("[data-pending]")).to_have_count(0)


async def test_a_voice_is_recorded_and_can_be_played(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    page = desk.page
    await page.get_by_role("button", name="语音", exact=True).click()
    await expect(page.get_by_role("timer")).to_have_text("0:01")
    await page.get_by_role("button", name="发送语音").click()
    await expect(desk.log.get_by_role("button", name="播放语音")).to_be_visible()
    await desk.all_sent()
    sent = (await desk.heard())[-1]
    assert sent["kind"] == "voice"
    assert 400 < sent["content"]["media"]["duration_ms"] < 10_000
    await desk.log.get_by_role("button", name="播放语音").click()
    await expect(desk.log.get_by_role("button", name="暂停语音")).to_be_visible()


async def test_a_quote_leads_back_to_what_was_said(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    asked = await desk.she_says("渐进镜片要多久？")
    await desk.open_chat()
    question = desk.log.locator(f"[data-seq='{asked['seq']}']")
    await question.get_by_text("渐进镜片要多久？").click(button="right")
    await desk.page.get_by_role("menuitem", name="引用").click()
    await desk.say("大约七天")
    await desk.all_sent()
    assert (await desk.heard())[-1]["reply_to"] == asked["seq"]
    await desk.log.get_by_role("button", name="小美：渐进镜片要多久？").click()
    await expect(question).to_be_in_viewport()


async def test_what_was_taken_back_can_be_edited_again(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.say("打九折")
    await desk.all_sent()
    await desk.log.get_by_text("打九折").click(button="right")
    await desk.page.get_by_role("menuitem", name="撤回").click()
    await expect(desk.log.get_by_text("你撤回了一条消息")).to_be_visible()
    await expect(desk.log.get_by_text("打九折")).to_have_count(0)
    assert [one["recalled"] for one in await desk.heard()] == [True, False]
    await desk.page.get_by_role("button", name="重新编辑").click()
    await expect(desk.box).to_have_value("打九折")


async def test_what_she_takes_back_is_gone_here_too(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    said = await desk.she_says("我的手机号是 13800000000")
    await desk.open_chat()
    await expect(desk.log.get_by_text("13800000000")).to_be_visible()
    await desk.customer.ok("POST", desk.path("app", f"/messages/{said['seq']}/recall"))
    await expect(desk.log.get_by_text("对方撤回了一条消息")).to_be_visible()
    await expect(desk.log.get_by_text("13800000000")).to_have_count(0)


async def test_a_colleagues_card_and_a_place_are_sent(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    page = desk.page
    await page.get_by_role("button", name="名片", exact=True).click()
    picker = page.get_by_role("dialog", name="名片")
    await picker.get_by_role("textbox", name="搜索同事").fill("陈")
    await picker.get_by_role("button", name="陈").click()
    await page.get_by_role("button", name="位置", exact=True).click()
    form = page.get_by_role("dialog", name="位置")
    await form.get_by_label("地点名称").fill("春茶眼镜南京路店")
    await form.get_by_label("纬度").fill("31.2345")
    await form.get_by_label("经度").fill("121.4737")
    await form.get_by_role("button", name="发送").click()
    await expect(desk.log.get_by_text("春茶眼镜南京路店")).to_be_visible()
    await desk.all_sent()
    card, place = await desk.heard()
    assert (card["kind"], card["content"]["principal_id"]) == ("card", company.members["chen"])
    assert (place["kind"], place["content"]["latitude"]) == ("location", 31.2345)


async def test_an_emoji_goes_where_the_cursor_is(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.box.fill("好的谢谢")
    await desk.box.evaluate("area => area.setSelectionRange(2, 2)")
    await desk.page.get_by_role("button", name="表情").click()
    await desk.page.get_by_role("button", name="👌").click()
    await expect(desk.box).to_have_value("好的👌谢谢")


async def test_every_kind_that_she_may_send_is_drawn(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.she_sends("link", {"title": "护眼指南", "url": "https://example.com/eyes"})
    await desk.she_sends("location", {"name": "人民广场", "latitude": 31.2, "longitude": 121.4})
    await desk.open_chat()
    link = desk.log.get_by_role("link", name="护眼指南")
    await expect(link).to_have_attribute("href", "https://example.com/eyes")
    await expect(desk.log.get_by_text("人民广场")).to_be_visible()
    await expect(desk.page.locator("[data-conversation]").first).to_contain_text("[位置] 人民广场")


async def test_a_link_goes_as_a_card_with_its_picture(
    company: Company, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = """<title>护眼指南</title><meta name=description content="每天六步">
        <meta property="og:image" content="/eyes.png">"""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/eyes.png":
            return httpx.Response(200, content=picture(64), headers={"content-type": "image/png"})
        return httpx.Response(200, html=page)

    monkeypatch.setattr(fetching, "INTERNET", public(answer))
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.box.fill("https://shop.example/eyes")
    await desk.page.get_by_role("button", name="以卡片发送").click()
    card = desk.log.get_by_role("link", name="护眼指南 每天六步")
    await expect(card.locator("img")).to_have_js_property("naturalWidth", 64)
    await expect(desk.box).to_have_value("")
    await desk.all_sent()
    [sent] = await desk.heard()
    assert (sent["kind"], sent["content"]["url"]) == ("link", "https://shop.example/eyes")
    assert (await desk.customer.get(sent["content"]["image_url"])).status_code == 200


async def test_a_draft_waits_in_the_list(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    await desk.box.fill("写到一半")
    await desk.page.goto("/desk/messages")
    row = desk.page.locator(f"[data-conversation='{desk.conversation_id}']")
    await expect(row).to_contain_text("[草稿] 写到一半")
    await row.click()
    await expect(desk.box).to_have_value("写到一半")
