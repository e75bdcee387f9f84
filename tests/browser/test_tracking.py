"""A visitor of another site: what she does there is kept while the line is down, and seen at headquarters."""

import asyncio

from playwright.async_api import Browser, Route, expect

from tests.browser.visits import Visits
from tests.factories.company import Company
from tests.factories.sending import open_shop


async def test_from_a_page_to_the_live_stream(
    company: Company, visits: Visits, chromium: Browser
) -> None:
    shop = await open_shop(company)
    context = await chromium.new_context()
    page = await context.new_page()
    tag = f'<script src="{shop.base_url}/track.js" data-write-key="{shop.key}"></script>'

    site = await _serving(f"<!doctype html><meta charset=utf-8><title>明前龙井</title>{tag}")
    await context.route("**/v1/*", lambda route: route.abort())
    await page.goto(f"{site}/tea")
    await page.evaluate("reunion.push(['identify', 'M-9', { name: '陈女士' }])")
    await page.evaluate("reunion.track('Product Viewed', { sku: 'A-7' })")
    await context.unroute("**/v1/*")
    await page.goto(f"{site}/cart")
    events = await shop.arrived(4)
    assert sorted(one["name"] for one in events) == [
        "Product Viewed", "page_viewed", "page_viewed", "profile_identified",
    ]  # fmt: skip
    assert len({one["profile_no"] for one in events}) == 1
    await page.evaluate("history.replaceState(null, '', '/cart?sort=price')")
    await page.evaluate("history.pushState(null, '', '/cart/pay')")
    newest = (await shop.arrived(5))[0]
    assert newest["subject"] == "/cart/pay"
    assert newest["properties"]["referrer"] == f"{site}/cart?sort=price"
    await page.evaluate("reunion.track('Cart Viewed')")
    await page.close(run_before_unload=True)
    await shop.arrived(6)
    await context.close()

    context = await chromium.new_context()
    await context.add_init_script("navigator.__defineGetter__('globalPrivacyControl', () => true)")
    page = await context.new_page()
    await page.goto(f"{site}/tea")
    await page.evaluate("reunion.identify('M-1'); reunion.track('Not Told')")
    assert await page.evaluate("Object.keys(localStorage)") == []
    await page.evaluate("reunion.optIn()")
    newest = (await shop.arrived(7))[0]
    assert (newest["name"], newest["subject"]) == ("page_viewed", "/tea")
    assert newest["profile_no"] != events[0]["profile_no"]
    await context.close()
    await shop.http.aclose()

    console = await visits.page("console", company.console())
    await console.goto("/console/tracking")
    row = console.get_by_role("row", name="Product Viewed")
    await row.get_by_role("button", name="Product Viewed").click()
    drawer = console.get_by_role("dialog", name="Product Viewed")
    await expect(drawer.get_by_text("sku", exact=True)).to_be_visible()
    await console.keyboard.press("Escape")
    await console.goto("/console/tracking?tab=live")
    await expect(console.get_by_role("button", name="Cart Viewed")).to_be_visible()
    await console.goto("/console/tracking?tab=sources")
    await expect(console.get_by_text(shop.key)).to_be_visible()


async def test_a_slow_answer_shows_nothing_twice(company: Company, visits: Visits) -> None:
    shop = await open_shop(company)
    console = await visits.page("console", company.console())
    await console.clock.install()
    await console.goto("/console/tracking?tab=live")
    await expect(console.get_by_text("最近没有事件")).to_be_visible()

    held: list[Route] = []
    asked, asked_after_all = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.url.endswith("?last"):
            asked_after_all.set()
            await route.abort()
        else:
            held.append(route)
            asked.set()

    await console.route("**/tracking/live?*", hold)
    await console.clock.run_for(3_000)
    await asyncio.wait_for(asked.wait(), 30)
    assert (await shop.send("track", {"userId": "M-3", "event": "Tea Poured"})).is_success
    await shop.arrived(1)
    await shop.http.aclose()
    await console.clock.run_for(9_000)
    await console.evaluate("void fetch('/api/console/tracking/live?last').catch(() => {})")
    await asyncio.wait_for(asked_after_all.wait(), 30)
    assert len(held) == 1
    await held[0].continue_()
    await console.unroute("**/tracking/live?*")
    await expect(console.get_by_role("button", name="Tea Poured")).to_have_count(1)


async def _serving(html: str) -> str:
    """The address of a site of others, of which every page is this."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
        writer.write((head + html).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
