"""Groups of colleagues at the desk: started, named, added to, left."""

from playwright.async_api import Locator, Page, expect

from tests.browser.visits import PHONE, Visits
from tests.factories.company import Caller, Company


async def choose(page: Page, dialog: Locator, *names: str) -> None:
    """By keyboard alone: type, Enter."""
    search = dialog.get_by_role("combobox", name="搜索同事")
    await expect(search).to_be_focused()
    for name in names:
        await page.keyboard.type(name)
        await expect(dialog.get_by_role("option")).to_have_count(1)
        await expect(dialog.get_by_role("option", name=name)).to_be_visible()
        await page.keyboard.press("Enter")
        chosen = dialog.get_by_role("list", name="已选的同事")
        await expect(chosen.get_by_text(name, exact=True)).to_be_visible()


async def lines(caller: Caller, room: int) -> list[str]:
    """The grey lines, as somebody in the room has them."""
    path = f"/api/desk/conversations/{room}/messages"
    page = await caller.ok("GET", path, params={"limit": 100})
    return [one["content"]["text"] for one in page["items"] if one["kind"] == "system"]


async def test_a_group_is_started_named_grown_and_left(company: Company, visits: Visits) -> None:
    zhou, chen = company.desk("zhou"), company.desk("chen")
    await company.add_member("he", "何青")
    page = await visits.page("desk", zhou)
    await page.goto("/desk/messages")
    await page.get_by_role("button", name="发起群聊").click()
    dialog = page.get_by_role("dialog", name="发起群聊")
    await choose(page, dialog, "陈安", "林晓")
    await dialog.get_by_label("群名").fill("南京路早班")
    await dialog.get_by_role("button", name="发起群聊（2）").click()
    await expect(page.get_by_role("heading", name="南京路早班")).to_contain_text("(3)")
    await expect(page.get_by_text("离线")).to_have_count(0)
    room = int(page.url.rpartition("/")[2])
    log = page.get_by_role("log")
    await expect(log.get_by_text("周宁 发起了群聊，成员有 陈安、林晓")).to_be_visible()
    body = {"client_id": "c-1", "kind": "text", "content": {"text": "收到"}}
    await chen.ok("POST", f"/api/desk/conversations/{room}/messages", json=body)
    await expect(log.get_by_text("收到")).to_be_visible()
    await expect(log.get_by_text("陈安", exact=True)).to_be_visible()

    panel = page.get_by_role("complementary", name="群聊信息")
    await panel.get_by_role("button", name="添加成员").click()
    await choose(page, page.get_by_role("dialog", name="添加成员"), "何青")
    await page.get_by_role("button", name="添加（1）").click()
    await expect(panel.get_by_role("listitem")).to_have_text(
        ["宁周宁群主", "晓林晓移出", "安陈安移出", "青何青移出"]
    )
    await panel.get_by_role("button", name="南京路早班").click()
    await panel.get_by_role("textbox").fill("南京路")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="南京路")).to_contain_text("(4)")
    await panel.get_by_role("button", name="将林晓移出群聊").click()
    await page.get_by_role("button", name="移出", exact=True).last.click()
    await expect(panel.get_by_role("listitem")).to_have_count(3)
    await panel.get_by_role("button", name="退出群聊").click()
    await page.get_by_role("button", name="退出群聊").last.click()
    await expect(page).to_have_url("/desk/messages")
    await expect(page.locator(f"[data-conversation='{room}']")).to_have_count(0)
    assert await lines(chen, room) == [
        "周宁 发起了群聊，成员有 陈安、林晓", "周宁 邀请 何青 加入了群聊",
        "周宁 修改群名为“南京路”", "周宁 将 林晓 移出了群聊", "周宁 退出了群聊", "陈安 成为新群主",
    ]  # fmt: skip


async def test_who_is_put_out_while_looking_is_told_and_keeps_nothing(
    company: Company, visits: Visits
) -> None:
    """On a phone, where the members are in a drawer."""
    zhou, chen = company.desk("zhou"), company.desk("chen")
    body = {"title": "早班", "member_ids": [chen.principal_id, company.members["lin"]]}
    room = (await zhou.ok("POST", "/api/desk/rooms", json=body))["id"]
    page = await visits.page("desk", chen, size=PHONE)
    await page.goto(f"/desk/messages/{room}")
    await page.get_by_role("button", name="群聊信息").click()
    drawer = page.get_by_role("dialog", name="群聊信息")
    await expect(drawer.get_by_role("listitem")).to_have_count(3)
    await expect(drawer.get_by_role("button", name="移出")).to_have_count(0)
    await page.keyboard.press("Escape")
    await page.get_by_label("输入消息", exact=True).fill("我还没说完")
    await zhou.ok("DELETE", f"/api/desk/rooms/{room}/members/{chen.principal_id}")
    await expect(page.get_by_text("你已不在这个群聊中")).to_be_visible()
    await expect(page).to_have_url("/desk/messages")
    await expect(page.get_by_text("还没有会话")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("还没有会话")).to_be_visible()
