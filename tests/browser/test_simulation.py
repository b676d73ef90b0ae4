"""Simulations in the admin: begun with one press, followed while draws are made, read by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .people import press_enter, tab_to
from .screen import LOOKS, look, sticking_out, violations

pytestmark = pytest.mark.browser

LONGEST = 120_000  # milliseconds until some draws are made


@pytest.fixture
def publisher(people) -> Page:
    return people("publisher")


def suggest(page: Page, draws: int) -> None:
    """Have the three ways compared, and come to the page of the simulation."""
    page.goto("/admin/simulations/suggest/")
    page.fill("[name=draws]", str(draws))
    page.click("form.simulation button[type=submit]")
    page.wait_for_url(re.compile(r"/admin/simulations/inspect/\d+/"))


def of_the_demo(page: Page) -> None:
    """Open the simulation that the demo comes with."""
    page.goto("/admin/simulations/")
    with page.expect_navigation():
        page.locator("main td.title a").last.click()


def problems(page: Page) -> dict:
    """What is wrong on each screen, but for Wagtail's own headings that are alerts."""
    found = {}
    for scheme, width in LOOKS:
        look(page, scheme, width)
        page.wait_for_timeout(500)  # Wagtail's buttons take a moment to change their colours
        wrong = [
            line for line in violations(page) if not line.startswith('aria-allowed-role: <h2 role="alert">')
        ]
        found[scheme, width] = wrong + sticking_out(page)
    return {key: lines for key, lines in found.items() if lines}


def test_one_press_leads_to_the_figures_and_to_the_page_in_words(publisher):
    suggest(publisher, draws=3)
    expect(publisher.locator("table.pairs")).to_have_count(3, timeout=LONGEST)  # by itself
    with publisher.expect_navigation():
        publisher.locator("a[href$='/simplification/']").first.click()
    expect(publisher.locator("table.ways-table tbody tr")).to_have_count(9)


def test_a_long_simulation_says_how_far_it_is_and_is_cancelled(publisher):
    suggest(publisher, draws=100_000)
    publisher.evaluate("() => { globalThis.isSamePage = true; }")
    first = publisher.locator("[data-set]").first
    expect(first.locator("[data-done]")).not_to_have_text(re.compile("^0 of"), timeout=LONGEST)
    assert first.locator("progress").evaluate("bar => bar.value") > 0
    assert publisher.evaluate("() => globalThis.isSamePage")
    tab_to(publisher, "form[action$='/cancel/'] button")
    press_enter(publisher)
    expect(publisher.locator(".messages")).to_contain_text("The simulation has been cancelled.")
    expect(publisher.locator("form[action$='/start-again/'] button")).to_be_visible()


def test_it_is_followed_and_read_without_scripts(people):
    publisher = people("publisher", script=False)
    suggest(publisher, draws=3)
    for _ in range(60):
        if publisher.locator("table.pairs").count():
            break
        publisher.wait_for_timeout(1_000)
        publisher.locator("[data-refresh]").click()
    expect(publisher.locator("table.pairs")).to_have_count(3)
    publisher.select_option("#state", index=1)
    publisher.locator(".simulation__choice button").click()
    expect(publisher.locator("#reviewers-of")).to_be_visible()


def test_the_chances_of_a_state_are_asked_for_by_keyboard(publisher):
    of_the_demo(publisher)
    tab_to(publisher, "#state")
    publisher.keyboard.press("ArrowDown")
    tab_to(publisher, ".simulation__choice button")
    press_enter(publisher)
    expect(publisher.locator("#reviewers-of")).to_be_visible()
    tab_to(publisher, ".simulation__frame[aria-labelledby='reviewers-of']")


def test_the_screens_keep_the_rules_of_accessibility(publisher):
    found = {}
    for name, path in {"list": "", "form": "add/", "suggest": "suggest/"}.items():
        publisher.goto(f"/admin/simulations/{path}")
        found[name] = problems(publisher)
    of_the_demo(publisher)
    publisher.goto(f"{publisher.url}?state=AF01")
    expect(publisher.locator("#reviewers-of")).to_be_visible()
    found["figures"] = problems(publisher)
    publisher.goto(publisher.locator("a[href$='/simplification/']").first.get_attribute("href"))
    found["words"] = problems(publisher)
    suggest(publisher, draws=100_000)
    found["progress"] = problems(publisher)
    publisher.locator("form[action$='/cancel/'] button").click()
    assert found == {name: {} for name in found}
