"""A customer reads what a member sent, in a real browser: how far she comes is what the member sees."""

import hashlib

from playwright.async_api import Page, expect

from reunion.growth.content import files
from reunion.growth.profiles import service as profiles
from tests.browser.conftest import OpenPage
from tests.browser.staff import at_desk
from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.films import film
from tests.factories.mirroring import in_corp, mirrored
from tests.factories.papers import locked, without_fonts
from tests.factories.readers import published

_INK = """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
    .filter((value, at) => at % 4 === 0 && value < 100).length"""


async def test_what_is_read_is_seen_at_the_desk_and_a_form_is_answered(
    open_phone: OpenPage, company: Company, visits: Visits
) -> None:
    page = await open_phone()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await files_are_read_while_the_member_looks_on(page, company, visits)
    await an_article_is_read_to_the_end(page, company)
    await a_form_is_answered(page, company)
    await a_report_is_registered_for(page, company)
    assert complaints == []


async def files_are_read_while_the_member_looks_on(
    page: Page, company: Company, visits: Visits
) -> None:
    desk, console = await at_desk(company, visits), company.console()
    await mirrored(company)
    (row,) = (await desk.zhou.ok("GET", "/api/desk/customers"))["items"]
    external = row["external_userid"]
    number = in_corp(company, lambda ctx: profiles.of_external(ctx, external))

    async def opened(kind: str, title: str, data: bytes) -> int:
        upload = {"file": (title, data, "")}
        file = await console.ok("POST", "/api/console/content-files", files=upload)
        item = await published(company, kind=kind, title=title, body={"file": file["id"]})
        path = f"/api/desk/content/{item['id']}/shares"
        sent = await desk.zhou.ok("POST", path, json={"profile_no": number})
        await page.goto(f"/s/{sent['token']}")
        return item["id"]

    await desk.page.goto("/desk/messages")
    seen = desk.page.locator("[data-conversation]").filter(has_text="正在看")
    paper = await opened("report", "白皮书", without_fonts())
    await expect(page.get_by_role("img", name="第 3 页，共 3 页")).to_be_attached()
    await expect(seen).to_contain_text("正在看《白皮书》第 1/3 页")
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    await expect(page.get_by_role("img", name="第 3 页").locator("canvas")).to_be_visible()
    await expect(seen).to_contain_text("第 3/3 页")
    for at in (1, 2, 3):
        sheet = page.get_by_role("img", name=f"第 {at} 页")
        await sheet.scroll_into_view_if_needed()
        await expect(sheet.locator("canvas")).to_be_visible()
        assert await sheet.locator("canvas").evaluate(_INK) > 500, "its words are drawn"
    await opened("report", "只读手册", locked(""))
    sheet = page.get_by_role("img", name="第 1 页").locator("canvas")
    await expect(sheet).to_be_visible()
    assert await sheet.evaluate(_INK) > 500, "one that anybody opens and nobody changes"
    watched = await opened("video", "一分钟学会戴镜", film(2))
    await expect(seen).to_contain_text("正在看《一分钟学会戴镜》0%")
    await page.locator("video").evaluate("video => { video.muted = true; return video.play() }")
    await expect(seen).to_contain_text("100%")
    await page.goto("about:blank")
    await expect(seen).to_have_count(0)
    stays = await console.ok("GET", f"/api/console/content/{paper}/stays")
    assert [one["place"] for one in stays] == [1, 2, 3]
    await its_effect_is_known(company, visits, watched)


async def its_effect_is_known(company: Company, visits: Visits, watched: int) -> None:
    """How long and how far the video was watched, to who looks at it at headquarters."""
    [link] = await company.console().ok("GET", f"/api/console/content/{watched}/links")
    assert (link["depth"], link["opens"], link["member"]) == (100, 1, "周宁")
    assert link["seconds"] >= 1
    page = await visits.page("console", company.console())
    await page.goto("/console/content/effect")
    row = page.get_by_role("row", name="一分钟学会戴镜")
    await expect(row.get_by_role("cell")).to_contain_text(["1", "1", "1", "0", "秒", "100%"])
    await page.goto("/console/content")
    await row.get_by_role("button", name="谁看过").click()
    drawer = page.get_by_role("dialog", name="谁看过“一分钟学会戴镜”")
    await expect(drawer.get_by_text("每段停留")).to_be_visible()
    await expect(drawer.get_by_role("listitem")).to_contain_text("100%")


async def an_article_is_read_to_the_end(page: Page, company: Company) -> None:
    console, desk = company.console(), company.desk()
    body = {
        "doc": {
            "type": "doc",
            "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": f"第 {n} 段"}]}
                for n in range(120)
            ],
        }
    }
    item = await published(company, title="看得见的距离", body=body)
    sent = await desk.ok("POST", f"/api/desk/content/{item['id']}/shares", json={})
    await page.goto(f"/s/{sent['token']}")
    await expect(page.get_by_role("heading", name="看得见的距离")).to_be_visible()
    await expect(page.get_by_text("发送人能看到您是否打开")).to_be_attached()
    own = page.url.rpartition("/")[2]
    assert own != sent["token"], "whom she passes it on to comes by her own link"

    async def link() -> dict[str, int]:
        links = await console.ok("GET", f"/api/console/content/{item['id']}/links")
        return next(one for one in links if one["parent_id"] is not None)

    async with page.expect_response(lambda answer: answer.url.endswith("/read")):
        pass
    assert 0 < (await link())["depth"] < 50
    async with page.expect_response(lambda answer: answer.url.endswith("/read")):
        await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    seen = await link()
    assert (seen["depth"], seen["opens"]) == (100, 1)
    assert seen["seconds"] >= 1
    now, *_ = await desk.ok("GET", "/api/desk/content/reading")
    assert (now["title"], now["depth"]) == ("看得见的距离", 100)

    await page.get_by_role("button", name="不记录我的阅读").click()
    await expect(page.get_by_text("此前的记录已删除")).to_be_visible()
    assert (await link())["seconds"] == 0


async def a_form_is_answered(page: Page, company: Company) -> None:
    console = company.console()
    fields = [
        {"key": "wears", "type": "choice", "label": "您戴眼镜吗", "required": True,
         "options": [{"label": "戴"}, {"label": "不戴"}]},
        {"key": "degree", "type": "number", "label": "多少度", "required": True,
         "when": [{"field": "wears", "values": ["戴"]}]},
    ]  # fmt: skip
    draft = {"title": "验光预约", "thanks": "期待见到您", "fields": fields}
    form = await console.ok("POST", "/api/console/forms", json=draft)
    await page.goto(f"/f/{form['token']}")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("alert")).to_have_text("请回答这个问题")
    await expect(page.get_by_label("多少度")).to_have_count(0)
    await page.get_by_label("戴", exact=True).check()
    await page.get_by_label("多少度").fill("350")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("期待见到您")).to_be_visible()
    page_of = await console.ok("GET", f"/api/console/forms/{form['id']}/answers")
    assert [one["answers"] for one in page_of["items"]] == [{"wears": "戴", "degree": 350}]


async def a_report_is_registered_for(page: Page, company: Company) -> None:
    console = company.console()
    upload = {"file": ("手册.pdf", without_fonts(), "")}
    file = await console.ok("POST", "/api/console/content-files", files=upload)
    body = {"file": file["id"]}
    await published(company, kind="report", title="手册", body=body, gated=True, listed=True)
    library = {"open": True, "title": "资料库"}
    shown = await console.ok("PUT", "/api/console/content-library", json=library)
    await page.goto(shown["url"])
    await page.get_by_role("button", name="手册").click()
    register, told = page.get_by_role("button", name="登记并阅读"), page.get_by_role("alert")
    await register.click()
    await expect(told).to_have_text(["请填写姓名", "请填写手机号"])
    await page.get_by_label("姓名").fill("王敏")
    await page.get_by_label("手机号").fill("123")
    await register.click()
    await expect(told).to_have_text(["手机号不对"])
    await page.get_by_label("手机号").fill("13812340000")
    await register.click()
    await expect(page.get_by_role("img", name="第 1 页").locator("canvas")).to_be_visible()
    await one_that_broke_says_so(page, company, without_fonts())


async def one_that_broke_says_so(page: Page, company: Company, data: bytes) -> None:
    """Kept before damaged files were refused, or spoilt on the disk."""
    blobs = files.blobs_of(company.reunion.config)
    kept, whole = blobs.path(hashlib.sha256(data).digest()), data
    try:
        kept.write_bytes(data[:900].ljust(len(data), b"\0"))
        await page.route("**/file", lambda route: route.continue_())  # past the browser's own store
        await page.reload()
        await expect(page.get_by_role("alert")).to_contain_text("这份文件打不开")
        kept.write_bytes(whole)
        await page.get_by_role("button", name="再试一次").click()
        await expect(page.get_by_role("img", name="第 1 页").locator("canvas")).to_be_visible()
    finally:
        kept.write_bytes(whole)
