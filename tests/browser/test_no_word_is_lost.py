"""A comment saves itself; a lost connection, an expired sign-in or a closed window lose no word of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .people import People
from .places import DRAFT

pytestmark = pytest.mark.browser

FORM = f"/en/{DRAFT}paragraphs/2/comment/"
WORDS = "[Illustrative] Words that take a while to write."
SAVED = "[data-saved]"


def write(page: Page, words: str) -> None:
    page.select_option("[name=type]", "technical")
    page.fill("[name=text]", words)


def drafts(page: Page) -> list[str]:
    """The words of the person's drafts, as they stand on the site."""
    page.goto("/en/my-comments/?status=draft")
    return page.locator(".ledger__lead").all_inner_texts()


def test_it_saves_itself_once_and_goes_on_in_the_same_place(people: People):
    page = people("state-b")
    page.goto(FORM)
    write(page, WORDS)
    expect(page.locator(SAVED)).to_contain_text("UTC")
    page.wait_for_url("**/my-comments/*/edit/")
    page.fill("[name=text]", f"{WORDS} And more.")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        pass
    assert drafts(page) == [f"{WORDS} And more."]


def test_a_lost_connection_loses_nothing(people: People):
    page = people("state-b")
    page.goto(FORM)
    page.context.set_offline(True)
    write(page, WORDS)
    expect(page.locator(SAVED)).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    expect(page.locator(SAVED)).to_contain_text("UTC")
    assert drafts(page) == [WORDS]


def test_an_expired_sign_in_loses_nothing(people: People):
    page = people("state-b")
    page.goto(FORM)
    page.context.clear_cookies()
    write(page, WORDS)
    expect(page.locator(SAVED)).to_contain_text("no longer signed in")
    # In another window, as the line says
    other = page.context.new_page()
    other.goto("/en/accounts/login/")
    other.fill("[name=login]", "state-b@demo.example")
    other.fill("[name=password]", "demo-password-2019")
    other.click("main button[type=submit]")
    other.wait_for_url(lambda url: "/accounts/" not in url)
    page.fill("[name=text]", f"{WORDS} On again.")
    expect(page.locator(SAVED)).to_contain_text("UTC")
    assert drafts(page) == [f"{WORDS} On again."]


def test_words_that_never_reached_the_site_are_offered_when_one_comes_back(people: People):
    page = people("state-b")
    page.goto(FORM)
    page.fill("[name=text]", WORDS)  # without a type nothing is saved on the site
    expect(page.locator(SAVED)).to_contain_text("Kept in this browser")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/en/")
    page.goto(FORM)
    expect(page.locator("[name=text]")).to_have_value("")
    page.click("[data-put-back]")
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    page.select_option("[name=type]", "technical")
    expect(page.locator(SAVED)).to_contain_text("UTC")
    page.goto(FORM)
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_signing_out_leaves_no_words_in_the_browser(people: People):
    page = people("state-b")
    page.goto(FORM)
    page.fill("[name=text]", WORDS)
    expect(page.locator(SAVED)).to_contain_text("Kept in this browser")
    assert WORDS in page.evaluate("() => JSON.stringify(localStorage)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-sign-out] button")
    page.wait_for_url(lambda url: "/my-comments/" not in url and "/comment/" not in url)
    assert WORDS not in page.evaluate("() => JSON.stringify(localStorage)")
