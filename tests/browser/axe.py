"""Accessibility by axe-core: WCAG 2.1 A and AA, contrast included, on the page as it stands."""

from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from playwright.async_api import Page, ViewportSize

_AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What inherits a colour begins to fade once the colour above it has: looked at again until nothing moves.
_REST = """async () => {
  for (;;) {
    const moving = document.getAnimations().filter((one) => {
      const { endTime } = one.effect.getComputedTiming()
      return one.playState === 'running' && Number.isFinite(endTime)
    })
    if (!moving.length) return
    await Promise.allSettled(moving.map((one) => one.finished))
  }
}"""
_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
_SHOWN = "(theme) => document.documentElement.getAttribute('theme-mode') === theme"
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# Nothing else that axe looks at depends on the theme.
_OF_COLOURS = ["color-contrast"]
_RUN = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly })
  return violations.map(({ id, help, nodes }) => ({
    id, help, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 200)),
  }))
}"""


_GIVEN: WeakSet[Page] = WeakSet()
"""Pages that have axe in each document from the next on: it is half a megabyte to send."""


@cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


async def at_rest(page: Page) -> None:
    """Whatever fades has come to its end, or was taken away before."""
    await page.evaluate(_REST)


async def violations(page: Page, rules: list[str] = _ALL) -> list[dict[str, Any]]:
    """What axe finds, once the page is at rest; empty when all is well."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_source())
        if page not in _GIVEN:
            _GIVEN.add(page)
            await page.add_init_script(_source())
    await at_rest(page)
    return await page.evaluate(_RUN, rules)


async def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    return await page.evaluate("document.documentElement.scrollWidth - innerWidth")


async def complaints_at(page: Page, where: str, sizes: list[ViewportSize]) -> list[str]:
    """As `complaints`, in several sizes: in that first which the page has, and left in the last."""
    has = page.viewport_size
    told: list[str] = []
    for size in sorted(sizes, key=lambda one: one != has):
        await page.set_viewport_size(size)
        told += await complaints(page, f"{where} at {size['width']}")
    return told


async def complaints(page: Page, where: str = "") -> list[str]:
    """What is wrong with the page as it stands, in its own theme and in the other."""
    found = await violations(page)
    own, other = ("dark", "light") if await page.evaluate(_DARK) else ("light", "dark")
    await page.emulate_media(color_scheme=other)
    await page.wait_for_function(_SHOWN, arg=other)
    found += await violations(page, _OF_COLOURS)
    await page.emulate_media(color_scheme=own)
    await page.wait_for_function(_SHOWN, arg=own)
    told = [f"{where} {one['id']}: {one['where']}" for one in found]
    if await sideways(page) > 0:
        told.append(f"{where}: wider than the screen")
    return told
