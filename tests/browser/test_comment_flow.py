"""A comment from a Regional Group: written in Arabic, returned, corrected, published in six languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .people import press_enter, tab_to
from .places import DRAFT, LANGUAGES

pytestmark = pytest.mark.browser

PARAGRAPH = "#p-3"
WORDS = "[توضيحي] نقترح توزيعا آخر للمهام بعلامة زرقميط."
CORRECTED = "[توضيحي] نقترح توزيعا أوضح للمهام بعلامة زرقميط."
UNIQUE = "زرقميط"  # a word that stands nowhere else
ADDED = "إضافة مقترحة"
ADVICE = "يرجى توضيح التوزيع المقترح."
OUTSIDERS = ["state-a", "member", ""]


def write(page: Page, words: str, *, wording: str = "") -> None:
    """Fill in the form that is open, and go on to the check."""
    expect(page.locator("[name=language]")).to_have_value("ar")
    page.select_option("[name=type]", "substantive")
    page.fill("[name=text]", words)
    if wording:
        proposed = page.locator("[name=proposed_wording]")
        proposed.fill(f"{proposed.input_value()} {wording}")
    page.click("button[name=action][value=check]")
    expect(page.locator(".comment__words")).to_have_text(words)


def decide(moderator: Page, number: str, button: str) -> None:
    """Open the comment from the moderation queue and press one of its buttons."""
    moderator.goto("/admin/moderation/")
    moderator.locator("main a", has_text=number).first.click()
    if button == "return":
        moderator.locator("[name=reason]").nth(1).check()
        moderator.fill("[name=text]", ADVICE)
    moderator.click(f"button[name=action][value={button}]")
    expect(moderator.locator(".messages")).to_contain_text(number)


def sees_nothing(reader: Page, own_address: str, address: str) -> None:
    """Neither the page, nor the count, the search or the addresses tell that there is a comment."""
    for language in LANGUAGES:
        reader.goto(f"/{language}/{DRAFT}")
        assert UNIQUE not in reader.content()
        expect(reader.locator(f"{PARAGRAPH} .unit__count")).to_have_count(0)
    reader.goto(f"/ar/search/?q={UNIQUE}")
    expect(reader.locator(".ledger__row")).to_have_count(0)
    assert reader.goto(address).status == 404
    response = reader.goto(own_address)
    assert response.status == 404 or "/accounts/login/" in response.url
    assert UNIQUE not in reader.content()


def stands_under_the_paragraph(reader: Page) -> None:
    """In each language version, in Arabic and from right to left."""
    for language in LANGUAGES:
        reader.goto(f"/{language}/{DRAFT}")
        comment = reader.locator(f"{PARAGRAPH} .comment__words")
        expect(comment).to_have_text(CORRECTED)
        expect(comment).to_have_attribute("lang", "ar")
        expect(comment).to_have_css("direction", "rtl")
        expect(reader.locator(f"{PARAGRAPH} ins")).to_contain_text(ADDED)
        expect(reader.locator(f"{PARAGRAPH} .unit__count")).to_have_text("1")


@pytest.mark.parametrize("script", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_comment_goes_its_way_from_a_group_to_readers_of_six_languages(people, script):
    """Delegations need no script; the moderator works in the admin, which does."""
    africa, moderator = people("africa", script=script), people("moderator")
    outsiders = [people(name, script=script) for name in OUTSIDERS]

    africa.goto(f"/ar/{DRAFT}")
    africa.click(f"{PARAGRAPH} .unit__comment")
    write(africa, WORDS, wording=ADDED)
    expect(africa.locator("ins")).to_contain_text(ADDED)
    africa.click("form[action$='/submit/'] button")
    expect(africa.locator(".state")).to_be_visible()
    own, address = africa.url, africa.locator(".facts a[href*='/comments/']").get_attribute("href")
    number = address.rstrip("/").rsplit("/", 1)[1]
    for outsider in outsiders:
        sees_nothing(outsider, own, address)

    decide(moderator, number, "return")
    africa.goto(own)
    expect(africa.locator(".notice--warning")).to_contain_text(ADVICE)
    expect(africa.locator(".notice--warning p").first).not_to_be_empty()
    africa.click("a[href$='/edit/']")
    expect(africa.locator("[name=text]")).to_have_value(WORDS)
    write(africa, CORRECTED)
    africa.click("form[action$='/submit/'] button")
    for outsider in outsiders:
        sees_nothing(outsider, own, address)

    decide(moderator, number, "publish")
    for outsider in outsiders:
        stands_under_the_paragraph(outsider)


def test_a_comment_is_written_and_submitted_by_keyboard_alone(people):
    page = people("africa")
    page.goto(f"/ar/{DRAFT}")
    tab_to(page, f"{PARAGRAPH} .unit__comment")
    press_enter(page)
    tab_to(page, "[name=type]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=text]")
    page.keyboard.insert_text(WORDS)
    tab_to(page, "[name=proposed_wording]")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f" {ADDED}")
    tab_to(page, "button[value=check]")
    press_enter(page)
    expect(page.locator("ins")).to_contain_text(ADDED)
    tab_to(page, "form[action$='/submit/'] button")
    press_enter(page)
    expect(page.locator(".facts a[href*='/comments/']")).to_be_visible()
    expect(page.locator(".comment__words")).to_have_text(WORDS)
