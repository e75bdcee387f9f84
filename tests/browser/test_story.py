"""The main job, end to end: a customer scans a code, is welcomed, chats, and is known.

Two people at once in real Chromium, with headquarters before and beside them. `--tour` keeps the
pictures for docs/guide/tour.md.
"""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from reunion.main.credentials import Credentials
from reunion.main.demo import build
from tests.browser.album import IMAGES, Album, picture_of_glasses
from tests.browser.looking import look_around, look_at_reach
from tests.browser.looking_at_growth import look_at_growth
from tests.browser.stage import Stage, sign_in
from tests.factories.serving import Reunion

WAY = "五月新品海报"
SOURCE = "may_poster"
TAG = "近视配镜"
CUSTOMER = "苏小棠"
PHONE = "19912345678"
MEMBER = "chuncha007"
WELCOME = "欢迎来到春茶眼镜南京路店。到店验光免费，选好镜框我帮您留着。"
TOUR_PAGES = ("tour.md", "tour.en.md")


@pytest.fixture(scope="module")
async def shop(new_database_url: Callable[[], str]) -> AsyncIterator[tuple[Reunion, Credentials]]:
    """A server of its own with the demo company in it."""
    server = Reunion(new_database_url())
    found = await build(server.config, lambda part, done, total: None)
    server.start()
    yield server, found
    server.stop()


async def make_the_code(page: Page, album: Album, member_name: str) -> str:
    """Headquarters makes a contact way with a tag and a welcome; answers its address."""
    await page.goto("/console/contact-ways")
    await page.get_by_role("button", name="新建联系我").click()
    dialog = page.get_by_role("dialog", name="新建联系我")
    await dialog.get_by_role("textbox", name="搜索并选择成员").fill(member_name)
    await dialog.get_by_role("listitem").filter(has_text=member_name).click()
    await dialog.get_by_label("名称").fill(WAY)
    await dialog.get_by_label("来源").fill(SOURCE)
    await dialog.get_by_role("textbox", name="选择标签").click()
    await dialog.get_by_role("listitem", name=TAG).click()
    await dialog.get_by_role("heading", name="新建联系我").click()
    await dialog.get_by_text("用单独的欢迎语").click()
    await dialog.get_by_role("button", name="插入客户昵称").click()
    await dialog.locator("textarea").press_sequentially(f"，{WELCOME}")
    await album.take(page, "contact-way-form")
    async with page.expect_response("**/api/console/contact-ways") as made:
        await dialog.get_by_role("button", name="保存").click()
    way = await (await made.value).json()
    drawer = page.get_by_role("dialog", name=WAY)
    await expect(drawer.get_by_role("img", name="二维码")).to_be_visible()
    await album.take(page, "contact-way")
    await drawer.get_by_role("button", name="关闭").click()
    return f"/c/{way['slug']}"


async def add_by_the_code(phone: Page, headquarters: Page, album: Album, path: str) -> None:
    """The customer opens the code, signs in with the number sent to the phone, and adds."""
    await phone.goto(path)
    await expect(phone.locator("dd", has_text="已认证企业")).to_be_visible()
    await album.take(phone, "landing")
    await phone.get_by_role("button", name="添加到通讯录").click()
    await phone.get_by_role("textbox", name="手机号").fill(PHONE)
    await phone.get_by_role("button", name="获取验证码").click()
    await headquarters.goto("/console/codes")
    row = headquarters.get_by_role("row").filter(has_text=PHONE[-4:]).first
    code = await row.get_by_text(re.compile(r"^\d{6}$")).inner_text()
    await album.take(headquarters, "codes")
    await phone.get_by_role("textbox", name="验证码").fill(code)
    await phone.get_by_role("textbox", name="称呼").fill(CUSTOMER)
    await phone.get_by_role("button", name="完成").click()


def texts(log: Locator) -> Locator:
    return log.locator("[data-seq] p.text")


async def is_whole(desk: Page, conversation_id: int, said: list[str]) -> list[dict[str, Any]]:
    """The server has each message once, without a hole, in this order."""
    answer = await desk.request.get(f"/api/desk/conversations/{conversation_id}/messages?limit=100")
    items = (await answer.json())["items"]
    assert [one["seq"] for one in items] == list(range(1, len(items) + 1))
    got = [one["content"]["text"] for one in items if one["kind"] == "text" and not one["recalled"]]
    assert got == said
    return items


@pytest.mark.long
async def test_a_customer_scans_a_code_is_welcomed_chats_and_is_known(
    chromium: Browser,
    shop: tuple[Reunion, Credentials],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    server, known = shop
    album = Album(keep=bool(request.config.getoption("--tour", default=False)))
    if album.keeps:
        expect.set_options(timeout=60_000)  # the tour is made on machines that do other things too
    stage = Stage(chromium, server.base_url)
    staff = next(one for one in known.desk if one.userid == MEMBER)

    # Headquarters makes the code.
    headquarters = await stage.page()
    await sign_in(headquarters, "console", known.console.username, known.console.password)
    await expect(headquarters.locator("main figure, main svg").first).to_be_visible()
    await album.take(headquarters, "console-home")
    member = await headquarters.request.get(f"/api/console/members/{MEMBER}")
    member_name = (await member.json())["name"]
    path = await make_the_code(headquarters, album, member_name)

    # Staff are at the desk before anybody comes.
    desk = await stage.page()
    await sign_in(desk, "desk", staff.username, staff.password)
    await expect(desk.locator("[data-conversation]").first).to_be_visible()

    # The customer comes, and is welcomed by name: once.
    phone = await stage.page(phone=True)
    await add_by_the_code(phone, headquarters, album, path)
    theirs = phone.get_by_role("log")
    welcome = f"{CUSTOMER}，{WELCOME}"
    await expect(theirs.get_by_text(welcome)).to_have_count(1)
    await album.take(phone, "welcome")

    # The desk knows who she is and where she comes from.
    await desk.get_by_role("link", name=CUSTOMER).click()
    ours = desk.get_by_role("log")
    await expect(ours.get_by_text(welcome)).to_have_count(1)
    card = desk.get_by_role("complementary", name="客户资料")
    await expect(card.get_by_text(TAG)).to_be_visible()
    await expect(card.get_by_text(WAY)).to_be_visible()
    conversation_id = int(desk.url.rsplit("/", 1)[1])
    await album.take(desk, "desk-new-customer")

    # Both talk; a picture; one takes a word back.
    box, pen = desk.get_by_label("输入消息", exact=True), phone.get_by_label("消息", exact=True)
    await pen.fill("你好，海报上那副圆框还有吗？")
    await phone.get_by_role("button", name="发送", exact=True).click()
    await expect(ours.get_by_text("海报上那副圆框")).to_be_visible()
    await box.fill("有的，昨天刚到")
    await box.press("Enter")
    await expect(theirs.get_by_text("有的，昨天刚到")).to_be_visible()
    glasses = await picture_of_glasses(await stage.page(), tmp_path)
    await desk.get_by_label("图片或视频").set_input_files(glasses)
    await expect(desk.get_by_role("img", name=glasses.name)).to_be_visible()
    await desk.get_by_role("button", name="发送", exact=True).click()
    picture = theirs.get_by_role("button", name="查看图片")
    await expect(picture.locator("img")).to_have_js_property("complete", True)
    await pen.fill("好看！度数是左 375 右 400")
    await phone.get_by_role("button", name="发送", exact=True).click()
    await box.fill("打八折给您")
    await box.press("Enter")
    await expect(theirs.get_by_text("打八折给您")).to_be_visible()
    await ours.get_by_text("打八折给您").click(button="right")
    await album.take(desk, "desk-chat")
    await desk.get_by_role("menuitem", name="撤回").click()
    await expect(theirs.get_by_text("撤回了一条消息")).to_be_visible()
    await expect(theirs.get_by_text("打八折给您")).to_have_count(0)
    await box.fill("新客九折，我先帮您留一副，周末来试戴吗？")
    await box.press("Enter")
    await expect(theirs.get_by_text("新客九折")).to_be_visible()
    await album.take(phone, "phone-chat")

    # Her line drops; both go on writing; then the desk's line drops too.
    await phone.context.set_offline(True)
    await expect(phone.get_by_text("网络不可用")).to_be_visible()
    for text in ("周六下午可以", "大概三点到"):
        await pen.fill(text)
        await phone.get_by_role("button", name="发送", exact=True).click()
    await expect(phone.get_by_label("正在发送")).to_have_count(2)
    await album.take(phone, "phone-offline")
    await box.fill("要不要顺便做个验光？")
    await box.press("Enter")
    await expect(ours.locator("[data-pending]")).to_have_count(0)
    await phone.context.set_offline(False)
    await expect(phone.get_by_label("正在发送")).to_have_count(0)
    await expect(ours.get_by_text("大概三点到")).to_have_count(1)

    await desk.context.set_offline(True)
    await expect(desk.get_by_text("网络已断开")).to_be_visible()
    await box.fill("好的，三点见")
    await box.press("Enter")
    await expect(ours.locator("[data-pending]")).to_have_count(1)
    await album.take(desk, "desk-offline")
    await pen.fill("谢谢！")
    await phone.get_by_role("button", name="发送", exact=True).click()
    await expect(phone.get_by_label("正在发送")).to_have_count(0)
    await desk.context.set_offline(False)
    await expect(ours.locator("[data-pending]")).to_have_count(0)
    await expect(theirs.get_by_text("好的，三点见")).to_have_count(1)

    # Nothing is lost, nothing is doubled, and all three have the same.
    said = [
        welcome, "你好，海报上那副圆框还有吗？", "有的，昨天刚到", "好看！度数是左 375 右 400",
        "新客九折，我先帮您留一副，周末来试戴吗？", "要不要顺便做个验光？", "周六下午可以",
        "大概三点到", "谢谢！", "好的，三点见",
    ]  # fmt: skip
    items = await is_whole(desk, conversation_id, said)
    assert [one["kind"] for one in items].count("image") == 1
    await expect(texts(ours)).to_have_text(said)
    for text in said:
        await expect(theirs.get_by_text(text, exact=True)).to_have_count(1)
    await album.take(phone, "phone-back")

    await look_around(stage, desk, headquarters, album, (staff.username, staff.password), CUSTOMER)
    await look_at_reach(desk, headquarters, phone, album)
    if album.keeps:
        await look_at_growth(server, desk, headquarters, album)
    assert stage.complaints == []
    if album.keeps:
        assert {one.stem for one in IMAGES.glob("*.png")} == set(album.names)


def test_every_picture_of_the_tour_is_there_and_used() -> None:
    kept = {one.name for one in IMAGES.glob("*.png")}
    assert kept
    for page in TOUR_PAGES:
        text = (IMAGES.parent / page).read_text(encoding="utf-8")
        assert set(re.findall(r"\(images/([\w-]+\.png)\)", text)) == kept
