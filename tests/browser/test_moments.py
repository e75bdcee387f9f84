"""A Moment from headquarters to the customer's feed and back: liked, commented on, answered, counted."""

import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser.album import picture_of_glasses
from tests.browser.axe import sideways, violations
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.meeting import meet

TEXT = "圆框新到店，复古又轻"
LONG = f"{TEXT}\n" + "\n".join(f"第 {n} 款：钛架，不到 10 克" for n in range(1, 9))


async def test_prepared_posted_seen_liked_answered_and_counted(
    company: Company, visits: Visits, tmp_path: Path
) -> None:
    her, _ = await meet(company, "zhou", "小美")
    await meet(company, "zhou", "李雷")
    wish = {"marketing": False, "service": True}
    him, _ = await meet(company, "zhou", "韩梅")
    await him.ok("PUT", f"/api/app/companies/{company.wire_id}/preferences", json=wish)

    # Headquarters sees whom it reaches before it asks anybody.
    page = await visits.page("console", company.console())
    picture = await picture_of_glasses(page, tmp_path)
    await page.set_viewport_size({"width": 1440, "height": 900})
    await page.goto("/console/moments")
    await page.get_by_role("button", name="新建朋友圈").first.click()
    reach = page.get_by_role("complementary", name="多少客户能看到")
    await expect(reach).to_contain_text("3 位客户，其中 1 位收不到")
    await page.get_by_placeholder("这一刻的想法").fill(LONG)
    for _ in range(2):
        await page.get_by_role("button", name="添加附件").click()
        await page.get_by_role("menuitem", name="图片").click()
        dialog = page.get_by_role("dialog")
        await dialog.locator("input[type=file]").set_input_files(picture)
        await expect(dialog.get_by_text("新到的圆框.png")).to_be_visible()
        await dialog.get_by_role("button", name="确定").click()
    assert await violations(page) == []
    assert await sideways(page) <= 0
    await page.get_by_role("button", name="下发给成员").click()
    await page.get_by_role("dialog").get_by_role("button", name="下发给成员").click()
    await expect(page).to_have_url(re.compile(r"/moments/\d+$"))

    # The member posts it in one tap.
    desk = await visits.page("desk", company.desk(), size=PHONE, theme="dark")
    await desk.goto("/desk/")
    entry = desk.get_by_role("link", name=re.compile("^朋友圈"))
    await expect(entry).to_contain_text("1")
    await entry.click()
    await desk.get_by_role("link", name=re.compile(TEXT)).click()
    await expect(desk.get_by_role("listitem").filter(has_text="韩梅")).to_contain_text("已退订")
    assert await violations(desk) == []
    assert await sideways(desk) <= 0
    await desk.get_by_role("button", name="发表，2 位客户可见").click()
    await desk.get_by_role("link", name="2 位客户可见").click()

    # The customer sees it, likes it and asks.
    phone = await visits.page("app", her, size=PHONE)
    await phone.goto("/app/discover")
    await phone.get_by_role("link", name=re.compile("^朋友圈")).click()
    post = phone.get_by_role("article")
    await expect(post).to_contain_text(TEXT)
    await post.get_by_role("button", name="全文").click()
    await expect(post.get_by_role("button", name="收起")).to_be_visible()
    await post.get_by_role("button", name="第 2 张图片").click()
    await expect(phone.get_by_role("dialog")).to_be_visible()
    await phone.keyboard.press("Escape")
    await post.get_by_role("button", name="赞和评论").click()
    await post.get_by_role("button", name="赞", exact=True).click()
    await expect(post).to_contain_text("你赞了这条朋友圈")
    await post.get_by_role("button", name="赞和评论").click()
    await post.get_by_role("button", name="评论", exact=True).click()
    await phone.get_by_label("评论", exact=True).fill("有黑色的吗")
    await phone.get_by_role("button", name="发送").click()
    await expect(post).to_contain_text("小美：有黑色的吗")
    assert await violations(phone) == []
    assert await sideways(phone) <= 0

    # The member is told, and answers her alone.
    await expect(desk.get_by_role("listitem").filter(has_text="有黑色的吗")).to_be_visible()
    await desk.get_by_role("button", name="回复 小美").click()
    await desk.get_by_placeholder("只有 小美 能看到").fill("有的，给你留一副")
    await desk.get_by_role("button", name="发送").click()
    assert await violations(desk) == []
    await expect(post).to_contain_text("有的，给你留一副")

    # Headquarters sees what came of it without asking again, and takes a comment away.
    await expect(page.get_by_role("definition").nth(2)).to_contain_text("1")
    await expect(page.get_by_role("img", name="每天的可见、赞和评论")).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text="周宁")).to_contain_text("已发表")
    assert await violations(page) == []
    assert await sideways(page) <= 0
    await page.get_by_role("button", name=re.compile("已退订")).click()
    await expect(page.get_by_role("row").filter(has_text="韩梅")).to_contain_text("看不到")
    await page.locator(".t-tabs__nav").get_by_text("评论").click()
    await page.get_by_role("button", name="删除评论：有的，给你留一副").click()
    await page.get_by_role("dialog").get_by_role("button", name="删除评论").click()
    await expect(page.get_by_role("row").filter(has_text="给你留一副")).to_have_count(0)
    await page.get_by_role("link", name="客户朋友圈").click()
    await expect(page.get_by_role("row").filter(has_text=TEXT)).to_contain_text("1 / 1")
