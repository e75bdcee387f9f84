"""Customers at the desk: the list of thousands, the card, requests, and parting."""

from playwright.async_api import expect

from tests.browser.staff import at_desk, newcomer
from tests.browser.visits import Visits
from tests.factories.company import Company

MANY = 5_000


async def make_tags(company: Company, group: str, *names: str) -> dict[str, str]:
    """A group of tags; their ids by name."""
    body = {"name": group, "tags": [{"name": name} for name in names]}
    made = await company.console().ok("POST", "/api/console/tags/groups", json=body)
    return {tag["name"]: tag["id"] for tag in made["tags"]}


async def test_the_card_is_written_by_clicking_on_it(company: Company, visits: Visits) -> None:
    await make_tags(company, "等级", "金卡", "银卡")
    desk = await at_desk(company, visits)
    await desk.open_chat()
    page = desk.page
    for label, value in (("备注", "南京路 小美"), ("描述", "近视 400 度"), ("电话", "13800001111")):
        await page.get_by_role("button", name=f"编辑{label}").click()
        field = page.get_by_role("textbox", name=label, exact=True)
        await field.fill(value)
        await field.press("Enter")
        await expect(page.get_by_role("button", name=f"编辑{label}： {value}")).to_be_visible()
    await page.get_by_role("button", name="编辑标签").first.click()
    await page.get_by_role("button", name="金卡", exact=True).click()
    await expect(page.get_by_role("button", name="金卡", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(page.get_by_role("heading", name="南京路 小美 @微信")).to_be_visible()
    card = await desk.zhou.ok("GET", f"/api/desk/customers/{desk.contact_id}")
    follow = card["follow"]
    assert follow["remark"] == "南京路 小美"
    assert follow["description"] == "近视 400 度"
    assert follow["mobiles"] == ["13800001111"]
    assert [tag["name"] for tag in follow["tags"]] == ["金卡"]
    await page.get_by_role("tab", name="跟进").click()
    await expect(page.get_by_role("tabpanel").get_by_text("成为客户")).to_be_visible()


async def test_what_is_too_long_is_refused_with_words(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    await desk.open_chat()
    page = desk.page
    await page.get_by_role("button", name="编辑电话").click()
    field = page.get_by_role("textbox", name="电话", exact=True)
    await field.fill("1" * 60)
    await field.press("Enter")
    await expect(page.locator(".note.bad")).to_be_visible()
    await field.press("Escape")
    await expect(page.get_by_role("button", name="编辑电话： 添加电话")).to_be_visible()


async def test_customers_are_found_by_name_pinyin_and_tag(company: Company, visits: Visits) -> None:
    tags = await make_tags(company, "等级", "金卡")
    desk = await at_desk(company, visits, "小美")
    await newcomer(company, "阿杰", tag_ids=[tags["金卡"]])
    page = desk.page
    await page.goto("/desk/customers")
    rows = page.locator("a.row")
    await expect(page.get_by_text("共 2 位客户")).to_be_visible()
    search = page.get_by_role("textbox", name="搜索姓名、备注、手机号、拼音")
    await search.fill("xiaomei")
    await expect(page.get_by_text("共 1 位客户")).to_be_visible()
    await expect(rows).to_contain_text(["小美"])
    await search.fill("没有这个人")
    await expect(page.get_by_text("没有符合条件的客户")).to_be_visible()
    await page.get_by_role("button", name="清空").click()
    await page.get_by_label("按标签筛选").select_option(label="金卡")
    await expect(page.get_by_text("共 1 位客户")).to_be_visible()
    await expect(rows).to_contain_text(["阿杰"])


async def test_thousands_of_customers_are_a_few_rows_on_the_page(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)

    async def write() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """WITH person AS (
                       INSERT INTO person (phone, name, unionid)
                       SELECT '+8613' || lpad(($1::bigint * 10000 + n)::text, 9, '0'),
                              '客户' || n, 'many-' || $1::bigint || '-' || n
                       FROM generate_series(1, $2::int) n RETURNING id),
                   contact AS (
                       INSERT INTO contact (corp_id, person_id, external_userid)
                       SELECT $1, id, 'wm' || lpad(id::text, 30, '0') FROM person RETURNING id)
                   INSERT INTO follow (corp_id, member_id, contact_id, state, added_at, since)
                   SELECT $1, $3, id, 'active', t, t
                   FROM contact, (SELECT now() - interval '1 day') AS day (t)""",
                company.corp_id, MANY, company.members["zhou"],
            )  # fmt: skip

    company.reunion.run(write)
    page = desk.page
    await page.goto("/desk/customers")
    await expect(page.get_by_text("共 5,001 位客户")).to_be_visible()
    rows, box = page.locator("a.row"), page.locator(".rows")
    seen = 0
    for _ in range(600):
        await box.evaluate("box => { box.scrollTop = box.scrollHeight }")
        await page.wait_for_timeout(30)
        assert await rows.count() < 60
        height = await box.evaluate("box => box.scrollHeight")
        if height >= (MANY + 1) * 64:
            break
        seen = height
    assert seen < (MANY + 1) * 64 <= await box.evaluate("box => box.scrollHeight")
    # a change elsewhere brings the list up to date and leaves the reader where he is
    path = f"/api/desk/customers/{desk.contact_id}"
    async with page.expect_response(lambda answer: "/api/desk/customers?" in answer.url):
        await desk.zhou.ok("PATCH", path, json={"remark": "换了称呼"})
    await page.wait_for_load_state("networkidle")
    assert await box.evaluate("box => box.scrollTop > 64 * 4000")
    await rows.last.click()
    await expect(page.get_by_role("button", name="发消息")).to_be_visible()


async def test_a_request_is_accepted_or_ignored(company: Company, visits: Visits) -> None:
    desk = await at_desk(company, visits)
    page = desk.page
    await page.goto("/desk/customers")
    for name in ("阿杰", "老王"):
        await newcomer(company, name, skip_verify=False)
    await page.get_by_role("link", name="新的客户").click()
    accept = page.get_by_role("listitem").filter(has_text="阿杰")
    await accept.get_by_role("button", name="通过").click()
    await expect(page.get_by_role("heading", name="阿杰 @微信")).to_be_visible()

    await page.goto("/desk/customers/requests")
    await page.get_by_role("button", name="忽略").click()
    question = page.get_by_role("dialog", name="忽略“老王”的申请")
    await question.get_by_role("button", name="忽略").click()
    await expect(page.get_by_text("没有待处理的申请")).to_be_visible()
    assert (await desk.zhou.ok("GET", "/api/desk/requests"))["items"] == []


async def test_deleting_a_customer_names_the_effect_and_ends_the_chat(
    company: Company, visits: Visits
) -> None:
    desk = await at_desk(company, visits)
    page = desk.page
    await page.goto(f"/desk/customers/{desk.contact_id}")
    await page.get_by_role("button", name="删除客户").click()
    question = page.get_by_role("dialog", name="删除客户“小美”")
    await expect(question).to_contain_text("不能再互发消息")
    await question.get_by_role("button", name="删除客户").click()
    await expect(page.get_by_text("还没有客户")).to_be_visible()
    gone = await desk.zhou.ok("GET", "/api/desk/customers", params={"state": "active"})
    assert gone["items"] == []
    await page.goto(f"/desk/messages/{desk.conversation_id}")
    await expect(page.get_by_text("你们已不是联系人")).to_be_visible()
    await expect(desk.box).to_have_count(0)
