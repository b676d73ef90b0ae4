"""Looks at a page as it stands on a screen: its colours, its width, what accessibility rules say of it."""

from __future__ import annotations

from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCHEMES = ["light", "dark"]
NARROW, WIDE = 320, 1280  # CSS pixels
LOOKS = list(product(SCHEMES, [NARROW, WIDE]))
HEIGHT = 800
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Elements that stick out to either side and lie in nothing that scrolls or hides by itself.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const clips = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") return true;
    }
    return false;
  };
  if (document.scrollingElement.scrollWidth <= width) return [];
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > width + 1) && !clips(element);
  });
  return [`the page is ${document.scrollingElement.scrollWidth} wide`,
          ...out.slice(0, 8).map((element) => element.outerHTML.slice(0, 160))];
}"""
RUN_AXE = """async (rules) => {
  const results = await axe.run(document, {resultTypes: ["violations"], runOnly: rules});
  return results.violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
}"""


def look(page: Page, scheme: str, width: int) -> None:
    """Give the window a colour scheme and a width."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": HEIGHT})


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing if it does not."""
    return page.evaluate(STICKING_OUT)


def violations(page: Page) -> list[str]:
    """What axe finds. The script comes through the browser's own door, past the page's strict policy."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, RULES)


def problems(page: Page, looks: list[tuple[str, int]]) -> dict[Any, list[str]]:
    """Look -> what is wrong with the page then. Empty if nothing is."""
    found = {}
    for scheme, width in looks:
        look(page, scheme, width)
        found[scheme, width] = sticking_out(page) + violations(page)
    return {key: lines for key, lines in found.items() if lines}
