"""People at their own browsers, on a site that they may change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

from .reading import PASSWORD, Site

MOST_STOPS = 150  # of the Tab key on one page


@dataclass(frozen=True)
class People:
    """Opens windows: ``people("africa")`` signed in, ``people()`` for a visitor."""

    site: Site
    open_browser: Callable[..., BrowserContext]

    def __call__(self, name: str = "", *, script: bool = True) -> Page:
        context = self.open_browser(base_url=self.site.address, java_script_enabled=script)
        page = context.new_page()
        if name:
            page.goto("/en/accounts/login/")
            page.fill("[name=login]", f"{name}@demo.example")
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/accounts/" not in url)
        return page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element. Raises AssertionError if it never comes there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The Tab key does not come to {selector}")


def press_enter(page: Page) -> None:
    """Press Enter on what has the focus, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
