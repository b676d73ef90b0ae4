"""One comment by mouse, by keyboard alone, on a small screen, and without scripts: four equal records."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .people import People, press_enter, tab_to
from .places import DRAFT

pytestmark = pytest.mark.browser

TEXT = "[Illustrative] Words that come by four ways."
ADDED = " As they see fit."
PARAGRAPH = "#p-2"


def by_mouse(page: Page) -> None:
    page.goto(f"/en/{DRAFT}")
    page.click(f"{PARAGRAPH} .unit__comment")
    page.select_option("[name=type]", "substantive")
    page.fill("[name=text]", TEXT)
    wording = page.locator("[name=proposed_wording]")
    wording.fill(f"{wording.input_value()}{ADDED}")
    page.click("button[value=check]")
    page.click("form[action$='/submit/'] button")
    expect(page.locator(".state").first).to_be_visible()


def by_keyboard(page: Page) -> None:
    page.goto(f"/en/{DRAFT}")
    tab_to(page, f"{PARAGRAPH} .unit__comment")
    press_enter(page)
    tab_to(page, "[name=type]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=text]")
    page.keyboard.insert_text(TEXT)
    tab_to(page, "[name=proposed_wording]")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(ADDED)
    tab_to(page, "button[value=check]")
    press_enter(page)
    tab_to(page, "form[action$='/submit/'] button")
    press_enter(page)


def records(database: Path) -> list[dict[str, Any]]:
    """The comments with these words as the database has them, without what is each one's own."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(
            "SELECT c.status, c.round_id, c.paragraph_id, c.late_at, c.published_at,"
            " v.number AS version, v.type, v.language, v.read_in, v.text, v.proposed_wording, v.base_id,"
            " v.submitted_at IS NOT NULL AS sent, c.submitted_version_id = v.id AS stands"
            " FROM consultations_comment c JOIN consultations_commentversion v ON v.comment_id = c.id"
            " WHERE v.text = ? ORDER BY c.number",
            [TEXT],
        )
        return [dict(row) for row in rows]


def test_four_ways_make_four_equal_records(people: People, tmp_path: Path):
    """By four Groups: the same words of one participant in one place are kept once."""
    by_mouse(people("weog"))
    by_keyboard(people("grulac"))
    small = people("asia-pacific")
    small.set_viewport_size({"width": 360, "height": 640})
    by_mouse(small)
    by_mouse(people("eastern-europe", script=False))
    first, *others = records(tmp_path / "write" / "demo" / "db.sqlite3")
    assert first["text"] == TEXT
    assert first["proposed_wording"].endswith(ADDED)
    assert (first["status"], first["sent"], first["stands"]) == ("submitted", 1, 1)
    assert others == [first, first, first]
