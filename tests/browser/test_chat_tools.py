"""A page that is not ours, built on @wecom/jssdk, beside a chat: it finds the bridge that it knows."""

import asyncio
import socket
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import msgspec
from playwright.async_api import expect

from reunion.wecom.endpoints import media
from reunion.wecom.endpoints.js_tickets import signature
from tests.browser.staff import Desk, at_desk
from tests.browser.visits import Visits
from tests.factories.company import Company, OpenCaller

SDK = Path(__file__).parents[2] / "web/node_modules/@wecom/jssdk/dist/wecom.global.prod.js"
FILES = {"image": media.PNG, "file": media.PNG, "video": b"\x00\x00\x00\x18ftypisom" + b"\x00" * 64}
PAGE = """<!doctype html><meta charset="utf-8"><title>crm</title>
<script src="{home}/app/bridge.js"></script><script src="/jssdk.js"></script>
<p id="who"></p><p id="said"></p><button>送券</button>
<script>
const said = document.querySelector('#said')
if (!location.search.includes('code=')) location.href = {authorize}
else fetch('/who' + location.search).then(r => r.text())
  .then(t => document.querySelector('#who').textContent = t)
ww.register({{
  corpId: '{corpid}', agentId: {agentid},
  jsApiList: ['getContext', 'getCurExternalContact', 'sendChatMessage'],
  getAgentConfigSignature: url => fetch('/sign?' + new URLSearchParams({{ url }})).then(r => r.json()),
}})
const told = async call => {{ try {{ return await call() }} catch (e) {{ return e }} }}
;(async () => {{
  const context = await told(() => ww.getContext())
  const contact = await told(() => ww.getCurExternalContact())
  const group = await told(() => ww.getCurExternalChat())
  const strange = await told(() => ww.invoke('startRecord'))
  said.textContent = [context.entry, contact.userId, group.errMsg, strange.errMsg].join(' | ')
}})()
window.give = async (msgtype, mediaid) => {{
  said.textContent = (await told(() => ww.sendChatMessage({{ msgtype, [msgtype]: {{ mediaid }} }}))).errMsg
}}
document.querySelector('button').onclick = async () => {{
  const text = {{ content: '给您留了一张券' }}
  said.textContent = (await told(() => ww.sendChatMessage({{ msgtype: 'text', text }}))).errMsg
}}
</script>"""


async def an_app(company: Company, domain: str, url: str) -> tuple[dict[str, Any], OpenCaller]:
    """A self-built app with a tool beside the chat."""
    console = company.console()
    body = {"name": "客户助手", "may_contact": True}
    app = await console.ok("POST", "/api/console/apps", json=body)
    path = f"/api/console/apps/{app['id']}"
    await console.ok("PUT", f"{path}/web/domains", json={"domains": [domain]})
    await console.ok("POST", f"{path}/web/tools", json={"name": "客户助手", "url": url})
    secret = (await console.ok("POST", f"{path}/secret/reveal"))["secret"]
    return app, OpenCaller(company.reunion, company.wire_id, secret)


async def test_a_page_of_others_finds_the_bridge(company: Company, visits: Visits) -> None:
    """Its host is another site than the desk's, so that its frames come without the desk's cookies."""
    listener = socket.create_server(("127.0.0.1", 0))
    domain = f"localhost:{listener.getsockname()[1]}"
    site = f"http://{domain}"
    app, program = await an_app(company, domain, f"{site}/home")
    desk = await at_desk(company, visits)

    async def answer(path: str, query: dict[str, str]) -> tuple[str, bytes]:
        if path == "/jssdk.js":
            return "text/javascript", SDK.read_bytes()
        if path == "/who":
            found = await program.get("/auth/getuserinfo", code=query["code"])
            return "text/plain", f"{found.get('userid')} {query['state']}".encode()
        if path == "/sign":
            ticket = (await program.get("/ticket/get", type="agent_config"))["ticket"]
            signed = signature(ticket, "abc", "1795000000", query["url"])
            said = {"timestamp": 1795000000, "nonceStr": "abc", "signature": signed}
            return "application/json", msgspec.json.encode(said)
        home = company.reunion.base_url
        back = {"appid": company.wire_id, "redirect_uri": f"{site}/home", "state": "s9",
                "response_type": "code", "scope": "snsapi_base"}  # fmt: skip
        authorize = f"{home}/connect/oauth2/authorize?{urlencode(back)}#wechat_redirect"
        page = PAGE.format(
            home=home, corpid=company.wire_id, agentid=app["agentid"],
            authorize=msgspec.json.encode(authorize).decode(),
        )  # fmt: skip
        return "text/html", page.encode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked = urlsplit(head.split()[1])
        query = {name: value[0] for name, value in parse_qs(asked.query).items()}
        kind, body = await answer(asked.path, query)
        writer.write(
            f"HTTP/1.1 200 OK\r\ncontent-type: {kind}; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, sock=listener)
    async with server:
        await use(desk)
        await give(desk, {kind: await uploaded(company, program, kind) for kind in FILES})


async def uploaded(company: Company, program: OpenCaller, kind: str) -> str:
    """The media_id of a file, as an app's server has it."""
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as http:
        answer = await http.post(
            "/cgi-bin/media/upload",
            params={"access_token": await program.token(), "type": kind},
            files={"media": (f"券.{kind}", FILES[kind], "application/x")},
        )
    return answer.json()["media_id"]


async def give(desk: Desk, media_ids: dict[str, str]) -> None:
    """Files go by their media_id, as what they were uploaded as."""
    frame = desk.page.frame_locator("iframe[title='客户助手']")
    said, offer = frame.locator("#said"), desk.page.get_by_role("alertdialog")
    for kind, media_id in media_ids.items():
        await frame.locator("body").evaluate(f"(_, id) => void give('{kind}', id)", media_id)
        await expect(offer).to_contain_text(f"券.{kind}")
        await offer.get_by_role("button", name="发送").click()
        await expect(offer).to_have_count(0)
    await desk.all_sent()
    assert [one["kind"] for one in await desk.heard()] == ["text", *media_ids]
    for media_id in (media_ids["image"], "gone"):
        await frame.locator("body").evaluate("(_, id) => void give('video', id)", media_id)
        await expect(said).to_have_text("sendChatMessage:invalid mediaid")
        await said.evaluate("(one) => { one.textContent = '' }")


async def use(desk: Desk) -> None:
    await desk.open_chat()
    await desk.page.get_by_role("tab", name="客户助手").click()
    frame = desk.page.frame_locator("iframe[title='客户助手']")
    await expect(frame.locator("#who")).to_have_text("zhou s9")
    card = await desk.zhou.ok("GET", f"/api/desk/customers/{desk.contact_id}")
    await expect(frame.locator("#said")).to_have_text(
        f"single_chat_tools | {card['external_userid']} | "
        "getCurExternalChat:permission denied | startRecord:function not exist"
    )
    await frame.get_by_role("button", name="送券").click()
    offer = desk.page.get_by_role("alertdialog")
    await expect(offer).to_contain_text("给您留了一张券")
    await offer.get_by_role("button", name="不发").click()
    await expect(frame.locator("#said")).to_have_text("sendChatMessage:cancel")
    await frame.get_by_role("button", name="送券").click()
    await offer.get_by_role("button", name="发送").click()
    await expect(frame.locator("#said")).to_have_text("sendChatMessage:ok")
    await expect(desk.log).to_contain_text("给您留了一张券")
