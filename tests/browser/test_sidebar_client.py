"""The sidebar in a client of 企业微信 that says no: each refusal is told in words, and nothing is lost."""

import json
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.staff import at_desk
from tests.browser.visits import PHONE, Visits
from tests.factories.beside_chats import with_sidebar
from tests.factories.company import Company
from tests.factories.mirroring import mirrored

_CLIENT = """(told) => {
    if (window.parent !== window) return
    const agent = navigator.userAgent + ' wxwork/4.1.36 MicroMessenger/7.0.1'
    Object.defineProperty(navigator, 'userAgent', { get: () => agent })
    const kept = () => JSON.parse(sessionStorage.getItem('client') || '{"said": {}, "asked": []}')
    const keep = (state) => sessionStorage.setItem('client', JSON.stringify(state))
    const first = kept()
    keep({ ...first, said: { ...told, ...first.said } })
    window.client = {
        told: (name) => kept().said[name],
        asked: (name) => kept().asked.filter((one) => one.name === name),
        says: (name, result) => keep({ ...kept(), said: { ...kept().said, [name]: result } }),
    }
    const invoke = (name, params, callback) => {
        const state = kept()
        keep({ ...state, asked: [...state.asked, { name, params }] })
        const said = state.said[name] ?? { err_msg: name + ':ok' }
        setTimeout(() => callback?.(said), 0)
    }
    window.WeixinJSBridge = { invoke, call: invoke, on: () => {} }
}"""


async def in_a_client(visits: Visits, company: Company, **said: Any) -> Page:
    """Zhou's page in a client that stands beside Mei's chat, and otherwise answers as told."""
    desk = await at_desk(company, visits, "小美")
    await mirrored(company)
    with_sidebar(company)
    (row,) = (await desk.zhou.ok("GET", "/api/desk/customers"))["items"]
    told = {
        "getContext": {"err_msg": "getContext:ok", "entry": "single_chat_tools"},
        "getCurExternalContact": {"err_msg": "ok", "userId": row["external_userid"]},
    }
    page = await visits.page("desk", company.desk(), size=PHONE)
    await page.add_init_script(f"({_CLIENT})({json.dumps(told | said)})")
    return page


async def says(page: Page, name: str, result: str, code: int = 0) -> None:
    """From now on the client answers so to this call."""
    said = {"err_msg": f"{name}:{result}", "err_code": code}
    await page.evaluate("([name, said]) => client.says(name, said)", [name, said])


async def asked(page: Page, name: str) -> list[dict[str, Any]]:
    return await page.evaluate("name => client.asked(name).map((one) => one.params)", name)


async def test_a_refusal_is_told_in_words_and_the_page_opens_once_it_is_mended(
    company: Company, visits: Visits
) -> None:
    address = f"/app/sidebar?corp={company.wire_id}"
    bad = {"err_msg": "agentConfig:fail invalid signature", "err_code": 40093}
    page = await in_a_client(visits, company, agentConfig=bad)
    browser = await visits.page("desk", company.desk())
    await browser.goto(address)
    await expect(browser.get_by_text("请在企业微信或工作台的聊天工具栏里打开")).to_be_visible()

    told, again = page.get_by_role("alert"), page.get_by_role("button", name="重试")
    await page.goto(address)
    await expect(told).to_contain_text("页面签名没有通过")
    first, second, *more = await asked(page, "agentConfig")
    assert first["signature"] != second["signature"], "signed anew, once"
    assert not more
    await says(page, "agentConfig", "ok")
    for call, said, words in (
        ("getCurExternalContact", "fail no permission", "没有权限：请管理员确认"),
        ("getCurExternalContact", "fail without context of external contact", "这里不是客户聊天"),
        ("getContext", "function not exist", "您的企业微信版本太旧"),
    ):
        was = await page.evaluate("name => client.told(name)", call)
        await says(page, call, said)
        await again.click()
        await expect(told).to_contain_text(words)
        await page.evaluate("([name, said]) => client.says(name, said)", [call, was])
    await again.click()
    await expect(page.locator("strong").first).to_have_text("小美")
    # The SDK writes each refusal of a signature into the console itself.
    visits.complaints[:] = [one for one in visits.complaints if not one.endswith(": Object")]


async def test_what_is_not_sent_says_why_and_stays(company: Company, visits: Visits) -> None:
    path = "/api/console/quick-replies"
    reply = {"category": "到店", "title": "地址", "text": "我们在三楼"}
    made = await company.console().ok("POST", path, json=reply)
    page = await in_a_client(visits, company)
    await page.goto(f"/app/sidebar?corp={company.wire_id}")
    await page.get_by_role("tab", name="跟进").click()
    await page.get_by_placeholder("写一条跟进").fill("周六来取镜")
    await page.get_by_role("tab", name="快捷回复").click()
    send, search = page.get_by_role("button", name="发送 地址"), page.get_by_role("searchbox")
    await search.fill("三楼")
    await expect(send).to_be_visible()

    async def uses() -> int:
        listed = await company.desk().ok("GET", "/api/desk/quick-replies")
        return next(one["uses"] for one in listed if one["id"] == made["id"])

    await says(page, "sendChatMessage", "cancel")
    await send.click()
    await expect(send).to_be_enabled()
    for said, words in (
        ("fail without context of external contact", "这里不是客户聊天"),
        ("fail no permission", "没有权限：请管理员确认"),
        ("fail system busy", "企业微信没有答应：sendChatMessage:fail system busy"),
    ):
        await says(page, "sendChatMessage", said)
        await send.click()
        await expect(page.get_by_text(words)).to_be_visible()
        await expect(send).to_be_enabled()
    assert await uses() == 0
    await says(page, "sendChatMessage", "ok")
    async with page.expect_response(lambda answer: answer.url.endswith("/uses")):
        await send.click()
    assert (await asked(page, "sendChatMessage"))[-1]["text"] == {"content": "我们在三楼"}
    assert await uses() == 1
    await expect(search).to_have_value("三楼")
    await page.get_by_role("tab", name="跟进").click()
    await expect(page.get_by_placeholder("写一条跟进")).to_have_value("周六来取镜")


async def test_a_member_keeps_replies_of_their_own(company: Company, visits: Visits) -> None:
    page = await in_a_client(visits, company)
    await page.goto(f"/app/sidebar?corp={company.wire_id}")
    await page.get_by_role("tab", name="快捷回复").click()
    await page.get_by_role("button", name="存一条自己的").click()
    await page.get_by_role("button", name="取消").click()
    await page.get_by_role("button", name="存一条自己的").click()
    form = page.get_by_role("form", name="存一条自己的")
    await expect(form.get_by_label("内容")).to_be_focused()
    await expect(form.get_by_role("button", name="保存")).to_be_disabled()
    await form.get_by_label("内容").fill("我今天在三楼")
    await form.get_by_label("标题").fill("在哪")
    await form.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("我今天在三楼")).to_be_visible()
    await page.get_by_role("button", name="修改 在哪").click()
    form = page.get_by_role("form", name="修改快捷回复")
    await form.get_by_label("内容").fill("我今天在五楼")
    await form.get_by_role("button", name="保存").click()
    await page.get_by_role("button", name="发送 在哪").click()
    await expect(page.get_by_text("我今天在五楼")).to_be_visible()
    assert (await asked(page, "sendChatMessage"))[-1]["text"] == {"content": "我今天在五楼"}
    await page.get_by_role("button", name="修改 在哪").click()
    await form.get_by_role("button", name="删除").click()
    await expect(page.get_by_text("还没有快捷回复")).to_be_visible()
