"""客户档案: found, seen whole, corrected, merged and taken back, erased with a receipt."""

from datetime import timedelta

from playwright.async_api import Page, expect

from reunion.core.clock import clock
from reunion.growth.profiles import custom_fields
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import TagChange
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from tests.browser.axe import violations
from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.growth.profiles.test_learning import known, learn, within


def somebody(company: Company) -> int:
    """王小美, and 小美 of a member card, which may be hers; answers the number of the latter."""
    within(
        company, lambda ctx: custom_fields.create(ctx, "lens", "镜片", "choice", ["渐进", "单光"])
    )
    mei, card, *_ = learn(
        company,
        known(
            "unionid:oMei",
            "phone:13812345678",
            name="王小美",
            city="上海",
            gender="女",
            lens="渐进",
        ),
        known("member_no:M1024", name="小美", birthday="1990-05-20", source="hand"),
        known("unionid:oQiang", "phone:13812345678", name="李强"),
    )
    (tag,) = within(company, lambda ctx: profiles.put_tags(ctx, [("等级", "金卡", None)]))
    within(company, lambda ctx: profiles.change_tags(ctx, [TagChange(mei, (tag,))]))
    now = clock.now()
    did = [
        Occurrence(
            "order_paid",
            now - timedelta(days=3),
            profile_no=mei,
            subject="D20261119",
            amount_fen=128000,
        ),
        Occurrence(
            "content_read",
            now - timedelta(hours=5),
            profile_no=mei,
            userid="zhou",
            properties={"seconds": 84},
        ),
    ]
    within(company, lambda ctx: tracking.record(ctx, did))
    return card


async def test_a_person_is_found_corrected_merged_and_erased(
    company: Company, visits: Visits
) -> None:
    card = somebody(company)
    page = await visits.page("console", company.console())
    await page.goto("/console/profiles")
    await page.get_by_role("searchbox").first.fill("5678")
    await expect(page.get_by_text("共 1 条")).to_be_visible()
    await page.get_by_role("link", name="王小美").click()
    await expect(page.get_by_role("heading", name="王小美")).to_be_visible()
    await expect(page.get_by_text("¥1,280.00")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="修改", exact=True).click()
    dialog = page.get_by_role("dialog", name="资料")
    await dialog.get_by_label("城市").fill("苏州")
    await dialog.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("苏州").first).to_be_visible()
    await page.get_by_role("button", name="合并", exact=True).click()
    dialog = page.get_by_role("dialog", name="合并档案")
    await dialog.get_by_role("textbox").fill("M1024")
    await dialog.get_by_role("listitem", name=f"小美 · {card}").click()
    await dialog.get_by_role("button", name="合并").click()
    await expect(page.get_by_text("M1024")).to_be_visible()
    await page.get_by_text("合并与拆分", exact=True).click()
    await page.get_by_role("button", name="撤销").click()
    await page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    await expect(page.get_by_text("林晓已撤销")).to_be_visible()
    await expect(page.get_by_role("checkbox", name="选择 M1024")).to_have_count(0)
    await page.get_by_role("button", name="删除个人信息").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").first.fill("删除个人信息")
    await dialog.get_by_role("button", name="删除个人信息").click()
    await expect(page.get_by_text("已删除", exact=True)).to_be_visible(timeout=60_000)
    await expect(page.get_by_role("row", name="行为")).to_contain_text("2 条")


def sharing(company: Company) -> int:
    """A daughter who gave her mother's phone number as hers, and the mother; answers the latter's number."""
    _, mother = learn(
        company,
        known("member_no:Z1", "phone:13700001111", name="张丽"),
        known("member_no:Z2", "phone:13700001111", name="周桂芳"),
    )
    return mother


async def test_two_people_behind_one_phone_are_told_apart(company: Company, visits: Visits) -> None:
    mother = sharing(company)
    page = await visits.page("console", company.console())
    await page.goto("/console/profiles/conflicts")
    waiting = page.get_by_role("listitem").filter(has_text="会有两个会员号，因此没有合并")
    await expect(waiting).to_contain_text("手机号 +8613700001111")
    await waiting.get_by_role("link", name="张丽").click()
    await expect(page.get_by_text("有 1 条身份冲突等待处理")).to_be_visible()

    # They are two, so they are not made one; the number is the mother's.
    await merge_with(page, "Z2")
    await expect(page.get_by_text("两份档案各有自己的会员号")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("checkbox", name="选择 +8613700001111").check()
    await page.get_by_role("button", name="把选中的 1 个身份拆分出去").click()
    await page.get_by_role("dialog").get_by_role("button", name="拆分").click()
    await expect(page.get_by_role("heading", name="未知姓名")).to_be_visible()
    number = int(page.url.rsplit("/", 1)[1].split("?")[0])
    await page.goto(f"/console/profiles/{mother}?tab=history")
    await merge_with(page, "13700001111")
    entries = page.get_by_role("list", name="合并与拆分").get_by_role("listitem")
    await expect(entries).to_have_count(2)
    await expect(entries.first).to_contain_text(f"档案 {number} 合并到档案 {mother}")
    await expect(entries.first).to_contain_text("手机号 +8613700001111")
    assert await violations(page) == []

    # Taken back, and done after all; every step is in the audit log.
    await entries.first.get_by_role("button", name="撤销").click()
    await page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    await expect(entries.first).to_contain_text("已撤销")
    await merge_with(page, "13700001111")
    await expect(entries).to_have_count(3)
    await page.goto("/console/profiles/conflicts")
    await page.get_by_role("button", name="是不同的人").click()
    await page.get_by_role("dialog").get_by_role("button", name="是不同的人").click()
    await expect(page.get_by_text("没有待处理的身份冲突")).to_be_visible()
    await page.goto("/console/audit")
    acts = (
        page.get_by_role("row")
        .filter(has_text="档案")
        .or_(page.get_by_role("row").filter(has_text="确认为不同的客户"))
    )
    await expect(acts).to_contain_text(
        ["确认为不同的客户", "合并客户档案", "撤销合并档案", "合并客户档案", "拆分客户档案"]
    )
    await page.goto("/console/profiles?q=13700001111")
    await expect(page.get_by_role("link", name="周桂芳")).to_be_visible()


async def merge_with(page: Page, who: str) -> None:
    """The person whose page it is, with who is found by this."""
    await page.get_by_role("button", name="合并", exact=True).click()
    dialog = page.get_by_role("dialog", name="合并档案")
    await dialog.get_by_role("textbox").fill(who)
    await dialog.get_by_role("listitem").first.click()
    await dialog.get_by_role("button", name="合并").click()
