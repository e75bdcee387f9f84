"""Real Chromium, Debian's, on the built web apps of a running server.

Its build without windows is preferred: the same engine for two thirds of the processor time.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.visits import Visits
from tests.factories.serving import Reunion

WEB = Path(__file__).resolve().parents[2] / "web"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}

OpenPage = Callable[..., Awaitable[Page]]

# What is awaited comes in a moment; on a machine that does other things too it may be late.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make tour` keeps the story's screenshots for the guide."""
    parser.addoption("--tour", action="store_true", help="write docs/guide/images/*.png")


@pytest.fixture(scope="session")
def built() -> None:
    """The web apps must have been built: these tests look at what is delivered."""
    missing = [
        app
        for app in ("console", "desk", "h5")
        if not (WEB / "apps" / app / "dist" / "index.html").is_file()
    ]
    assert not missing, f"not built: {', '.join(missing)}; run `make web`"


@pytest.fixture(scope="session")
async def chromium(built: None) -> AsyncIterator[Browser]:
    """One browser for the run; each page gets a profile of its own. Camera and microphone are toys."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "Chromium is not installed; run `tools/debian.sh test`"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
            ],
        )
        yield browser
        await browser.close()


async def _open(browser: Browser, reunion: Reunion, *, phone: bool) -> Page:
    context = await browser.new_context(
        base_url=reunion.base_url,
        viewport=PHONE if phone else DESKTOP,  # pyright: ignore[reportArgumentType]
        has_touch=phone,
        is_mobile=phone,
        locale="zh-CN",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return await context.new_page()


@pytest.fixture
async def open_phone(chromium: Browser, reunion: Reunion) -> AsyncIterator[OpenPage]:
    """Opens a phone's screen in a fresh profile: `await open_phone()`."""
    opened: list[Page] = []

    async def make() -> Page:
        opened.append(await _open(chromium, reunion, phone=True))
        return opened[-1]

    yield make
    for page in opened:
        await page.context.close()


@pytest.fixture
async def open_desktop(chromium: Browser, reunion: Reunion) -> AsyncIterator[OpenPage]:
    """Opens a window of 1440 × 900 in a fresh profile."""
    opened: list[Page] = []

    async def make() -> Page:
        opened.append(await _open(chromium, reunion, phone=False))
        return opened[-1]

    yield make
    for page in opened:
        await page.context.close()


@pytest.fixture
async def visits(chromium: Browser, reunion: Reunion) -> AsyncIterator[Visits]:
    """Pages that are signed in; at the end none may have complained (errors, CSP violations)."""
    made = Visits(chromium, reunion)
    yield made
    await made.close()
    assert made.complaints == []
