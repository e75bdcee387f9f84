"""Accessibility by axe-core: WCAG 2.1 A and AA, contrast included, on the page as it stands."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

_AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_REST = """async () => {
  const moving = document.getAnimations().filter((one) => {
    const { endTime } = one.effect.getComputedTiming()
    return one.playState === 'running' && Number.isFinite(endTime)
  })
  await Promise.allSettled(moving.map((one) => one.finished))
}"""
_RUN = """async () => {
  const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }
  const { violations } = await axe.run(document, options)
  return violations.map(({ id, help, nodes }) => ({
    id, help, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 200)),
  }))
}"""


async def at_rest(page: Page) -> None:
    """Whatever fades has come to its end, or was taken away before."""
    await page.evaluate(_REST)


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds, once the page is at rest; empty when all is well."""
    await page.evaluate(_AXE.read_text(encoding="utf-8"))
    await at_rest(page)
    return await page.evaluate(_RUN)


async def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    return await page.evaluate("document.documentElement.scrollWidth - innerWidth")
