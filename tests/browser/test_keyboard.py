"""Every template by keyboard alone: all can be reached, in order, and one sees where one is."""

from __future__ import annotations

import pytest

from .places import LANGUAGES, TEMPLATES
from .screen import NARROW, WIDE, look

pytestmark = pytest.mark.browser

LOOKS = {"en": WIDE, "ar": NARROW}
SELECTOR = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

# Marks what the Tab key should come to, and keeps how each looks without the focus.
PREPARE = """(selector) => {
  const names = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor", "borderWidth",
                 "backgroundColor", "textDecorationLine", "textDecorationThickness"];
  const looks = (element) => names.map((name) => getComputedStyle(element)[name]).join();
  const shown = (element) => element.checkVisibility({visibilityProperty: true}) && !element.disabled;
  const found = [...document.querySelectorAll(selector)].filter(shown);
  globalThis.visited = {looks, found, before: found.map(looks)};
  scrollTo(0, 0);
  return found.length;
}"""
# The element with the focus: its number, and what is wrong with how it stands there.
VISIT = """() => {
  const {looks, found, before} = globalThis.visited;
  const element = document.activeElement, number = found.indexOf(element), wrong = [];
  const box = element.getBoundingClientRect(), name = element.outerHTML.slice(0, 200);
  if (number < 0) wrong.push("not expected: " + name);
  if (looks(element) === before[number]) wrong.push("looks the same with the focus: " + name);
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth || !box.width) {
    wrong.push("not in view: " + name);
  }
  return [number, wrong];
}"""


def walk(page) -> tuple[list[int], int, list[str]]:
    """Press Tab once for each element: which come, how many there are, and what is wrong with them."""
    count = page.evaluate(PREPARE, SELECTOR)
    visited, wrong = [], []
    for _ in range(count):
        page.keyboard.press("Tab")
        number, found = page.evaluate(VISIT)
        visited.append(number)
        wrong += found
    return visited, count, wrong


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("place", TEMPLATES, ids=str)
def test_the_tab_key_comes_to_everything_and_shows_where_it_is(show, place, language):
    page = show(place, language)
    look(page, "light", LOOKS[language])
    visited, count, wrong = walk(page)
    assert wrong == []
    assert visited == list(range(count))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [each for each in TEMPLATES if each.name in {"draft", "sign-in"}], ids=str)
def test_the_first_stop_skips_to_the_content(show, place, language):
    page = show(place, language)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"
