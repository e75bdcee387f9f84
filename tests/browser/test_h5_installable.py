"""The customer's app can be put on the home screen, and obeys its own security policy."""

from struct import unpack
from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.customers import begin_talk
from tests.factories.company import Company


async def test_manifest_names_icons_that_are_what_they_say(
    open_phone: OpenPage, company: Company
) -> None:
    page = await open_phone()
    await page.goto("/app/")
    link = await page.locator("link[rel=manifest]").get_attribute("href")
    manifest: dict[str, Any] = await (await page.request.get(link or "")).json()
    assert (manifest["name"], manifest["display"]) == ("重逢", "standalone")
    assert manifest["start_url"].startswith(manifest["scope"])
    purposes = [icon.get("purpose", "any") for icon in manifest["icons"]]
    assert "maskable" in purposes
    for icon in manifest["icons"]:
        body = await (await page.request.get(icon["src"])).body()
        if icon["type"] == "image/png":
            assert body[:8] == b"\x89PNG\r\n\x1a\n"
            width, height = unpack(">II", body[16:24])
            assert icon["sizes"] == f"{width}x{height}"


async def test_nothing_that_the_app_does_breaks_the_security_policy(
    open_phone: OpenPage, company: Company
) -> None:
    talk = await begin_talk(await open_phone(), company)
    page = talk.page
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    await talk.open_chat()
    await talk.say("你好")
    await expect(page.get_by_label("正在发送")).to_have_count(0)
    for path in ("chats", "contacts", "scan", "me/profile", "me/general"):
        await page.goto(f"/app/{path}")
        await expect(page.get_by_role("heading").first).to_be_visible()
    assert broken == []
