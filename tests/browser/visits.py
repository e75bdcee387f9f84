"""Pages that are signed in from the start, and what their consoles complain about."""

from typing import Literal

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from tests.factories.company import Caller
from tests.factories.serving import Reunion

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

Surface = Literal["console", "desk", "app"]


_OF_CHROMIUM = ("Failed to load resource", "WebSocket is closed before the connection")


class Visits:
    """Opens pages, each in a browser profile of its own."""

    def __init__(self, browser: Browser, reunion: Reunion) -> None:
        self._browser = browser
        self._reunion = reunion
        self._profiles: list[BrowserContext] = []
        self.complaints: list[str] = []

    async def page(
        self,
        surface: Surface,
        caller: Caller | None = None,
        *,
        size: ViewportSize = DESKTOP,
        theme: Literal["light", "dark"] = "light",
        language: Literal["zh-CN", "en"] = "zh-CN",
    ) -> Page:
        """A blank page; paths given to `goto` are relative to the server. `caller` is signed in."""
        profile = await self._browser.new_context(
            viewport=size,
            locale=language,
            color_scheme=theme,
            base_url=self._reunion.base_url,
            timezone_id="Asia/Shanghai",
        )
        self._profiles.append(profile)
        await profile.add_init_script(f"localStorage['reunion.locale'] ??= '{language}'")
        if caller is not None:
            await profile.add_cookies(
                [
                    {
                        "name": f"reunion_{surface}",
                        "value": caller.token,
                        "url": self._reunion.base_url,
                    }
                ]
            )
        page = await profile.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._heard(page, message.type, message.text))
        return page

    async def close(self) -> None:
        for profile in self._profiles:
            await profile.close()

    def _heard(self, page: Page, kind: str, text: str) -> None:
        # Chromium reports every answer of 4xx, and a line that the page closes while it is being opened.
        if kind in ("error", "warning") and not any(one in text for one in _OF_CHROMIUM):
            self.complaints.append(f"{page.url}: {text}")
