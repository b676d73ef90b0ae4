"""Moderating by keyboard: one key publishes a comment, a return is written in its author's language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .places import DRAFT
from .screen import violations

pytestmark = pytest.mark.browser

NUMBER = 12
ADVICE = "يرجى توضيح الاقتراح."
QUEUE = "/admin/moderation/?type=technical&language=ar"  # the demo has none of these


def submit(page: Page, words: str) -> None:
    """A comment in Arabic on the second paragraph."""
    page.goto(f"/ar/{DRAFT}paragraphs/2/comment/")
    page.select_option("[name=type]", "technical")
    page.fill("[name=text]", words)
    page.click("button[name=action][value=check]")
    page.click("form[action$='/submit/'] button")
    expect(page.locator(".facts a[href*='/comments/']")).to_be_visible()


def open_first(moderator: Page) -> None:
    moderator.goto(QUEUE)
    with moderator.expect_navigation():  # to its end: the keys work once the script is there
        moderator.locator("main td.title a").first.click()


def here(moderator: Page) -> str:
    return re.search(r"/inspect/(\d+)/", moderator.url).group(1)


def press(moderator: Page, key: str) -> None:
    with moderator.expect_navigation():
        moderator.keyboard.press(key)


@pytest.fixture
def waiting(people) -> Page:
    """A moderator at the queue, in which comments in Arabic wait."""
    africa = people("africa")
    for number in range(NUMBER):
        submit(africa, f"[توضيحي] تعليق رقم {number}.")
    return people("moderator")


def test_twelve_are_moderated_by_keyboard_and_one_is_returned_in_arabic(waiting, people):
    moderator = waiting
    open_first(moderator)
    for _ in range(NUMBER - 2):
        press(moderator, "p")
        expect(moderator.locator(".messages")).to_be_visible()
        assert "language=ar" in moderator.url
    returned = here(moderator)
    moderator.keyboard.press("r")
    moderator.keyboard.press("Space")
    expect(moderator.locator("[name=reason]").first).to_be_checked()
    reason = moderator.locator("bdi.reason[lang=ar]").first.text_content()
    moderator.keyboard.press("Tab")
    moderator.keyboard.insert_text(ADVICE)
    press(moderator, "Control+Enter")
    press(moderator, "u")
    assert here(moderator) == returned
    expect(moderator.locator("[name=reason]").first).to_be_visible()
    moderator.keyboard.press("r")
    moderator.keyboard.press("Space")
    moderator.keyboard.press("Tab")
    moderator.keyboard.insert_text(ADVICE)
    press(moderator, "Control+Enter")
    press(moderator, "p")
    expect(moderator).to_have_url(re.compile(f"{re.escape(QUEUE)}$"))
    expect(moderator.locator("main td.title")).to_have_count(0)
    africa = people("africa")
    africa.goto(f"/ar/my-comments/{returned}/")
    expect(africa.locator(".notice--warning")).to_contain_text(reason)
    expect(africa.locator(".notice--warning")).to_contain_text(ADVICE)


def test_keys_walk_hide_and_can_be_switched_off(people):
    africa, moderator = people("africa"), people("moderator")
    for number in range(3):
        submit(africa, f"[توضيحي] تعليق رقم {number}.")
    open_first(moderator)
    first = here(moderator)
    press(moderator, "j")
    second = here(moderator)
    press(moderator, "k")
    assert (here(moderator), second != first) == (first, True)
    moderator.keyboard.press("?")
    expect(moderator.locator("[data-legend] dl")).to_be_hidden()
    moderator.keyboard.press("?")
    moderator.uncheck("[data-keys-switch]")
    moderator.locator("body").click(position={"x": 600, "y": 20})
    for key in ("p", "j", "u"):
        moderator.keyboard.press(key)
    assert here(moderator) == first
    moderator.reload()
    expect(moderator.locator("[data-keys-switch]")).not_to_be_checked()
    moderator.keyboard.press("p")
    moderator.goto(QUEUE)
    expect(moderator.locator("main td.title")).to_have_count(3)


def test_a_key_typed_into_a_field_is_a_letter(people):
    africa, moderator = people("africa"), people("moderator")
    submit(africa, "[توضيحي] تعليق.")
    open_first(moderator)
    moderator.locator("[name=text]").first.focus()
    moderator.keyboard.type("pju?")
    expect(moderator.locator("[name=text]").first).to_have_value("pju?")
    moderator.keyboard.press("Escape")
    moderator.keyboard.press("r")
    expect(moderator.locator("[name=reason]").first).to_be_focused()


def test_several_are_published_without_scripts(people):
    africa, moderator = people("africa"), people("moderator", script=False)
    for number in range(2):
        submit(africa, f"[توضيحي] تعليق رقم {number}.")
    moderator.goto(QUEUE)
    for box in moderator.locator("[name=comment]").all():
        box.check()
    moderator.click("form.queue button[type=submit]")
    moderator.click("button[name=confirmed]")
    expect(moderator.locator(".messages")).to_contain_text("2")
    expect(moderator.locator("main td.title")).to_have_count(0)


def test_the_screens_keep_the_rules_of_accessibility(people):
    africa, moderator = people("africa"), people("moderator")
    submit(africa, "[توضيحي] تعليق.")
    found = {}
    for name, path in {"queue": QUEUE, "published": "/admin/moderation/?status=published"}.items():
        moderator.goto(path)
        found[name] = ours(moderator)
        with moderator.expect_navigation():  # to its end: half a page breaks rules that the whole one keeps
            moderator.locator("main td.title a").first.click()
        found[f"desk of {name}"] = ours(moderator)
    assert found == {name: [] for name in found}


def ours(page: Page) -> list[str]:
    """What is wrong with these screens, but for Wagtail's own headings that are alerts."""
    return [line for line in violations(page) if not line.startswith('aria-allowed-role: <h2 role="alert">')]
