"""A real text: sixty numbered paragraphs, a nested list, a table and footnotes keep numbers and order."""

import pytest

from reviewmech.consultations.enums import ParagraphKind
from reviewmech.consultations.importing.units import Imported
from reviewmech.consultations.importing.word import read_word

from .files import sixty_paragraphs


@pytest.fixture(scope="module")
def imported() -> Imported:
    return read_word(sixty_paragraphs())


def numbers(imported, kind) -> list[str]:
    return [unit.number for unit in imported.units if unit.kind == kind and not unit.number.startswith("[")]


def test_all_sixty_numbers_are_there_in_order(imported):
    assert numbers(imported, ParagraphKind.PARAGRAPH) == [str(n) for n in range(1, 61)]


def test_sub_paragraphs_have_the_whole_number(imported):
    assert numbers(imported, ParagraphKind.SUBPARAGRAPH) == [
        "12 (a)",
        "12 (b)",
        "12 (b) (i)",
        "12 (b) (ii)",
        "12 (c)",
    ]


def test_they_stand_between_12_and_13_at_their_levels(imported):
    at = next(place for place, unit in enumerate(imported.units) if unit.number == "12")
    around = [(unit.number, unit.level, unit.plain) for unit in imported.units[at : at + 7]]
    assert around == [
        ("12", 2, "Text of paragraph 12.2"),
        ("12 (a)", 3, "First."),
        ("12 (b)", 3, "Second."),
        ("12 (b) (i)", 4, "Inner one."),
        ("12 (b) (ii)", 4, "Inner two."),
        ("12 (c)", 3, "Third."),
        ("13", 2, "Text of paragraph 13."),
    ]


def test_headings_have_their_level_and_their_number_apart(imported):
    found = [(unit.level, unit.number, unit.words) for unit in imported.units if unit.kind == "heading"]
    assert found == [
        (1, "", "Draft decision"),
        (1, "I", "General"),
        (1, "II", "Follow-up"),
        (1, "", "Footnotes"),
    ]


def test_the_table_stands_after_paragraph_30(imported):
    at = next(place for place, unit in enumerate(imported.units) if unit.number == "30")
    grid = imported.units[at + 1].grid
    assert (grid.headings, grid.rows) == (["Group", "States"], [["Africa", "54"], ["GRULAC", "33"]])


def test_footnotes_are_numbered_in_the_text_and_follow_it(imported):
    marked = [unit.words for unit in imported.units if "<sup>" in unit.words]
    assert marked == [
        "Text of paragraph 5.<sup>1</sup>",
        "Text of paragraph 12.<sup>2</sup>",
        "Text of paragraph 60.<sup>3</sup>",
    ]
    assert [(unit.number, unit.plain) for unit in imported.units[-3:]] == [
        ("[1]", "Note at paragraph 5."),
        ("[2]", "Note at paragraph 12."),
        ("[3]", "Note at paragraph 60."),
    ]


def test_nothing_was_lost(imported):
    assert imported.losses == []
