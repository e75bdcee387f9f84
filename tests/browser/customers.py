"""What customers do on their phones, in the words of the story."""

import itertools
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page, expect

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.platform.access import service as access
from reunion.platform.access.model import Client
from reunion.platform.people import codes
from tests.factories.chatting import Pair
from tests.factories.company import Caller, Company, customer
from tests.factories.serving import Reunion

_numbers = itertools.count(1)


def new_phone() -> str:
    """A number that nobody has."""
    return f"1991{next(_numbers):07d}"


def code_for(reunion: Reunion, phone: str) -> str:
    """The code that was sent to a phone, as the console's outbox shows it."""

    async def read() -> str:
        async with reunion.db.transaction() as tx:
            corp = await tx.fetchval("SELECT min(id) FROM corp")
            ctx = Context(corp, SYSTEM, tx, clock.now())
            sent = await codes.outbox_page(ctx, reunion.vault, reunion.config)
            return next(one.code for one in sent if one.phone == phone and one.code)

    return reunion.run(read)


async def enter_phone_and_code(page: Page, reunion: Reunion, phone: str) -> None:
    await page.get_by_role("textbox", name="手机号").fill(phone)
    await page.get_by_role("button", name="获取验证码").click()
    field = page.get_by_role("textbox", name="验证码")
    await expect(field).to_be_visible()
    await field.fill(code_for(reunion, phone))


async def make_code(company: Company, userid: str = "zhou", **more: Any) -> dict[str, Any]:
    """A new contact way of one member, made by headquarters."""
    body = {"userids": [userid], "department_ids": [], "skip_verify": True, "remark": "", **more}
    return await company.console().ok("POST", "/api/console/contact-ways", json=body)


async def sign_in_as(page: Page, reunion: Reunion, person_id: int) -> None:
    """Gives the page's profile a session cookie, as after signing in by code."""

    async def start() -> str:
        async with reunion.db.transaction() as tx:
            signed = await access.start(
                tx, "app", corp_id=None, principal_id=person_id,
                client=Client("127.0.0.1", "tests"), now=clock.now(), bearer=False,
            )  # fmt: skip
            return signed.token

    cookie = {"name": "reunion_app", "value": reunion.run(start), "url": reunion.base_url}
    await page.context.add_cookies([cookie])  # pyright: ignore[reportArgumentType]


@dataclass
class Talk:
    """A customer on the phone, Zhou at the desk over HTTP, and the chat between them."""

    page: Page
    pair: Pair
    member_id: int

    async def zhou_says(self, text: str, client_id: str = "") -> Any:
        return await self.pair.say("desk", client_id or f"z-{next(_numbers)}", text)

    async def open_chat(self) -> None:
        await self.page.goto(f"/app/chats/{self.pair.conversation_id}")
        await expect(self.page.get_by_label("消息", exact=True)).to_be_visible()

    async def say(self, text: str) -> None:
        await self.page.get_by_label("消息", exact=True).fill(text)
        await self.page.get_by_role("button", name="发送", exact=True).click()

    async def desk_messages(self) -> list[dict[str, Any]]:
        """All of the conversation, as Zhou has it."""
        path = self.pair.path("desk", "/messages")
        return (await self.pair.desk.ok("GET", path, params={"limit": 100}))["items"]


async def begin_talk(page: Page, company: Company, name: str = "小美") -> Talk:
    """A new customer who has just added Zhou; the page is signed in and not opened yet."""
    app = customer(company.reunion, name)
    way = await make_code(company)
    added = await app.ok("POST", f"/api/app/ways/{way['slug']}/add", json={})
    contact = await _contact_of(company, app)
    pair = Pair(company, company.desk("zhou"), app, contact, added["conversation_id"])
    await sign_in_as(page, company.reunion, app.principal_id)
    return Talk(page, pair, added["contact"]["member_id"])


async def _contact_of(company: Company, app: Caller) -> int:
    async def read() -> int:
        async with company.reunion.db.transaction() as tx:
            return await tx.fetchval(
                "SELECT id FROM contact WHERE corp_id = $1 AND person_id = $2",
                company.corp_id,
                app.principal_id,
            )

    return company.reunion.run(read)
