"""What the people of the story have before them besides it: pictures of the tour."""

import re

from playwright.async_api import Page, expect

from tests.browser.album import Album
from tests.browser.stage import Stage, sign_in


async def look_around(
    stage: Stage, desk: Page, headquarters: Page, album: Album, account: tuple[str, str], customer: str
) -> None:  # fmt: skip
    """What else the people of the story have before them."""
    await headquarters.goto("/console/customers")
    await expect(headquarters.get_by_role("row").nth(1)).to_contain_text(customer)
    await album.take(headquarters, "console-customers")

    await desk.get_by_role("link", name="客户", exact=True).click()
    await desk.locator("a.row").filter(has_text="金卡").first.click()
    await expect(desk.get_by_role("img", name="每次购买的时间和金额")).to_be_visible()
    await album.take(desk, "desk-customer")
    await desk.get_by_role("link", name="我的码").click()
    await expect(desk.get_by_role("img", name="的二维码")).to_be_visible()
    await album.take(desk, "desk-code")

    dark = await stage.page(dark=True)
    await sign_in(dark, "desk", *account)
    await dark.get_by_role("link", name=customer).click()
    await dark.get_by_role("button", name="搜索聊天记录").click()
    await dark.get_by_role("complementary", name="搜索聊天记录").get_by_role("textbox").fill("框")
    await expect(dark.locator("[data-hit]").first).to_be_visible()
    await album.take(dark, "desk-dark-search")

    pocket = await stage.page(phone=True)
    await sign_in(pocket, "desk", *account)
    await expect(pocket.locator("[data-conversation]").first).to_be_visible()
    await album.take(pocket, "desk-phone")


async def loaded(page: Page) -> None:
    """Nothing on the page waits for its data any more."""
    await expect(page.locator(".skeleton, [aria-busy=true]")).to_have_count(0)


async def look_at_reach(desk: Page, headquarters: Page, phone: Page, album: Album) -> None:
    """Broadcasts, Moments, groups and handovers of the example company."""
    await headquarters.goto("/console/broadcasts")
    await (
        headquarters.get_by_role("row")
        .filter(has_text="黑金会员专属")
        .get_by_role("link")
        .first.click()
    )
    await expect(headquarters.get_by_text("已完成").first).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-broadcast")
    await headquarters.goto("/console/moments")
    await (
        headquarters.get_by_role("row")
        .filter(has_text="秋冬新款")
        .get_by_role("link")
        .first.click()
    )
    await expect(headquarters.get_by_role("img", name="每天的可见、赞和评论")).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-moment")
    await headquarters.goto("/console/groups")
    await expect(headquarters.get_by_role("row").filter(has_text="周末到店福利")).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-groups")
    await headquarters.goto("/console/handovers")
    await headquarters.get_by_text("客户继承记录").click()
    await expect(headquarters.get_by_role("row").filter(has_text="等待生效").first).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-handovers")

    await desk.get_by_role("link", name=re.compile("工作台")).click()
    await expect(desk.get_by_role("heading", name=re.compile("客户交接"))).to_be_visible()
    await album.take(desk, "desk-workbench")
    await desk.get_by_role("link", name=re.compile("消息")).first.click()
    await desk.get_by_role("link", name=re.compile("外部")).first.click()
    await expect(desk.get_by_role("log").locator("[data-seq]").first).to_be_visible()
    await loaded(desk)
    await album.take(desk, "desk-group")

    await phone.goto("/app/discover")
    await phone.get_by_role("link", name=re.compile("^朋友圈")).click()
    await expect(phone.get_by_role("article").first).to_be_visible()
    await album.take(phone, "phone-moments")
