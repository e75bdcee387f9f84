"""A browser profile for each person of a story."""

from playwright.async_api import Browser, Page, expect


class Stage:
    """Opens a profile for each person; what a page complains about is kept."""

    def __init__(self, chromium: Browser, base_url: str) -> None:
        self._chromium = chromium
        self._base_url = base_url
        self.complaints: list[str] = []

    async def page(self, *, phone: bool = False, dark: bool = False) -> Page:
        profile = await self._chromium.new_context(
            base_url=self._base_url,
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        page = await profile.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page


async def sign_in(page: Page, surface: str, username: str, password: str) -> None:
    await page.goto(f"/{surface}/")
    await page.locator("input[name=username]").fill(username)
    await page.locator("input[name=password]").fill(password)
    await page.get_by_role("button", name="登录").click()
    await expect(page.locator("input[name=password]")).to_have_count(0)
