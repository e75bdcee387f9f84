"""A form put together by hand, answered on the phone: what is asked depends on the answers, what does not
fit is said at its place, and what was answered stands in the profile."""

from playwright.async_api import Locator, Page, expect

from reunion.growth.profiles import custom_fields
from reunion.growth.profiles import service as profiles
from tests.browser.conftest import OpenPage
from tests.browser.staff import at_desk
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.mirroring import in_corp, mirrored
from tests.factories.readers import published


async def test_what_is_asked_depends_on_the_answers_and_becomes_attributes_and_tags(
    company: Company, visits: Visits, open_phone: OpenPage
) -> None:
    desk = await at_desk(company, visits)
    await mirrored(company)
    (row,) = (await desk.zhou.ok("GET", "/api/desk/customers"))["items"]
    number = in_corp(company, lambda ctx: profiles.of_external(ctx, row["external_userid"]))
    in_corp(company, lambda ctx: custom_fields.create(ctx, "degree", "度数", "number"))
    in_corp(company, lambda ctx: profiles.put_tags(ctx, [("配镜", "戴眼镜", None)]))
    console = await visits.page("console", company.console())
    await a_form_is_made(console)
    (form,) = (await company.console().ok("GET", "/api/console/forms"))["items"]
    item = await published(company, kind="form", title="验光预约", body={"form": form["token"]})
    path = f"/api/desk/content/{item['id']}/shares"
    sent = await desk.zhou.ok("POST", path, json={"profile_no": number})

    phone = await open_phone()
    await phone.goto(f"/s/{sent['token']}")
    await it_asks_by_what_is_answered(phone)
    await what_is_wrong_is_said_at_its_place(phone)
    await phone.get_by_role("button", name="提交").click()
    await expect(phone.get_by_text("感谢您的填写")).to_be_visible()

    await console.goto(f"/console/profiles/{number}")
    for kept in ("戴眼镜", "350", "1990-05-20"):
        await expect(console.get_by_text(kept).first).to_be_visible()
    told = "您戴眼镜吗：常戴；多少度：350；为什么想换：看不清；您的生日：1990-05-20"
    await expect(console.get_by_text(told)).to_be_visible()
    page = await company.console().ok("GET", f"/api/console/forms/{form['id']}/answers")
    assert [one["answers"] for one in page["items"]] == [
        {"q1": "常戴", "q2": 350, "q3": ["看不清"], "q4": "1990-05-20"}
    ]


def card(page: Page, at: int) -> Locator:
    return page.locator("ol > li").nth(at)


async def add(page: Page, kind: str, label: str, *options: str) -> Locator:
    made = card(page, await page.locator("ol > li").count())
    await page.get_by_role("button", name=f"+ {kind}", exact=True).click()
    await made.get_by_role("textbox", name="问题").fill(label)
    for at, option in enumerate(options):
        await made.get_by_placeholder("选项文字").nth(at).fill(option)
    return made


async def a_form_is_made(page: Page) -> None:
    save = page.get_by_role("button", name="保存")
    await page.goto("/console/forms/new")
    await page.get_by_role("textbox", name="标题").fill("验光预约")
    wears = await add(page, "单选", "您戴眼镜吗", "戴", "不戴")
    await wears.get_by_text("必填").click()
    await wears.get_by_label("选了就打标签").first.select_option(label="配镜 · 戴眼镜")
    degree = await add(page, "数字", "多少度")
    await degree.get_by_text("必填").click()
    await degree.get_by_label("最大").fill("2000")
    await degree.get_by_label("写入客户资料").select_option(label="度数")
    await degree.get_by_role("button", name="添加显示条件").click()
    await degree.get_by_role("checkbox", name="戴", exact=True).check()
    why = await add(page, "多选", "为什么想换", "看不清", "不好看")
    await why.get_by_role("button", name="添加显示条件").click()
    birthday = await add(page, "文字", "您的生日")
    await birthday.get_by_label("写入客户资料").select_option(label="生日")

    await page.set_viewport_size(PHONE)
    await save.click()
    await expect(why.get_by_role("alert")).to_have_text("显示条件缺少数字")
    await expect(why.get_by_role("alert")).to_be_in_viewport()
    await why.get_by_label("数字", exact=True).fill("300")
    await wears.get_by_placeholder("选项文字").first.fill("常戴")
    await expect(degree.get_by_role("checkbox", name="常戴", exact=True)).to_be_checked()
    await save.click()
    await expect(birthday.get_by_role("alert")).to_contain_text("回答写不进所选的客户资料")
    await birthday.get_by_role("button", name="删除").click()
    await add(page, "日期", "您的生日")
    await birthday.get_by_label("写入客户资料").select_option(label="生日")
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await save.click()
    await expect(page.get_by_role("link", name="看填写页")).to_be_visible()


async def it_asks_by_what_is_answered(page: Page) -> None:
    degree, why = page.get_by_label("多少度"), page.get_by_role("group", name="为什么想换")
    await expect(page.get_by_role("group", name="您戴眼镜吗")).to_be_visible()
    await expect(degree).to_have_count(0)
    await page.get_by_label("不戴").check()
    await expect(degree).to_have_count(0)
    await page.get_by_label("常戴").check()
    await expect(degree).to_be_visible()
    await degree.fill("299")
    await expect(why).to_have_count(0)
    await degree.fill("３５０")
    await why.get_by_label("看不清").check()
    await page.get_by_label("不戴").check()
    await expect(degree).to_have_count(0)
    await expect(why).to_have_count(0)
    await page.get_by_label("常戴").check()
    await expect(degree).to_have_value("350")


async def what_is_wrong_is_said_at_its_place(page: Page) -> None:
    degree, send = page.get_by_label("多少度"), page.get_by_role("button", name="提交")
    for given, said in (
        ("", "请回答这个问题"),
        ("三百多", "请填写数字"),
        ("9999", "不能大于 2000"),
    ):
        await degree.fill(given)
        await send.click()
        await expect(page.get_by_role("alert")).to_have_text(said)
        await expect(degree).to_have_accessible_description(said)
    await degree.fill("350")
    await page.get_by_label("您的生日").fill("1990-05-20")
