"""Proofs in another form than the engine's, which count all the same."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import combinations

from .counting import Counting, Proof
from .transcripts import DOUBLED, LITERAL, PAIRS, PLAIN, SHARED, index_of, lines_of, transcript, written

EXAMPLES = (PLAIN, SHARED, DOUBLED, LITERAL, PAIRS)


def mutual(counting: Counting) -> Iterator[Proof]:
    if counting.rules["no_mutual_reviews"]:
        for pair in combinations(counting.codes, 2):
            yield {"either": "mutual", "states": list(pair)}


def twice(counting: Counting) -> Iterator[Proof]:
    if counting.rules["two_different_reviewers"]:
        for one, other in combinations(counting.open, 2):
            if one[0] == other[0]:
                slots = ["/".join(other), "/".join(one)]
                yield from ({"either": "twice", "state": code, "slots": slots} for code in counting.codes)


def instrument(counting: Counting) -> Iterator[Proof]:
    for code, place in counting.procedure.additional:
        if (code, place.rstrip("+")) in counting.open:
            for each in counting.package[code]:
                yield {"either": "instrument", "instrument": each, "slot": f"{code}/{place.rstrip('+')}"}


def proved_otherwise(number: int) -> Iterator[tuple[str, bytes]]:
    """The cases that the first proof distinguishes without need, and the transcript."""
    lines = lines_of(transcript(number))
    place = index_of(lines, "proof")
    counting = Counting(lines[: index_of(lines, "result")], lines[place]["step"], lines[place]["ball"])
    for case in (*mutual(counting), *twice(counting), *instrument(counting)):
        proof = counting.counted({**case, "first": lines[place]["proof"], "second": lines[place]["proof"]})
        assert counting.proves(proof)
        changed = copy.deepcopy(lines)
        changed[place]["proof"] = proof
        yield case["either"], written(changed)
