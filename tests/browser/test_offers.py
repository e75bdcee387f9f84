"""A link brings a customer to a member, who shows her a product; headquarters sees what it took."""

from playwright.async_api import expect

from reunion.wecom.endpoints.media import PNG
from tests.browser.axe import violations
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company, customer
from tests.platform.acquisition.test_links import give


async def test_from_a_link_to_a_product(company: Company, visits: Visits) -> None:
    await give(company, 15)
    console = await visits.page("console", company.console())
    await console.goto("/console/acquisition")
    await console.get_by_role("button", name="新建获客链接").click()
    form = console.get_by_role("dialog", name="新建获客链接")
    await form.get_by_label("名称").fill("信息流广告")
    members = form.get_by_label("搜索并选择成员")
    await members.fill("周宁")
    await (
        console.get_by_role("option", name="周宁")
        .or_(console.locator(".t-select-option", has_text="周宁"))
        .first.click()
    )
    await form.get_by_role("button", name="保存").click()
    drawer = console.get_by_role("dialog", name="信息流广告")
    await drawer.get_by_label("渠道参数").fill("feed-a")
    address = await drawer.locator("code").inner_text()
    assert address.endswith("?customer_channel=feed-a")
    assert await violations(console) == []

    lin = company.console()
    files = {"file": ("p.png", PNG, "image/png")}
    cover = await lin.ok("POST", "/api/console/media", files=files, data={"kind": "image"})
    body = {"description": "轻盈钛架\n只有 9 克", "price": 69900, "picture_ids": [cover["id"]]}
    await lin.ok("POST", "/api/console/products", json=body)

    phone = await visits.page("app", customer(company.reunion, "陈美"), size=PHONE)
    await phone.goto(address.removeprefix(company.reunion.base_url))
    await phone.get_by_role("button", name="添加到通讯录").click()
    await expect(phone.get_by_text("现在可以开始聊天了")).to_be_visible()

    desk = await visits.page("desk", company.desk())
    await desk.goto("/desk/")
    await desk.get_by_text("陈美").first.click()
    await desk.get_by_role("button", name="商品图册").click()
    await desk.get_by_role("button", name="轻盈钛架").click()
    card = phone.get_by_role("link", name="轻盈钛架")
    await expect(card).to_contain_text("699.00")
    await card.click()
    await expect(phone.get_by_role("heading", name="轻盈钛架")).to_be_visible()
    await expect(phone.get_by_text("只有 9 克", exact=True)).to_be_visible()
    assert await violations(phone) == []
