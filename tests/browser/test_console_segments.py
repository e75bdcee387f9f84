"""Segments and tag rules at headquarters: counted while typed, explained; tags given and undone."""

import asyncio
import re
from datetime import timedelta

from playwright.async_api import Page, expect

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from tests.browser.axe import violations
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.meeting import meet, way
from tests.factories.mirroring import in_corp, mirrored
from tests.growth.segments.test_answers import answered, form

WORKER = 60_000
PATH = "/api/console/segments"


def filled(company: Company) -> int:
    """Five people in two cities, and a tag; answers its number."""

    async def fill(ctx: Context) -> int:
        cities = ("上海", "上海", "上海", "杭州", "杭州")
        facts = [
            Known(
                (Identity("member_no", f"m{n}"),), "import", ctx.now,
                {"name": f"客人{n}", "city": city, "gender": "female" if n % 2 else "male"},
            )
            for n, city in enumerate(cities)
        ]  # fmt: skip
        await profiles.learn(ctx, facts)
        [number] = await profiles.put_tags(ctx, [("等级", "常客", None)])
        return number

    return in_corp(company, fill)


async def write_city(page: Page, city: str) -> None:
    """Into the first field of values of the builder."""
    field = page.get_by_role("textbox", name="值").first
    await field.fill(city)
    await field.press("Enter")


async def test_a_segment_is_put_together_explained_and_compared(
    company: Company, visits: Visits
) -> None:
    filled(company)
    page = await visits.page("console", company.console())
    await page.goto("/console/segments")
    await page.get_by_role("button", name="新建人群").first.click()
    await page.get_by_role("button", name="保存").click()
    name = page.get_by_role("textbox", name="名称")
    await expect(name).to_be_focused()
    await expect(page.get_by_role("alert")).to_have_text("请填写名称")
    await name.fill("上海客人")
    await expect(page.get_by_role("alert")).to_have_count(0)
    kind = page.get_by_role("combobox", name="条件类型")
    await kind.select_option("attribute")
    await write_city(page, "上海")
    live = page.get_by_role("complementary")
    await expect(live.get_by_role("status").first).to_contain_text("3")
    await expect(live.get_by_text(re.compile("用时"))).to_be_visible()
    # the same as text, where a mistake is told at its line and mended
    await page.get_by_text("YAML", exact=True).click()
    text = page.get_by_role("textbox", name="YAML 定义")
    await expect(text).to_have_value(re.compile("上海"))
    await text.fill("kind: attribute\nfield: city\nis: nothing\nvalue: [上海]\n")
    await expect(page.get_by_role("button", name=re.compile("第 3 行"))).to_be_visible()
    await expect(live.get_by_text(re.compile("人群定义有误："))).to_be_visible()
    await expect(live.get_by_role("button", name="重试")).to_have_count(0)
    await text.fill("kind: attribute\nfield: city\nis: one_of\nvalue: [上海, 杭州]\n")
    await expect(live.get_by_role("status").first).to_contain_text("5")
    await page.get_by_text("选择条件", exact=True).click()
    await expect(page.get_by_text("杭州", exact=True).first).to_be_visible()
    await page.get_by_role("button", name="删除条件 1").click()
    await page.get_by_role("button", name="撤销").press("Enter")
    await expect(page.get_by_text("杭州", exact=True).first).to_be_visible()
    await page.get_by_role("link", name="标签规则").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消").click()
    await live.get_by_role("button", name="为什么").first.click()
    await expect(live.get_by_text("在这个人群里")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("heading", name="上海客人")).to_be_visible()
    await page.get_by_text("快照", exact=True).click()
    await page.get_by_role("textbox", name=re.compile("快照名称")).fill("开业前")
    await page.get_by_role("button", name="保存快照").click()
    await expect(page.get_by_role("cell", name=re.compile("开业前"))).to_be_visible()
    assert await violations(page) == []

    phone = await visits.page("console", company.console(), size=PHONE, theme="dark")
    await phone.goto("/console/segments/new")
    await expect(phone.get_by_role("button", name="添加条件组")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await violations(phone) == []


async def test_a_rule_and_a_batch_give_tags(company: Company, visits: Visits) -> None:
    filled(company)
    page = await visits.page("console", company.console())
    await page.goto("/console/tag-rules/new")
    await page.get_by_role("combobox", name="条件类型").select_option("attribute")
    await page.get_by_role("button", name="保存并启用").click()
    told = page.get_by_text("还有 1 个条件没填完；请填写名称；请选择至少一个标签")
    await expect(told).to_be_visible()
    await expect(page.get_by_role("alert")).to_have_text(["请填写名称", "请选择至少一个标签"])
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await write_city(page, "杭州")
    await page.get_by_role("textbox", name="规则名称").fill("杭州常客")
    await page.get_by_role("textbox", name="选择标签").click()
    await page.get_by_text("常客", exact=True).click()
    await page.get_by_role("heading", name="符合条件时").click()
    await expect(page.get_by_text("其中 2 人还缺少这些标签")).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 480})
    await page.get_by_role("button", name="为什么").first.click()
    await expect(page.get_by_text("在这个人群里")).to_be_in_viewport(ratio=1)
    await page.set_viewport_size({"width": 1440, "height": 900})
    assert await violations(page) == []
    await page.get_by_role("button", name="保存并启用").click()
    await page.get_by_role("dialog").get_by_role("button", name="启用").click()
    await expect(page.get_by_text(re.compile("打上 2，收回 0"))).to_be_visible(timeout=WORKER)
    assert await violations(page) == []

    await page.goto("/console/tag-rules?tab=batches")
    await page.get_by_role("button", name="新建批量打标").first.click()
    asked = page.get_by_role("dialog")
    await asked.get_by_role("radio", name=re.compile("一份名单")).check()
    await asked.get_by_role("textbox", name=re.compile("客户编号")).fill("1\n2")
    await asked.get_by_role("textbox", name="选择标签").first.click()
    await asked.get_by_text("常客", exact=True).click()
    await asked.get_by_role("heading").click()
    await asked.get_by_role("button", name="给 2 人打标").click()
    await expect(page.get_by_text("2 人，改动 2 个标签")).to_be_visible(timeout=WORKER)
    await page.get_by_role("button", name="撤销").click()
    await page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    undone = page.get_by_text("已恢复 2 个，0 个后来又被改动，保持现状")
    await expect(undone).to_be_visible(timeout=WORKER)
    assert await violations(page) == []


async def test_any_segment_is_found_by_typing_and_shown_by_its_name(
    company: Company, visits: Visits
) -> None:
    filled(company)
    lin = company.console()
    known = {"kind": "attribute", "field": "city", "is": "known"}
    here = {"kind": "attribute", "field": "city", "is": "one_of", "value": ["上海"]}
    first = await lin.ok("POST", PATH, json={"name": "最早的上海客人", "definition": here})
    taken = await lin.ok("POST", f"{PATH}/{first['id']}/snapshots", json={"name": "开业前"})
    for n in range(21):  # more than a list shows
        await lin.ok("POST", PATH, json={"name": f"后来的{n}", "definition": known})
    both = [
        {"kind": "segment", "segment_id": first["id"]},
        {"kind": "snapshot", "snapshot_id": taken["id"]},
    ]
    made_of = await lin.ok(
        "POST", PATH, json={"name": "套着", "definition": {"kind": "all", "of": both}}
    )

    page = await visits.page("console", lin)
    await page.goto("/console/segments/new")
    await page.get_by_role("combobox", name="条件类型").select_option("segment")
    picker = page.get_by_role("textbox", name="选择人群")
    await picker.fill("最早")
    await page.get_by_text("最早的上海客人", exact=True).click()
    await expect(page.get_by_role("complementary").get_by_role("status").first).to_contain_text("3")

    await page.goto(f"/console/segments/{made_of['id']}/edit")
    await expect(page.get_by_role("textbox", name="选择人群").nth(0)).to_have_value(
        "最早的上海客人"
    )
    await expect(page.get_by_role("textbox", name="选择人群").nth(1)).to_have_value(
        "最早的上海客人"
    )
    await expect(page.get_by_role("combobox", name="快照")).to_have_value(str(taken["id"]))
    assert await violations(page) == []

    await page.goto(f"/console/segments/compare?of={first['id']},{made_of['id']}")
    await expect(page.get_by_role("columnheader", name="最早的上海客人")).to_be_visible()
    chosen = page.locator(".t-tag")
    await expect(chosen).to_have_text(["最早的上海客人", "套着"])


async def test_answers_are_asked_about_by_clicking_and_explained(
    company: Company, visits: Visits
) -> None:
    lin = company.console()
    made = await form(lin)
    await answered(company, made)
    page = await visits.page("console", lin)
    await page.goto("/console/segments/new")
    await page.get_by_role("combobox", name="条件类型").select_option("did")
    await page.get_by_role("textbox", name="选择行为").click()
    await page.get_by_text("提交表单", exact=True).click()
    await page.get_by_role("button", name="+ 限定条件").click()
    await expect(page.get_by_text("先选表单，再按它的问题筛选")).to_be_visible()
    await page.get_by_role("textbox", name="表单").fill("春茶")
    await page.get_by_role("listitem").filter(has_text="春茶问卷").click()
    await page.keyboard.press("Escape")
    properties = page.get_by_role("combobox", name="属性")
    for place, (question, value) in enumerate(
        (("给谁买茶", "自己"), ("喜欢哪些茶", "红茶"), ("每天喝几杯", "2"), ("打算哪天来", "")), 1
    ):
        await page.get_by_role("button", name="+ 限定条件").click()
        await expect(properties).to_have_count(place + 1)
        await properties.nth(place).select_option(label=question)
        row = page.locator(".filter").nth(place)
        if value.isdigit():
            await row.get_by_role("spinbutton").fill(value)
        elif value:
            await row.get_by_role("textbox", name="值").click()
            await page.locator(".t-select-option:visible", has_text=value).click()
            await page.keyboard.press("Escape")
    window = page.locator(".filter").nth(4).get_by_role("combobox", name="时间")
    await window.select_option(label="日期")
    live = page.get_by_role("complementary")
    await page.locator(".filter").nth(4).locator("input[type=date]").first.fill("2026-05-01")
    await expect(live.get_by_role("status").first).to_contain_text("1")
    await expect(live).to_contain_text(
        "（其中表单是“春茶问卷”，“给谁买茶”是“自己”，“喜欢哪些茶”是“红茶”，“每天喝几杯”至少2，"
        "“打算哪天来”自2026-05-01）"
    )
    await live.get_by_role("button", name="为什么").click()
    await expect(page.get_by_text("最近符合的一次")).to_contain_text(
        "表单 春茶问卷、给谁买茶 自己、喜欢哪些茶 绿茶、红茶、每天喝几杯 3、打算哪天来 2026-05-01"
    )
    assert await violations(page) == []


async def test_a_channel_is_chosen_before_anybody_came_by_it(
    company: Company, visits: Visits
) -> None:
    for n in range(51):  # one more than a list shows
        await way(company, "zhou", state=f"booth{n:02}", remark=f"展位{n:02}")
    deleted = await way(company, "zhou", state="vip_card", remark="会员卡背面")
    lin = company.console()
    await lin.ok("DELETE", f"/api/console/contact-ways/{deleted['id']}")

    page = await visits.page("console", lin)
    await page.goto("/console/segments/new")
    await page.get_by_role("combobox", name="条件类型").select_option("source")
    picker = page.get_by_role("textbox", name="任何渠道")
    await picker.click()
    await expect(page.get_by_text("还有更多，请输入名称或渠道参数查找")).to_be_visible()
    await picker.fill("位50")
    await page.get_by_text("展位50 booth50 · 还没有客户").click()
    await page.get_by_role("textbox", name="名称").fill("展位")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("首次来源（渠道“展位50”）")).to_be_visible()

    definition = {"kind": "source", "channels": ["booth50", "vip_card", "elsewhere"]}
    made = await lin.ok("POST", PATH, json={"name": "几个渠道", "definition": definition})
    await page.goto(f"/console/segments/{made['id']}/edit")
    await expect(page.locator(".t-tag")).to_have_text(["展位50", "会员卡背面", "elsewhere"])
    await page.goto("/console/tag-rules/new")
    await page.get_by_role("radio", name=re.compile("^来源")).check()
    await picker.fill("booth49")
    await expect(page.get_by_text("展位49 booth49 · 还没有客户")).to_be_visible()


async def test_what_is_known_is_told_in_the_words_of_the_condition(
    company: Company, visits: Visits
) -> None:
    await meet(company, "zhou", "小美", state="vip_card", remark="会员卡背面")
    await mirrored(company)
    lin = company.console()
    (person,) = (await lin.ok("GET", "/api/console/profiles"))["items"]
    number = person["profile_no"]

    async def lives(ctx: Context) -> None:
        await profiles.set_attributes(ctx, number, {"latitude": 31.2, "longitude": 121.43})
        paid = Occurrence(
            "order_paid", ctx.now - timedelta(days=1), profile_no=number, amount_fen=12_345
        )
        await tracking.record(ctx, [paid])

    in_corp(company, lives)
    bought = {"kind": "did", "event": "order_paid", "sum": "amount_fen", "at_least": 10_000}
    either = [
        bought,
        {"kind": "near", "latitude": 31.19, "longitude": 121.43, "within_m": 500},
        {"kind": "never", "event": "order_refunded"},
        {"kind": "sequence", "first": {"event": "order_refunded"}, "then": {"event": "order_paid"},
         "within_days": 7},
        {"kind": "follow", "channels": ["vip_card"]},
    ]  # fmt: skip
    async with asyncio.timeout(60):
        while (await lin.ok("POST", f"{PATH}/count", json={"definition": bought}))["count"] < 1:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    body = {"name": "都看看", "definition": {"kind": "any", "of": either}}
    segment = await lin.ok("POST", PATH, json=body)
    page = await visits.page("console", lin)
    await page.goto(f"/console/segments/{segment['id']}")
    await page.get_by_role("button", name="为什么").first.click()
    known = page.locator(".actual")
    await expect(known).to_contain_text(
        ["¥123.45", "1.1 公里", "没有", re.compile("先 没有、后 "),
         re.compile("成员 周宁、现在是好友、渠道 会员卡背面、扫描二维码、添加于 ")]
    )  # fmt: skip
