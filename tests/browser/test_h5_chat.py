"""Talking: words, pictures, voice, quotes, recall, and the way back through the history."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.conftest import WEB, OpenPage
from tests.browser.customers import begin_talk, make_code
from tests.factories.company import Company

PICTURE = WEB / "apps" / "h5" / "dist" / "icon-512.png"


async def test_both_sides_talk_and_see_what_was_read(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.open_chat()
    log = talk.page.get_by_role("log")
    await talk.say("周六下午有人吗？")
    await expect(log.get_by_text("周六下午有人吗？")).to_have_count(1)
    await expect(log.get_by_label("正在发送")).to_have_count(0)

    sent = (await talk.desk_messages())[-1]
    assert (sent["kind"], sent["content"]) == ("text", {"text": "周六下午有人吗？"})
    await expect(log.get_by_text("已读")).to_have_count(0)
    await talk.pair.desk.ok("POST", talk.pair.path("desk", "/read"), json={"seq": sent["seq"]})
    await expect(log.get_by_text("已读")).to_be_visible()
    await talk.zhou_says("有的，欢迎过来")
    await expect(log.get_by_text("有的，欢迎过来")).to_have_count(1)


async def test_a_picture_arrives_and_opens_over_the_whole_screen(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.open_chat()
    page = talk.page
    await page.get_by_label("更多功能").click()
    await page.locator("input[data-pick=album]").set_input_files(PICTURE)
    picture = page.get_by_role("button", name="查看图片")
    await expect(picture).to_be_visible()
    await expect(page.get_by_label("正在发送")).to_have_count(0)

    sent = (await talk.desk_messages())[-1]
    assert sent["kind"] == "image"
    assert (sent["content"]["media"]["width"], sent["content"]["media"]["height"]) == (512, 512)
    await picture.click()
    viewer = page.get_by_role("dialog", name="查看图片")
    await expect(viewer.get_by_role("img")).to_have_js_property("naturalWidth", 512)
    await page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)


async def test_a_file_is_sent_untouched(
    open_phone: OpenPage, company: Company, tmp_path: Path
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.open_chat()
    document = tmp_path / "验光单.txt"
    document.write_text("左眼 -3.75\n右眼 -4.00\n")
    await talk.page.get_by_label("更多功能").click()
    await talk.page.locator("input[data-pick=file]").set_input_files(document)
    await expect(talk.page.get_by_role("link", name="验光单.txt")).to_be_visible()
    await expect(talk.page.get_by_label("正在发送")).to_have_count(0)
    sent = (await talk.desk_messages())[-1]
    answer = await talk.pair.desk.get(sent["content"]["media"]["url"])
    assert answer.content == document.read_bytes()


async def test_holding_the_bar_records_a_voice(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.open_chat()
    page = talk.page
    await page.get_by_label("切换到语音").click()
    bar = page.get_by_role("button", name="按住 说话")
    box = await bar.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()
    await expect(page.get_by_text("1″ / 60″")).to_be_visible()
    await page.mouse.up()
    await expect(page.get_by_role("button", name="语音")).to_be_visible()
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    sent = (await talk.desk_messages())[-1]
    assert sent["kind"] == "voice"
    assert sent["content"]["media"]["duration_ms"] >= 1000


async def _long_press(page: Page, text: str) -> None:
    """A finger held on a message; playwright itself has taps only."""
    box = await page.get_by_role("log").get_by_text(text, exact=True).bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    finger = await page.context.new_cdp_session(page)
    await finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    await expect(page.get_by_role("menu")).to_be_visible()
    await finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await finger.detach()


async def test_a_recalled_message_is_gone_on_both_sides_and_can_be_written_anew(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.open_chat()
    page, log = talk.page, talk.page.get_by_role("log")
    await talk.say("发错人了")
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    await _long_press(page, "发错人了")
    await page.get_by_role("menuitem", name="撤回").click()
    await expect(log.get_by_text("你撤回了一条消息")).to_be_visible()
    await expect(log.get_by_text("发错人了")).to_have_count(0)
    kept = [one for one in await talk.desk_messages() if one["kind"] == "text"]
    assert kept[-1]["recalled"]
    assert kept[-1]["content"] == {}

    await log.get_by_role("button", name="重新编辑").click()
    await expect(page.get_by_label("消息", exact=True)).to_have_value("发错人了")
    said = await talk.zhou_says("这条也撤回")
    await expect(log.get_by_text("这条也撤回")).to_be_visible()
    path = talk.pair.path("desk", f"/messages/{said['seq']}/recall")
    await talk.pair.desk.ok("POST", path)
    await expect(log.get_by_text("周宁撤回了一条消息")).to_be_visible()


async def test_a_quote_points_at_what_was_said_and_delete_is_for_this_phone_alone(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    said = await talk.zhou_says("镜片要防蓝光的吗？")
    await talk.open_chat()
    page, log = talk.page, talk.page.get_by_role("log")
    await _long_press(page, "镜片要防蓝光的吗？")
    await page.get_by_role("menuitem", name="引用").click()
    await talk.say("要的")
    await expect(log.get_by_role("button", name="周宁：镜片要防蓝光的吗？")).to_be_visible()
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    assert (await talk.desk_messages())[-1]["reply_to"] == said["seq"]

    await _long_press(page, "要的")
    await page.get_by_role("menuitem", name="删除").click()
    await expect(log.get_by_text("要的", exact=True)).to_have_count(0)
    assert (await talk.desk_messages())[-1]["content"] == {"text": "要的"}


async def test_older_messages_load_above_without_moving_what_is_read(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    for number in range(120):
        await talk.zhou_says(f"第{number}句")
    await talk.open_chat()
    log = talk.page.get_by_role("log")
    await expect(log.get_by_text("第119句", exact=True)).to_be_in_viewport()
    await expect(log.get_by_text("第10句", exact=True)).to_have_count(0)

    oldest = await log.locator("[data-seq]").first.get_attribute("data-seq")
    row = log.locator(f'[data-seq="{oldest}"]')
    await row.scroll_into_view_if_needed()
    await expect(log.locator(f'[data-seq="{int(oldest or 0) - 1}"]')).to_be_attached()
    await expect(row).to_be_in_viewport()


async def test_search_finds_one_character_and_leads_to_the_message(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    await talk.zhou_says("渐进多焦点镜片要预约")
    for number in range(60):
        await talk.zhou_says(f"后来的第{number}句")
    await talk.page.goto("/app/search")
    await talk.page.get_by_role("searchbox").fill("渐")
    await expect(talk.page.locator("mark")).to_have_text(["渐"])
    await talk.page.get_by_role("link", name="周宁").click()
    found = talk.page.get_by_role("log").get_by_text("渐进多焦点镜片要预约")
    await expect(found).to_be_in_viewport()


async def test_a_contacts_card_is_passed_on(open_phone: OpenPage, company: Company) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    way = await make_code(company, "chen")
    await talk.pair.app.ok("POST", f"/api/app/ways/{way['slug']}/add", json={})
    await talk.open_chat()
    await page.get_by_role("button", name="更多功能").click()
    await page.get_by_role("button", name="名片").click()
    sheet = page.get_by_role("dialog", name="选择名片")
    await sheet.get_by_label("搜索联系人").fill("陈")
    await sheet.get_by_role("button", name="陈安").click()
    await expect(page.get_by_role("log").get_by_text("个人名片")).to_be_visible()
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    card = (await talk.desk_messages())[-1]
    assert (card["kind"], card["content"]["name"]) == ("card", "陈安")

    body = {"client_id": "x", "kind": "card", "content": {"principal_id": company.members["lin"]}}
    refused = await talk.pair.app.post(talk.pair.path("app", "/messages"), json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
