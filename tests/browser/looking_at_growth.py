"""Growth, as headquarters and the desk of the story have it before them: pictures of the tour."""

import re

from playwright.async_api import Page, expect

from reunion.platform.web_apps import own_pages
from tests.browser.album import Album
from tests.browser.looking import loaded
from tests.factories.serving import Reunion
from tests.factories.waiting import until

_PAGES = (
    ("tag-rules/1", "为什么会得到", "console-tag-rule"),
    ("content/effect", "每天的发送和打开", "console-content"),
    ("tracking?tab=live&source=会员小程序", "浏览页面", "console-tracking"),
    ("predictions", "RFM 分布", "console-predictions"),
)


async def look_at_growth(server: Reunion, desk: Page, headquarters: Page, album: Album) -> None:
    """For the tour alone: what is on these pages has browser tests of its own."""

    async def filled() -> bool:
        """The worker imports the list when it has read all of the company."""
        await headquarters.goto("/console/imports")
        await loaded(headquarters)
        return await headquarters.get_by_role("cell", name="已完成").count() > 0

    await until(filled, 180)
    await headquarters.goto("/console/segments")
    await headquarters.get_by_role("link", name="双十二会员日").click()
    await headquarters.get_by_role("button", name="为什么", exact=True).nth(1).click()
    await expect(headquarters.get_by_text("在这个人群里")).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-segment-why")
    await headquarters.get_by_role("button", name="修改", exact=True).first.click()
    await expect(headquarters.get_by_role("heading", name="修改人群")).to_be_visible()
    await expect(headquarters.get_by_role("button", name="为什么").first).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-segment")
    for path, ready, name in _PAGES:
        await headquarters.goto(f"/console/{path}")
        await expect(headquarters.get_by_text(ready).first).to_be_visible()
        await loaded(headquarters)
        await album.take(headquarters, name)
    await headquarters.locator("tbody").get_by_role("link").first.click()
    await expect(headquarters.get_by_text("时间线", exact=True)).to_be_visible()
    await loaded(headquarters)
    await album.take(headquarters, "console-profile")

    server.run(lambda: own_pages.ensure_everywhere(server.db, server.vault, server.base_url))
    await desk.goto("/desk/messages")
    await desk.locator("[data-conversation]").filter(has_text="黑金会员专属").first.click()
    await desk.get_by_role("tab", name="客户档案").click()
    beside = desk.frame_locator("iframe[title='客户档案']")
    await expect(beside.get_by_role("tab", name=re.compile("画像"))).to_be_visible()
    await expect(beside.get_by_text("购买预测")).to_be_visible()
    await loaded(desk)
    await album.take(desk, "desk-sidebar")
