"""Proofs checked by counting alone: PROCEDURE.md, section 9."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from reviewmech.lots.engine import Rules, State

from .situation import Situation, first_lots, split

Proof = dict[str, Any]
Excluded = frozenset[tuple[str, str]]


class UncountedError(AssertionError):
    """A proof proves nothing; the message says what is wrong."""


def require(fine: bool, what: object) -> None:
    if not fine:
        raise UncountedError(what)


def count_proof(situation: Situation, proof: Proof, excluded: Excluded = frozenset()) -> None:
    """Check a proof that what is drawn cannot be completed. Raises UncountedError."""
    kind = proof.get("cut") or proof.get("either")
    require(kind in KINDS, f"no kind of proof: {proof}")
    keys, check = KINDS[kind]
    require(set(proof) == keys, f"other keys than {sorted(keys)}: {proof}")
    check(situation, proof, excluded)


def count_refusal(states: Iterable[State], rules: Rules, proof: Proof) -> None:
    """Check the proof that an input has no result. Raises UncountedError."""
    lots = first_lots(states, rules)
    if proof.get("cut") != "reviewers":
        count_proof(Situation(states, rules, lots), proof)
        return
    require(set(proof) == {"cut", "state", "reviewers", "most"}, proof)
    reviewers = Counter(split(slot)[0] for slot in lots)[proof["state"]] + 2
    require(proof["reviewers"] == reviewers > proof["most"] == rules.most_reviewers, proof)


def open_states(situation: Situation, slot: str, excluded: Excluded) -> set[str]:
    return {
        code for code in situation.states if situation.is_open(slot, code) and (slot, code) not in excluded
    }


def known_states(situation: Situation, proof: Proof) -> set[str]:
    """The States of a cut: sorted, each once, all of them there."""
    found = proof["states"]
    require(found == sorted(set(found)) and set(found) <= set(situation.states), f"states: {found}")
    return set(found)


def count_places(situation: Situation, proof: Proof, excluded: Excluded) -> None:
    states = known_states(situation, proof)
    tasks = sum(open_states(situation, slot, excluded) <= states for slot in situation.remaining())
    places = sum(map(situation.room, states))
    require((proof["tasks"], proof["places"]) == (tasks, places), f"{tasks} tasks, {places} places: {proof}")
    require(tasks > places, proof)


def count_tasks(situation: Situation, proof: Proof, excluded: Excluded) -> None:
    states = known_states(situation, proof)
    tasks = sum(bool(open_states(situation, slot, excluded) & states) for slot in situation.remaining())
    needs = sum(map(situation.need, states))
    require((proof["tasks"], proof["needs"]) == (tasks, needs), f"{tasks} tasks, {needs} needs: {proof}")
    require(needs > tasks, proof)


def count_pairs(situation: Situation, proof: Proof, excluded: Excluded) -> None:
    """More slots than places and pairs: a pair of States serves in one slot only."""
    rules, slots = situation.rules, proof["slots"]
    require(rules.no_mutual_reviews == rules.two_different_reviewers == 1, f"pairs may serve twice: {proof}")
    require(set(slots) <= set(situation.remaining()), f"slots that remain: {proof}")
    # By code and then home, home+, other, other+: as texts, too.
    require(slots == sorted(set(slots), key=split), f"sorted slots, each once: {proof}")
    states = known_states(situation, proof)
    pairs = {
        frozenset({code, split(slot)[0]})
        for slot in slots
        for code in open_states(situation, slot, excluded) - states
    }
    places = sum(map(situation.room, states))
    require((proof["places"], proof["pairs"]) == (places, len(pairs)), f"{places}, {len(pairs)}: {proof}")
    require(len(slots) > places + len(pairs), proof)


def count_branches(
    situation: Situation,
    proof: Proof,
    excluded: Excluded,
    first: set[tuple[str, str]],
    second: set[tuple[str, str]],
) -> None:
    count_proof(situation, proof["first"], excluded | first)
    count_proof(situation, proof["second"], excluded | second)


def count_mutual(situation: Situation, proof: Proof, excluded: Excluded) -> None:
    require(situation.rules.no_mutual_reviews == 1, "mutual reviews are allowed")
    require(len(known_states(situation, proof)) == 2, f"two States: {proof}")
    one, two = proof["states"]
    first = {(slot, one) for slot in situation.remaining() if split(slot)[0] == two}
    second = {(slot, two) for slot in situation.remaining() if split(slot)[0] == one}
    count_branches(situation, proof, excluded, first, second)


def count_twice(situation: Situation, proof: Proof, excluded: Excluded) -> None:
    require(situation.rules.two_different_reviewers == 1, "the same reviewer twice is allowed")
    one, two = proof["slots"]
    require(one != two and {one, two} <= set(situation.remaining()), f"two slots that remain: {proof}")
    require(split(one)[0] == split(two)[0], f"slots of one State: {proof}")
    require(proof["state"] in situation.states, f"a State: {proof}")
    count_branches(situation, proof, excluded, {(one, proof["state"])}, {(two, proof["state"])})


def count_instrument(situation: Situation, proof: Proof, excluded: Excluded) -> None:
    base, instrument = proof["slot"], proof["instrument"]
    require({base, f"{base}+"} <= set(situation.remaining()), f"a base slot with an additional lot: {proof}")
    require(instrument in situation.package(split(base)[0]), f"an instrument of the package: {proof}")
    others = [code for code, state in situation.states.items() if instrument not in state.instruments]
    first, second = ({(slot, code) for code in others} for slot in (base, f"{base}+"))
    count_branches(situation, proof, excluded, first, second)


BRANCHES = {"first", "second", "either"}
KINDS = {
    "places": ({"cut", "states", "tasks", "places"}, count_places),
    "tasks": ({"cut", "states", "tasks", "needs"}, count_tasks),
    "pairs": ({"cut", "slots", "states", "places", "pairs"}, count_pairs),
    "mutual": (BRANCHES | {"states"}, count_mutual),
    "twice": (BRANCHES | {"state", "slots"}, count_twice),
    "instrument": (BRANCHES | {"instrument", "slot"}, count_instrument),
}
