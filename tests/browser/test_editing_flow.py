"""A milestone's date and text on their way: from an editor by way of others to readers of six languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .places import LANGUAGES

pytestmark = pytest.mark.browser

MILESTONE = "workplan/drawing-of-lots/"
LEAD = "Lots decide which States parties review which, later than was planned."
FRENCH_LEAD = "Le tirage au sort détermine quels États parties en examinent d’autres, plus tard que prévu."
OLD_YEAR, NEW_YEAR = "2020", "2021"
NEW_DAY = "2021-12-31"


def facts(reader: Page) -> dict[str, tuple[str, str]]:
    """Language -> the year of the milestone's date and its lead, as a visitor sees them."""
    found = {}
    for language in LANGUAGES:
        reader.goto(f"/{language}/{MILESTONE}")
        date = reader.locator(".facts__date").inner_text()
        found[language] = (re.search(r"\d{4}", date)[0], reader.locator(".heading__lead").inner_text())
    return found


def open_milestone(page: Page, words: str) -> None:
    """From the search of the admin's pages to the editor of the one that is found."""
    page.goto(f"/admin/pages/search/?q={words}&content_type=workplan.milestonepage")
    page.locator("td.title a[href$='/edit/']").first.click()


def open_actions(page: Page) -> None:
    """The menu beside the editor's main button."""
    page.locator("footer .w-dropdown__toggle:visible").first.click()


def submit_changes(editor: Page) -> None:
    open_milestone(editor, "Drawing")
    editor.fill("[name=ends_on]", NEW_DAY)
    editor.keyboard.press("Escape")  # closes the calendar
    editor.fill("[name=lead]", LEAD)
    open_actions(editor)
    expect(editor.locator("[name=action-publish]")).to_have_count(0)
    editor.click("[name=action-submit]")
    expect(editor.locator(".messages .success")).to_be_visible()


def approve_changes(publisher: Page) -> None:
    publisher.goto("/admin/")
    publisher.locator("#awaiting-review-content a[href$='/edit/']").first.click()
    open_actions(publisher)
    publisher.locator("[data-workflow-action-name=approve]").first.click()
    expect(publisher.locator(".messages .success")).to_be_visible()


def translate(translator: Page) -> None:
    """Translate the new words in wagtail-localize's editor, and submit the page."""
    open_milestone(translator, "Tirage")
    segment = translator.locator("li", has_text=LEAD).last
    segment.get_by_role("button").last.click()
    segment.locator("textarea").fill(FRENCH_LEAD)
    with translator.expect_response(lambda response: response.request.method == "PUT") as saved:
        segment.get_by_role("button").last.click()
    assert saved.value.status == 201
    expect(translator.locator("button[value=publish]")).to_have_count(0)
    translator.locator("a[href*='/admin/translation/'][href$='/submit/']").first.click()
    translator.click("main form button[type=submit]")
    expect(translator.locator(".messages .success")).to_be_visible()


def approve_translation(publisher: Page) -> None:
    publisher.goto("/admin/")
    publisher.locator("#awaiting-review-content a[href$='/edit/']").first.click()
    publisher.locator("a[href*='/admin/translation/'][href$='/decide/']").first.click()
    publisher.click("button[formaction*='/approve/']")
    publisher.wait_for_url("**/edit/")


def test_a_date_and_a_text_reach_readers_of_six_languages(people):
    reader, publisher = people(), people("publisher")
    first = facts(reader)
    assert {year for year, _lead in first.values()} == {OLD_YEAR}

    submit_changes(people("editor"))
    assert facts(reader) == first

    approve_changes(publisher)
    dated = {language: (NEW_YEAR, lead) for language, (_year, lead) in first.items()}
    dated["en"] = (NEW_YEAR, LEAD)
    assert facts(reader) == dated

    translate(people("translator-fr"))
    assert facts(reader) == dated

    approve_translation(publisher)
    assert facts(reader) == {**dated, "fr": (NEW_YEAR, FRENCH_LEAD)}
