"""Proofs and refusals in plain words."""

import pytest
from django.template.loader import render_to_string

from reviewmech.lots.engine import Refusal, Rules, prepare, read_parties
from reviewmech.lots.names import Name
from reviewmech.lots.sentences import proof_in_words, refusal_in_words
from tests.lots.lists import many

PLACES = {"cut": "places", "states": ["A", "B"], "tasks": 5, "places": 4}
TASKS = {"cut": "tasks", "states": ["A", "B", "C"], "needs": 3, "tasks": 1}


def lines(proof: dict) -> list[str]:
    return list(proof_in_words(proof).lines())


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (
            PLACES,
            [
                "5 reviews can be made only by the States named here.",
                "Together these States may make only 4 more.",
                "  A, B",
            ],
        ),
        (
            {"cut": "places", "states": ["A"], "tasks": 1, "places": 0},
            ["1 review can be made only by A.", "It may make no more.", "  A"],
        ),
        (
            {"cut": "places", "states": [], "tasks": 1, "places": 0},
            ["1 review is left that no State may make."],
        ),
        (
            {"cut": "places", "states": [], "tasks": 2, "places": 0},
            ["2 reviews are left that no State may make."],
        ),
        (
            TASKS,
            [
                "The States named here (3) must still make 3 reviews together.",
                "Only 1 review is left in which they may serve.",
                "  A, B, C",
            ],
        ),
        (
            {"cut": "tasks", "states": ["A"], "needs": 1, "tasks": 0},
            ["A must still make 1 review.", "No review is left in which it may serve.", "  A"],
        ),
        (
            {"cut": "pairs", "slots": ["A/home", "B/other+"], "states": [], "places": 0, "pairs": 1},
            [
                "2 reviews have to be made in the places named here.",
                "Only 1 pair of States can serve there, and a pair serves once at most.",
                "  home reviewer of A, additional other reviewer of B",
            ],
        ),
        (
            {"cut": "pairs", "slots": ["A/home"], "states": ["C"], "places": 0, "pairs": 0},
            [
                "1 review has to be made in the place named here.",
                "The States named here may make only 0 more together.",
                "Without them, only 0 pairs of States can serve there, and a pair serves once at most.",
                "  home reviewer of A",
                "  C",
            ],
        ),
        (
            {"cut": "reviewers", "state": "A", "reviewers": 3, "most": 2},
            ["With additional lots, A would have 3 reviewers, and may have 2 at most."],
        ),
    ],
)
def test_a_cut_is_told_by_its_counts(proof, words):
    assert lines(proof) == words


@pytest.mark.parametrize(
    ("branching", "either", "or_"),
    [
        ({"either": "mutual", "states": ["A", "B"]}, "A does not review B", "B does not review A"),
        (
            {"either": "twice", "state": "A", "slots": ["B/home", "B/other"]},
            "A is not the home reviewer of B",
            "A is not the other reviewer of B",
        ),
        (
            {"either": "instrument", "instrument": "FA", "slot": "B/home"},
            "the home reviewer of B is party to FA",
            "the additional home reviewer of B is party to FA",
        ),
    ],
)
def test_a_tree_tells_both_cases(branching, either, or_):
    assert lines({**branching, "first": PLACES, "second": TASKS}) == [
        f"Either {either}:",
        *(f"  {line}" for line in lines(PLACES)),
        f"Or {or_}:",
        *(f"  {line}" for line in lines(TASKS)),
    ]


def test_a_tree_on_a_page_is_a_list_in_a_list_with_the_names_escaped():
    mutual = {"either": "mutual", "states": ["A", "B"], "first": PLACES, "second": TASKS}
    proof = proof_in_words(mutual, lambda code: Name(f"<i>{code}", "en"))
    page = render_to_string("lots/includes/proof.html", {"proof": proof})
    name = '<bdi lang="en">&lt;i&gt;A</bdi>'
    assert f"Either {name} does not review {name.replace('A', 'B')}:" in page
    assert page.count(f"<li>{name}</li>") == 2
    assert "<i>" not in page


def test_a_refusal_tells_the_counts_and_what_would_help():
    states = read_parties(many(5, groups=1), Rules())
    with pytest.raises(Refusal) as caught:
        prepare(states, Rules())
    words = refusal_in_words(caught.value)
    assert list(words.lines()) == [
        "No result can satisfy these rules.",
        *lines(caught.value.proof),
        "Each of these changes alone would allow a result:",
        "  Other reviewer: Any group (other)",
    ]


def test_a_refusal_that_no_single_switch_repairs_says_so():
    told = list(refusal_in_words(Refusal(PLACES, [])).lines())
    assert told[-1] == "No change of a single switch would allow a result."
