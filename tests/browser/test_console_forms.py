"""Forms of the console say what they lack, and what the server refused, at the fields concerned."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.axe import complaints_at
from tests.browser.visits import DESKTOP, PHONE, Visits
from tests.factories.company import Company

_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RANGE = "请选择至少一位成员或一个部门"
DIALOGS = [
    ("directory", "添加成员", ["请填写姓名", "请填写账号"]),
    ("member-tags", "新建标签", ["请填写标签名称"]),
    ("contact-ways", "新建联系我", [RANGE]),
    ("acquisition", "新建获客链接", ["请填写名称", RANGE]),
    ("products", "添加商品", ["请选择图片", "请填写描述", "请填写价格（元）"]),
    ("rule-groups", "新建规则组", ["请填写名称", "请选择负责人", RANGE]),
    ("partners", "新增企业", ["请填写企业简称"]),
    ("join-ways", "新建进群码", ["请选择至少一个客户群", "请填写新群名"]),
    ("group-rules?tab=guards", "新建防骚扰规则", ["请填写规则名称", "请填写不允许的词，或至少打开一项限制"]),
    ("group-rules?tab=replies", "新建关键词回复", ["请填写关键词", "请填写文字，或添加附件"]),
    ("quick-replies", "新建话术", ["请填写分类", "请填写内容"]),
    ("content", "公开资料库", ["请填写标题"]),
    (
        "interception",
        "新建规则",
        ["请填写规则名称", "请填写敏感词，或在下面选择一种语义", "请选择至少一个部门或一位成员"],
    ),
    ("tracking?tab=sources", "新建来源", ["请填写名称"]),
    ("tag-rules?tab=batches", "新建批量打标", ["请选择一个人群", "请选择至少一个标签"]),
    ("apps", "新建应用", ["请填写名称"]),
    ("roles", "添加管理员", ["请选择成员", "请选择管理范围"]),
    ("tags", "新建标签组", ["请填写标签组名称", "请填写标签"]),
    ("welcomes", "为成员设置", ["请选择所属成员", "请填写文字，或添加附件"]),
    ("group-welcomes", "新建素材", ["请填写文字，或添加附件"]),
    ("group-rules?tab=blacklist", "加入黑名单", ["请选择客户"]),
    ("archive/settings", "设置公钥", ["请填写 RSA 公钥（PEM，2048 位）"]),
]  # fmt: skip


async def told_of(control: Locator) -> str:
    """What a screen reader adds to the name of a control."""
    return await control.evaluate(
        "(e) => document.getElementById(e.getAttribute('aria-describedby'))?.textContent ?? ''"
    )


@pytest.mark.parametrize(("path", "opener", "lacks"), DIALOGS, ids=[one[0] for one in DIALOGS])
async def test_a_dialog_says_at_each_field_what_it_lacks(
    company: Company, visits: Visits, path: str, opener: str, lacks: list[str]
) -> None:
    page = await visits.page("console", company.console())
    await page.goto(f"/console/{path}")
    await page.get_by_role("button", name=opener, exact=True).first.click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("footer button[type=submit]").press("Enter")
    await expect(dialog.get_by_role("alert")).to_have_text(lacks)
    here = page.locator(":focus")
    await expect(here).to_have_attribute("aria-invalid", "true")
    assert await told_of(here) == lacks[0]
    await expect(dialog.locator("[aria-invalid=true]")).to_have_count(len(lacks))


PAGES = [
    ("content/new/link", "保存", ["请填写标题", "请填写链接地址"]),
    ("content/new/report", "保存", ["请填写标题", "请选择 PDF 文件"]),
    ("forms/new", "保存", ["请添加至少一个问题", "请填写标题"]),
    ("broadcasts/new", "创建群发", ["请填写文字，或添加附件"]),
    ("moments/new", "下发给成员", ["请填写文字，或添加附件"]),
    ("archive", "开始查阅", ["请填写查阅目的"]),
]


@pytest.mark.parametrize(("path", "button", "lacks"), PAGES, ids=[one[0] for one in PAGES])
async def test_a_page_says_at_each_field_what_it_lacks(
    company: Company, visits: Visits, path: str, button: str, lacks: list[str]
) -> None:
    await company.console().ok("PUT", "/api/console/archive/officers/lin")
    page = await visits.page("console", company.console())
    await page.goto(f"/console/{path}")
    await page.get_by_role("button", name=button, exact=True).press("Enter")
    await expect(page.get_by_role("main").get_by_role("alert")).to_have_text(lacks)
    assert await told_of(page.locator(":focus")) == lacks[0]


async def test_what_is_mended_is_no_longer_told(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console(), language="en")
    await page.goto("/console/directory")
    await page.get_by_role("button", name="Add member").click()
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_role("textbox", name="Name", exact=True)
    await name.press("Enter")
    await expect(dialog.get_by_role("alert")).to_have_text(["Please fill this in"] * 2)
    await expect(name).to_be_focused()
    assert await complaints_at(page, "lacks", [DESKTOP, PHONE]) == []
    await name.fill("Wu Jing")
    await expect(name).not_to_have_attribute("aria-invalid", "true")
    await expect(dialog.get_by_role("alert")).to_have_count(1)
    await dialog.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Add member").click()
    await expect(dialog.get_by_role("alert")).to_have_count(0)


async def test_what_the_server_refuses_is_told_at_the_field(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/directory")
    await page.get_by_role("button", name="添加成员").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("姓名").fill("吴静")
    userid = dialog.get_by_label("账号")
    await userid.fill("zhou")
    await dialog.get_by_role("button", name="保存").click()
    await expect(userid).to_be_focused()
    await expect(userid).to_have_attribute("aria-invalid", "true")
    assert await told_of(userid) == "帐号 zhou 已存在，请换一个"
    await userid.fill("wujing")
    await expect(dialog.get_by_role("alert")).to_have_count(0)

    await dialog.get_by_label("手机").fill("12")
    await dialog.get_by_role("button", name="保存").click()
    mobile = dialog.get_by_label("手机")
    await expect(mobile).to_be_focused()
    told = await told_of(mobile)
    await expect(page.get_by_role("status").filter(has_text=f"手机：{told}")).to_be_visible()


async def test_what_is_confirmed_over_a_form_does_not_send_it(
    company: Company, visits: Visits
) -> None:
    """An attachment is chosen in a dialog over the form: its Enter is not the form's."""
    page = await visits.page("console", company.console())
    await page.goto("/console/group-rules?tab=replies")
    await page.get_by_role("button", name="新建关键词回复").first.click()
    await page.get_by_role("dialog").get_by_label("关键词").fill("地址")
    add = page.get_by_role("button", name="添加附件")
    await add.scroll_into_view_if_needed()
    await page.evaluate(_FRAMES)  # scrolling closes the menu
    await add.click()
    await page.get_by_role("menuitem", name="链接").click()
    over = page.get_by_role("dialog", name="链接")
    await over.get_by_label("标题").fill("门店地址")
    await over.get_by_role("textbox", name="网址", exact=True).fill("https://example.com/shops")
    await over.get_by_role("button", name="确定").click()
    await expect(over).to_be_hidden()
    await expect(page.get_by_role("button", name="门店地址", exact=True)).to_be_visible()
    await expect(page.get_by_role("dialog", name="新建关键词回复")).to_be_visible()
    kept = await company.console().ok("GET", "/api/console/group-replies")
    assert kept["items"] == []


async def test_a_file_that_is_not_taken_is_told_at_its_field(
    company: Company, visits: Visits
) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/corp")
    file = {"name": "logo.png", "mimeType": "image/png", "buffer": b"no picture"}
    chosen = page.locator("input[type=file]")
    await chosen.set_input_files(file)  # pyright: ignore[reportArgumentType]
    await expect(chosen).to_be_focused()
    assert "不是支持的图片格式" in await told_of(chosen)


async def test_days_that_end_before_they_begin_are_told_where_they_stand(
    company: Company, visits: Visits
) -> None:
    """The refusal of the count beside the form, which is asked for while it is filled in."""
    page = await visits.page("console", company.console())
    await page.goto("/console/broadcasts/new")
    await page.get_by_label("文字").fill("开学季验光")
    since, until = page.get_by_label("开始日期"), page.get_by_label("结束日期")
    await since.fill("2026-05-05")
    await until.fill("2026-05-01")
    await expect(page.get_by_text("结束日期早于开始日期")).to_be_visible()
    await page.get_by_role("button", name="创建群发").click()
    await expect(since).to_be_focused()
    assert await told_of(since) == "结束日期早于开始日期"
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_no_days_at_all_are_no_archive_for_good(company: Company, visits: Visits) -> None:
    page = await visits.page("console", company.console())
    await page.goto("/console/archive/settings")
    days = page.get_by_label("保留天数")
    await days.fill("0")
    await page.get_by_role("button", name="保存").click()
    await page.get_by_role("dialog").get_by_role("button", name="保存").click()
    await expect(days).to_be_focused()
    assert await told_of(days) == "不能小于 1"
