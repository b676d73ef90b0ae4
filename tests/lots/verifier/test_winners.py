"""Nobody else can win: neither by a changed line, nor by a draw that is honest but for one ball."""

from __future__ import annotations

from itertools import combinations

import pytest

from reviewmech.lots.verifier.verify_lots import verify
from tests.lots.naive import Procedure, Slot

from .counting import Counting, slot_of
from .transcripts import index_of, lines_of, transcripts, written
from .winners import examples, is_first, other_winners

SWITCHES = {
    "not_itself",
    "home",
    "other",
    "two_different_reviewers",
    "no_mutual_reviews",
    "most_reviews",
    "party_to_instruments",
    "most_reviewers",
}


def replayed(lines, steps: int) -> Procedure:
    """The second writing of the procedure, with so many steps drawn as the lines say."""
    procedure = Procedure(lines[0]["input"], lines[0]["rules"], lines[1]["seed"])
    procedure.additional = [slot_of(name) for name in lines[0]["additional"]]
    for step in lines[2 : 2 + steps]:
        procedure.drawn[slot_of(step["slot"])] = step["winner"]
    return procedure


def test_any_other_state_in_the_place_of_a_winner_is_found_with_the_rule_that_it_breaks():
    broken = set()
    for text in examples():
        lines = lines_of(text)
        for place, code, changed in other_winners(text):
            verdict = verify(changed)
            is_in_bowl = code in replayed(lines, place - 2).bowl(slot_of(lines[place]["slot"]))
            expected = {"tier", "set_aside"} if is_in_bowl else {"not_admitted"}
            assert (verdict.line, verdict.code in expected) == (place + 1, True)
            broken.add(verdict.parameters.get("rule"))
    assert broken == SWITCHES | {None}


class Unfair(Procedure):
    """A draw in which one ball may not win in one step, although it could."""

    victim: tuple[Slot, str]

    def wins(self, ball, slot, remaining):
        return (slot, ball) != self.victim and super().wins(ball, slot, remaining)


def unfair(lines, place: int) -> tuple[list[dict], str] | None:
    """The lines to the result if a step's winner were set aside, and who it was; None if it must win."""
    head, seed = lines[0], lines[1]
    draw = Unfair(head["input"], head["rules"], seed["seed"])
    draw.additional = [slot_of(name) for name in head["additional"]]
    draw.victim = slot_of(lines[place]["slot"]), lines[place]["winner"]
    try:
        steps = draw.draw()
    except StopIteration:
        return None
    return [head, seed, *steps, {"result": draw.result()}], lines[place]["winner"]


def belongs_before(line, step: int, set_aside: list[str]) -> bool:
    """Whether a proof stands before that of another ball of a step."""
    return line["step"] < step or (line["step"] == step and line["ball"] in set_aside)


def best_cut(counting: Counting) -> dict:
    """The cut that comes nearest to a proof."""
    cuts = [
        counting.counted({"cut": cut, "states": list(codes)})
        for cut in ("places", "tasks")
        for size in range(len(counting.codes) + 1)
        for codes in combinations(counting.codes, size)
    ]
    return max(cuts, key=margin)


def margin(cut: dict) -> int:
    more, less = {"places": ("tasks", "places"), "tasks": ("needs", "tasks")}[cut["cut"]]
    return cut[more] - cut[less]


@pytest.mark.parametrize("text", transcripts(5, lambda text: is_first(text) and '"proof"' in text))
def test_no_proof_counts_against_a_ball_that_could_win(text):
    lines = lines_of(text)
    start = index_of(lines, "result") + 1
    tried = 0
    for place in range(2, start - 1):
        if not (found := unfair(lines, place)):
            continue
        forged, victim = found
        step = lines[place]["step"]
        before = [line for line in lines[start:-1] if belongs_before(line, step, lines[place]["set_aside"])]
        proof = best_cut(Counting(forged[:-1], step, victim))
        forged += [*before, {"ball": victim, "proof": proof, "step": step}]
        verdict = verify(written(forged))
        assert (verdict.line, verdict.code) == (len(forged), "proof_fails")
        tried += 1
    assert tried > 0
