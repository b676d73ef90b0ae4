"""Which anchors live on when a text is imported in place of another."""

import uuid

import pytest

from reviewmech.consultations.importing.matching import State, match
from reviewmech.consultations.importing.units import Grid, ImportedUnit
from reviewmech.consultations.text import Unit

LONG = "States parties shall take measures to protect the focal points of the mechanism"
Text = list[tuple[str, str]]


def old(number: str, words: str, kind: str = "paragraph") -> Unit:
    anchor = uuid.uuid5(uuid.NAMESPACE_OID, f"{number} {words}")
    return Unit(anchor, kind, number, 2, f"<p>{words}</p>", words)


def compare(present: Text, imported: Text) -> tuple[list[str], list[str]]:
    """For each imported unit the state and the words it had; and the words that go."""
    matching = match(
        [ImportedUnit("paragraph", words, number) for number, words in imported],
        [old(*pair) for pair in present],
    )
    states = [f"{pair.state} {pair.old.plain if pair.old else ''}".strip() for pair in matching.matches]
    return states, [unit.plain for unit in matching.removed]


CASES = {
    "the same text": ([("1", "a"), ("2", "b")], [("1", "a"), ("2", "b")], ["same a", "same b"], []),
    "a paragraph put in": (
        [("1", "a"), ("2", "b")],
        [("1", "a"), ("2", "new"), ("3", "b")],
        ["same a", "new", "same b"],
        [],
    ),
    "a paragraph taken out": (
        [("1", "a"), ("2", "b"), ("3", "c")],
        [("1", "a"), ("2", "c")],
        ["same a", "same c"],
        ["b"],
    ),
    "words changed under the same number": ([("1", LONG)], [("1", f"{LONG} today")], [f"changed {LONG}"], []),
    "other words under the same number": ([("1", LONG)], [("1", "Nothing of the kind")], ["new"], [LONG]),
    "changed and numbered anew": ([("1", LONG)], [("2", f"{LONG} today")], ["new"], [LONG]),
    "two of the same words go to their numbers": (
        [("1", "same"), ("2", "same")],
        [("2", "same"), ("1", "same")],
        ["same same", "same same"],
        [],
    ),
    "a change without a number needs more likeness": (
        [("", LONG)],
        [("", f"{LONG} now")],
        [f"changed {LONG}"],
        [],
    ),
    "an empty text": ([], [("1", "a")], ["new"], []),
}


@pytest.mark.parametrize(("present", "imported", "states", "removed"), CASES.values(), ids=CASES)
def test_states(present, imported, states, removed):
    assert compare(present, imported) == (states, removed)


def test_each_anchor_is_taken_once_and_by_the_right_number():
    present = [old("1", "same"), old("2", "same")]
    units = [ImportedUnit("paragraph", "same", number) for number in ("2", "3", "1", "4")]
    taken = [pair.old and pair.old.printed_number for pair in match(units, present).matches]
    assert taken == ["2", None, "1", None]


def test_the_block_has_the_old_anchor_and_says_what_number_it_had():
    before = old("7", "Words")
    pair = match([ImportedUnit("paragraph", "Words", "8")], [before]).matches[0]
    assert (pair.block()["id"], pair.old_number, pair.state) == (str(before.anchor), "7", State.SAME)


def test_a_table_is_matched_by_its_words():
    grid = Grid(["A", "B"], [["1", "2"]])
    before = old("", ImportedUnit("table", grid=grid).plain, "table")
    assert match([ImportedUnit("table", grid=grid)], [before]).matches[0].state == State.SAME


def test_a_thousand_paragraphs_of_one_number_are_compared_in_time():
    present = [old("1", f"{LONG} {n} {n * 7}") for n in range(1_000)]
    units = [ImportedUnit("paragraph", f"Other words altogether {n}", "1") for n in range(1_000)]
    assert len(match(units, present).removed) == 1_000
