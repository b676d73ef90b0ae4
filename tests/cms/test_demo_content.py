"""The demo's content itself: six files of one shape, and every fact of the workplan."""

import datetime as dt
import re
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from wagtail_localize.strings import extract_strings

from cms.demo import content as files
from cms.demo.checks import FACTS, check, differences
from cms.demo.content import LANGUAGES, TRANSLATIONS
from cms.demo.people import speaking_accounts
from reviewmech.consultations.enums import CommentStatus, CommentType
from reviewmech.documents.models import symbol_validator
from reviewmech.parties.enums import LEADING, SeatRole

SAME = tomllib.loads((Path(__file__).parent / "same_in_other_languages.toml").read_text(encoding="utf-8"))
SCRIPTS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh-hans": "[\u4e00-\u9fff]"}
# The pages of the workplan whose words are under consultation; the first is the section itself.
SECTIONS = {
    "consultation-pending-issues": ["pending-issues"],
    "consultation-questionnaires": ["questionnaires"],
    "consultation-guidelines": ["guidelines-and-blueprint", "questionnaires"],
    "consultation-stand-alone-account": ["stand-alone-account"],
    "consultation-sherloc-module": ["sherloc-module"],
    "consultation-drawing-of-lots": ["drawing-of-lots", "pending-issues"],
}
UNNUMBERED = ("heading", "table")
NOTE = re.compile(r'href="#note-(\w+)"')


@pytest.fixture(scope="module")
def content():
    return files.read()


@pytest.fixture(scope="module")
def pages(content):
    return {page["key"]: page for page in content.facts["pages"]}


def pieces(words, key=""):
    """Every string a reader sees, and for rich text each of its pieces, in the order of the file."""
    if isinstance(words, dict):
        return [piece for name, value in words.items() for piece in pieces(value, name)]
    if isinstance(words, list):
        return [piece for value in words for piece in pieces(value)]
    if key in FACTS or not words:
        return []
    if words.startswith("<"):
        return [string.render_text() for string, _attributes in extract_strings(words)[1]]
    return [words]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_words_have_the_shape_of_the_english_ones(content, language):
    assert list(differences(content.source, content.words[language])) == []


def test_facts_and_words_fit_together(content):
    check(content)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_nothing_is_left_in_english_but_what_was_reviewed(content, language):
    pairs = zip(pieces(content.source), pieces(content.words[language]), strict=True)
    left = {one for one, other in pairs if one == other}
    assert left - {*SAME["all"], *SAME.get(language, [])} == set()


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_text_is_in_the_script_of_its_language(content, language):
    script = re.compile(SCRIPTS[language])
    others = {piece for piece in pieces(content.words[language]) if not script.search(piece)}
    assert others - {*SAME["all"], *SAME.get(language, [])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_reviewed_is_there(content, language):
    there = set(pieces(content.words[language]))
    assert {*SAME.get(language, [])} - there == set()


def test_the_nine_lines_have_the_dates_of_the_workplan(pages):
    facts = sorted((page for page in pages.values() if "line" in page), key=lambda page: page["line"])
    dates = [
        (row["line"], row["date_kind"], str(row.get("starts_on", "")), str(row.get("ends_on", "")))
        for row in facts
    ]
    assert dates == [
        (1, "begins_early", "2019-01-01", ""),
        (2, "by_end_of_month", "", "2019-01-31"),
        (3, "by_end_of_month", "", "2019-01-31"),
        (4, "range", "2019-09-09", "2019-09-11"),
        (5, "range", "2019-09-11", "2019-09-13"),
        (6, "range", "2019-10-09", "2019-10-11"),
        (7, "when_funded", "", ""),
        (8, "by_end_of_month", "", "2020-06-30"),
        (9, "by_end_of_month", "", "2020-06-30"),
    ]


def test_the_three_meetings_use_all_days_that_remain(pages):
    days = [page["meeting_days"] for page in pages.values() if page["type"] == "workplan.MeetingPage"]
    assert sum(map(Decimal, map(str, days))) == Decimal("7.5")
    assert pages["sherloc-module"]["duration_months"] == 12


def test_the_sections_are_one_to_six_and_eight(pages):
    sections = [page["section"] for page in pages.values() if "section" in page]
    assert sections == ["I", "II", "III", "IV", "V", "VI", "VIII"]


@pytest.mark.parametrize(
    ("key", "references"),
    [
        ("questionnaires", ["OP6", "OP7"]),
        ("guidelines-and-blueprint", ["OP7"]),
        ("stand-alone-account", ["Paragraph 54 of the procedures and rules of the review mechanism"]),
        ("sherloc-module", ["OP8"]),
        ("drawing-of-lots", ["Paragraphs 17 and 28"]),
        ("pending-issues", []),
        ("other-information", []),
    ],
)
def test_the_sections_quote_their_mandates(content, key, references):
    body = content.source["pages"][key]["body"]
    assert [block["reference"] for block in body if block["type"] == "mandate"] == references


def test_documents_claim_only_what_is_confirmed(pages):
    documents = {
        key: (page["symbol"], page.get("adopted_on"), page["languages"], page["languages_confirmed"])
        for key, page in pages.items()
        if page["type"] == "documents.DocumentPage"
    }
    six = ["ar", "zh-hans", "en", "fr", "ru", "es"]
    assert documents == {
        "resolution-9-1": ("", dt.date(2018, 10, 19), six, True),
        "resolution-8-2": ("", None, [], False),
        "workplan-2018-2020": ("", dt.date(2019, 2, 5), ["en"], False),
        "management-instruction-2010-02": ("UNODC/MI/2010/02", None, [], False),
    }
    symbol_validator("UNODC/MI/2010/02")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_is_referred_to_and_every_reference_has_its_note(content, language):
    for words in content.words[language]["pages"].values():
        notes = [block["items"] for block in words.get("body", []) if block["type"] == "notes"]
        numbers = sorted(note["number"] for items in notes for note in items)
        assert sorted(NOTE.findall(str(words))) == numbers


def test_the_four_notes_of_the_workplan_are_there(content):
    notes = [
        note["number"]
        for words in content.source["pages"].values()
        for block in words.get("body", [])
        if block["type"] == "notes"
        for note in block["items"]
    ]
    assert notes == ["1", "2", "3", "4"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("consultation", SECTIONS)
def test_the_texts_under_consultation_are_the_workplans_word_for_word(content, consultation, language):
    """Paragraphs were cut at sentences, and a bracket around two of them is gone; nothing was rewritten."""
    words = content.words[language]["pages"]
    sections = " ".join(piece for key in SECTIONS[consultation] for piece in pieces(words[key]))
    text = [piece for unit in words[consultation]["working_text"] for piece in quoted(unit)]
    assert [piece for piece in text if piece.rstrip(".") not in sections] == []


def quoted(unit):
    """The words of a unit that are the workplan's: a table's caption and headings are ours."""
    return pieces(unit["rows"]) if isinstance(unit, dict) else pieces([unit])


def test_the_texts_under_consultation_have_units_of_every_kind(pages):
    kinds = {key: [unit["kind"] for unit in pages[key]["working_text"]] for key in SECTIONS}
    assert [key for key in kinds if not 8 <= len(kinds[key]) <= 14] == []
    assert [key for key in kinds if "heading" not in kinds[key]] == []
    assert [key for key in kinds if "table" in kinds[key]] == ["consultation-questionnaires"]
    assert [key for key in kinds if "subparagraph" in kinds[key]] == [
        "consultation-questionnaires",
        "consultation-guidelines",
        "consultation-stand-alone-account",
        "consultation-drawing-of-lots",
    ]


def test_a_unit_has_a_number_of_its_own_unless_it_is_a_heading_or_a_table(pages):
    for key in SECTIONS:
        numbers = [unit["number"] for unit in pages[key]["working_text"] if unit["kind"] not in UNNUMBERED]
        assert "" not in numbers
        assert len(set(numbers)) == len(numbers)


def test_every_section_leads_to_its_consultation(content):
    for consultation, (section, *_others) in SECTIONS.items():
        assert f'href="page:{consultation}"' in str(content.source["pages"][section]["body"])
        assert f'href="page:{section}"' in str(content.source["pages"][consultation]["body"])


def test_the_participants_are_five_groups_nine_states_and_an_organization(content):
    participants = content.facts["participants"]
    kinds = [row["kind"] for row in participants]
    assert (kinds.count("group"), kinds.count("state"), kinds.count("organization")) == (5, 9, 1)
    states = [row["code"] for row in participants if row["kind"] == "state"]
    assert [content.source["participants"][code] for code in states] == [
        f"State {letter}" for letter in "ABCDEFGHI"
    ]
    africans = [row["code"] for row in participants if row.get("group") == "africa"]
    assert africans == ["state-a", "state-f", "state-g", "state-h", "state-i"]


def test_one_account_speaks_for_each_participant_with_a_seat(content):
    seats = [row["seat"] for row in content.facts["accounts"] if "seat" in row]
    assert [seat["role"] for seat in seats if seat["role"] not in SeatRole.values] == []
    speaking = [seat["participant"] for seat in seats if seat["role"] in LEADING]
    assert sorted(speaking) == sorted({seat["participant"] for seat in seats})
    assert speaking_accounts(content)["state-a"] == "state-a@demo.example"
    assert speaking_accounts(content)["africa"] == "africa@demo.example"


def test_the_accounts_are_those_of_the_readme(content):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    names = ["admin", "editor", "publisher", "confirmer", "moderator", "observer", "member"]
    names += [f"translator-{code}" for code in ["ar", "zh", "fr", "ru", "es"]]
    names += ["africa", "asia-pacific", "eastern-europe", "grulac", "weog", "state-a", "state-b"]
    names += ["moderator-2", "africa-deputy", "state-a-deputy", "state-a-contributor", "state-a-observer"]
    names += ["state-f", "state-g", "state-h", "state-i"]
    everybody = {f"{name}@demo.example" for name in names}
    assert {row["email"] for row in content.facts["accounts"]} == everybody
    assert [name for name in names if f"`{name}@" not in readme] == []


def test_each_comment_says_that_it_is_illustrative(content):
    for comment in content.facts["comments"]:
        assert comment["text"].startswith("[")
        assert comment["type"] in CommentType.values
        assert comment["status"] in CommentStatus.values
        assert comment["language"] in LANGUAGES
    assert {comment["language"] for comment in content.facts["comments"]} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("consultation", "statuses"),
    [
        ("pending-issues", {"published": 7, "submitted": 1, "returned": 1}),
        ("questionnaires", {"published": 5}),
        ("guidelines", {}),
        ("stand-alone-account", {"published": 8}),
        ("sherloc-module", {"published": 3, "submitted": 1}),
        ("drawing-of-lots", {"published": 4, "submitted": 5, "returned": 1}),
    ],
)
def test_each_consultation_has_the_comments_of_its_state(content, consultation, statuses):
    rows = [row for row in content.facts["comments"] if row["consultation"] == consultation]
    assert Counter(row["status"] for row in rows) == statuses


def test_the_decided_consultation_was_commented_on_in_six_languages(content):
    rows = [row for row in content.facts["comments"] if row["consultation"] == "stand-alone-account"]
    assert {row["language"] for row in rows} == set(LANGUAGES)


def test_comments_went_on_after_the_end_that_was_extended(content, pages):
    first, _extension = pages["consultation-questionnaires"]["consultation"]["rounds"][0]["periods"]
    rows = [row for row in content.facts["comments"] if row["consultation"] == "questionnaires"]
    assert [row["days_ago"] for row in rows if -row["days_ago"] > first["closes_in_days"]] == [2, 1]
