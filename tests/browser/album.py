"""Screenshots of the story, kept for the product tour when they are asked for."""

from pathlib import Path

from playwright.async_api import Page

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "images"
LARGEST = 300 * 1024
_QUIET = "* { caret-color: transparent !important } video::-webkit-media-controls { display: none }"
_SETTLED = """async () => {
  await document.fonts.ready
  await Promise.all([...document.images].map((image) => image.complete ||
    new Promise((done) => (image.onload = image.onerror = done))))
}"""
_GLASSES = """<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">
<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#f6efe4"/><stop offset="1"
stop-color="#e2d3bd"/></linearGradient></defs><rect width="900" height="600" fill="url(#g)"/>
<ellipse cx="450" cy="440" rx="330" ry="26" fill="#b9a589" opacity=".45"/>
<g fill="#ffffff" fill-opacity=".35" stroke="#3a2a20" stroke-width="22">
<rect x="150" y="210" width="250" height="190" rx="88"/>
<rect x="500" y="210" width="250" height="190" rx="88"/></g>
<g fill="none" stroke="#3a2a20" stroke-width="20" stroke-linecap="round">
<path d="M400 280q50-44 100 0M150 262 96 240M750 262l54-22"/></g>
<g stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".8">
<path d="m200 300 46-46M550 300l46-46"/></g></svg>"""


class Album:
    """`take` always makes the picture, so that the tour cannot break unseen; it is written down by who
    `keeps` it."""

    def __init__(self, *, keep: bool) -> None:
        self.keeps = keep
        self.names: list[str] = []

    async def take(self, page: Page, name: str) -> None:
        """The page as it stands, once its pictures and fonts are there and nothing moves."""
        await page.evaluate(_SETTLED)
        taken = await page.screenshot(animations="disabled", style=_QUIET)
        assert 2_000 < len(taken) < LARGEST, f"{name}: {len(taken)} bytes"
        self.names.append(name)
        if self.keeps:
            IMAGES.mkdir(parents=True, exist_ok=True)
            (IMAGES / f"{name}.png").write_bytes(taken)


async def picture_of_glasses(page: Page, folder: Path) -> Path:
    """A picture to send; drawn in the browser, since the project keeps no photos."""
    await page.set_viewport_size({"width": 900, "height": 600})
    await page.set_content(f"<body style='margin:0'>{_GLASSES}")
    path = folder / "新到的圆框.png"
    await page.screenshot(path=path)
    return path
