"""A proof may have another form than the engine's, as long as it counts; the draw keeps its hash."""

from __future__ import annotations

import copy
from itertools import combinations

import pytest

from reviewmech.lots.verifier.verify_lots import verify

from .counting import Counting
from .transcripts import DOUBLED, LITERAL, PAIRS, PLAIN, SHARED, index_of, lines_of, transcript, written


def mutual(counting: Counting):
    if counting.rules["no_mutual_reviews"]:
        for pair in combinations(counting.codes, 2):
            yield {"either": "mutual", "states": list(pair)}


def twice(counting: Counting):
    if counting.rules["two_different_reviewers"]:
        for one, other in combinations(counting.open, 2):
            if one[0] == other[0]:
                slots = ["/".join(other), "/".join(one)]
                yield from ({"either": "twice", "state": code, "slots": slots} for code in counting.codes)


def instrument(counting: Counting):
    for code, place in counting.procedure.additional:
        if (code, place.rstrip("+")) in counting.open:
            for each in counting.package[code]:
                yield {"either": "instrument", "instrument": each, "slot": f"{code}/{place.rstrip('+')}"}


@pytest.mark.parametrize("cases", [mutual, twice, instrument])
@pytest.mark.parametrize("number", [PLAIN, SHARED, DOUBLED, LITERAL, PAIRS])
def test_a_proof_may_distinguish_cases_without_need(number, cases):
    lines = lines_of(transcript(number))
    place = index_of(lines, "proof")
    counting = Counting(lines[: index_of(lines, "result")], lines[place]["step"], lines[place]["ball"])
    right = verify(transcript(number).encode())
    for case in cases(counting):
        proof = counting.counted({**case, "first": lines[place]["proof"], "second": lines[place]["proof"]})
        assert counting.proves(proof)
        changed = copy.deepcopy(lines)
        changed[place]["proof"] = proof
        assert verify(written(changed)) == right


def test_each_kind_of_case_was_tried():
    kinds = set()
    for number in (PLAIN, SHARED, DOUBLED, LITERAL, PAIRS):
        lines = lines_of(transcript(number))
        place = index_of(lines, "proof")
        counting = Counting(lines[: index_of(lines, "result")], lines[place]["step"], lines[place]["ball"])
        kinds |= {case["either"] for cases in (mutual, twice, instrument) for case in cases(counting)}
    assert kinds == {"mutual", "twice", "instrument"}


def test_a_limit_that_does_not_exist_leaves_as_many_places_as_slots():
    lines = lines_of(transcript(SHARED))
    counting = Counting(lines[: index_of(lines, "result")], 1, "B")
    counting.rules = {**counting.rules, "most_reviews": 0}
    assert counting.counted({"cut": "places", "states": ["A", "B"]})["places"] == 2 * len(counting.open)
