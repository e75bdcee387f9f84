"""What staff do at the desk, in the words of the story."""

import itertools
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser.customers import make_code
from tests.browser.visits import Visits
from tests.factories.company import Caller, Company, customer

_numbers = itertools.count(1)


@dataclass
class Desk:
    """Zhou in a browser, a customer over HTTP, and the chat between them."""

    page: Page
    zhou: Caller
    customer: Caller
    contact_id: int
    conversation_id: int

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("输入消息", exact=True)

    async def open_chat(self) -> None:
        await self.page.goto(f"/desk/messages/{self.conversation_id}")
        await expect(self.box).to_be_visible()
        await expect(self.log).to_have_attribute("aria-busy", "false")

    async def say(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")
        await expect(self.box).to_have_value("")

    async def all_sent(self) -> None:
        await expect(self.log.locator("[data-pending]")).to_have_count(0)

    async def she_says(self, text: str, **more: Any) -> dict[str, Any]:
        return await self.she_sends("text", {"text": text}, **more)

    async def she_sends(self, kind: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
        """From the customer's app, over HTTP."""
        body = {"client_id": f"c-{next(_numbers)}", "kind": kind, "content": content, **more}
        return await self.customer.ok("POST", self.path("app", "/messages"), json=body)

    def path(self, surface: str, rest: str = "") -> str:
        return f"/api/{surface}/conversations/{self.conversation_id}{rest}"

    async def becomes(self, mark: str, wanted: object) -> None:
        """Waits until the server has the conversation so for Zhou."""
        for _ in range(100):
            if (await self.zhou.ok("GET", self.path("desk")))[mark] == wanted:
                return
            await self.page.wait_for_timeout(50)
        raise AssertionError(f"{mark} did not become {wanted}")

    async def heard(self) -> list[dict[str, Any]]:
        """All of the conversation, as the customer has it, without the grey lines."""
        page = await self.customer.ok("GET", self.path("app", "/messages"), params={"limit": 100})
        return [one for one in page["items"] if one["kind"] != "system"]

    async def heard_texts(self) -> list[str]:
        return [one["content"]["text"] for one in await self.heard() if one["kind"] == "text"]


async def newcomer(company: Company, name: str = "小美", **code: Any) -> tuple[Caller, Any]:
    """Somebody new scans a code of Zhou's and adds him; the person, and the customer as Zhou has her."""
    person = customer(company.reunion, name)
    way = await make_code(company, **code)
    await person.ok("POST", f"/api/app/ways/{way['slug']}/add", json={"apply_text": ""})
    found = await company.desk().ok("GET", "/api/desk/customers", params={"q": name})
    return person, found["items"][0] if found["items"] else None


async def at_desk(company: Company, visits: Visits, name: str = "小美", **more: Any) -> Desk:
    """A new customer of Zhou's, whose browser is signed in and not opened yet."""
    person, added = await newcomer(company, name)
    zhou = company.desk("zhou")
    page = await visits.page("desk", zhou, **more)
    return Desk(page, zhou, person, added["contact_id"], added["conversation_id"])
