"""Whether a draw can be completed, decided exactly: the slow and sure way that the engine is measured by.

A search that gives slots a State, one after the other, and looks only where it has to: the slots are first
filled without regard to what couples them (mutual reviews, two different reviewers, an additional lot and its
base). Where that cannot be done, there is no completion; where it breaks no coupling, it is one; else one of
the slots in the broken coupling is given each of its States in turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from reviewmech.lots.engine import Rules, State

from .situation import Situation, first_lots, split


def completion(situation: Situation) -> dict[str, str] | None:
    """A State for every slot that remains, under every rule; None where there is none."""
    domains = {
        slot: [code for code in situation.states if situation.is_open(slot, code)]
        for slot in situation.remaining()
    }
    filling = Filling(situation, domains).fill()
    if filling is None:
        return None
    broken = in_broken_couplings(situation, filling)
    if not broken:
        return filling
    for slot, code in fewest_choices(situation, domains, filling, broken):
        rest = completion(situation.after(slot, code))
        if rest is not None:
            return {slot: code, **rest}
    return None


def fewest_choices(
    situation: Situation, domains: dict[str, list[str]], filling: dict[str, str], broken: list[str]
) -> list[tuple[str, str]]:
    """Slots and States one of which has to be true, concerning broken couplings: as few as there are.

    Either a slot's States, or the slots of a State that has to make more reviews. A base comes before its
    additional lot, which depends on it.
    """
    ready = {slot for slot in domains if slot.removesuffix("+") not in domains or not slot.endswith("+")}
    choices = [
        [(slot, code) for code in domains[slot]]
        for slot in (each if each in ready else each.removesuffix("+") for each in broken)
    ]
    # Who has more room than all of them together can spare has to make more reviews, too.
    spare = sum(map(situation.room, situation.states)) - len(domains)
    for needy in sorted({filling[slot] for slot in broken}):
        if not situation.need(needy) and situation.room(needy) <= spare:
            continue
        slots = [slot for slot in domains if needy in domains[slot]]
        choices += [[(slot, needy) for slot in slots]] if ready.issuperset(slots) else []
    return min(choices, key=len)


def additional_lots(states: Iterable[State], rules: Rules) -> tuple[str, ...] | None:
    """The additional lots that are settled before the draw; None where the input is refused."""
    lots = first_lots(states, rules)
    reviewers = Counter(split(slot)[0] for slot in lots)
    if any(2 + extra > rules.most_reviewers for extra in reviewers.values()):
        return None
    return None if completion(Situation(states, rules, lots)) is None else lots


def in_broken_couplings(situation: Situation, filling: dict[str, str]) -> list[str]:
    """The slots of all couplings that a filling breaks; empty where it breaks none."""
    rules, slots_of, broken = situation.rules, defaultdict(list), []
    for slot, code in filling.items():
        slots_of[split(slot)[0], code].append(slot)
    for (state, code), slots in slots_of.items():
        if rules.two_different_reviewers and len(slots) > 1:
            broken += slots
        if rules.no_mutual_reviews and state != code and (code, state) in slots_of:
            broken += slots
    for slot, code in filling.items():
        base = slot.removesuffix("+")
        if base != slot and base in filling:
            instruments = {*situation.states[code].instruments, *situation.states[filling[base]].instruments}
            if not situation.package(split(slot)[0]) <= instruments:
                broken.append(base)
    return broken


class Filling:
    """Slots filled from their domains so that nobody makes too many or too few reviews."""

    def __init__(self, situation: Situation, domains: dict[str, list[str]]) -> None:
        self.domains = domains
        self.room = {code: situation.room(code) for code in situation.states}
        self.need = {code: situation.need(code) for code in situation.states}
        self.of: dict[str, str] = {}
        self.slots: dict[str, set[str]] = {code: set() for code in situation.states}

    def fill(self) -> dict[str, str] | None:
        if not all(self.place(slot, set()) for slot in self.domains):
            return None
        for code in self.need:
            while len(self.slots[code]) < self.need[code]:
                if not self.feed(code, {code}):
                    return None
        return self.of

    def put(self, slot: str, code: str) -> None:
        if slot in self.of:
            self.slots[self.of[slot]].remove(slot)
        self.of[slot] = code
        self.slots[code].add(slot)

    def place(self, slot: str, seen: set[str]) -> bool:
        """Give a slot a State, moving others out of its way."""
        for code in self.domains[slot]:
            if code in seen:
                continue
            seen.add(code)
            if len(self.slots[code]) < self.room[code] or any(
                self.place(other, seen) for other in sorted(self.slots[code])
            ):
                self.put(slot, code)
                return True
        return False

    def feed(self, code: str, seen: set[str]) -> bool:
        """Give a State one more slot, taken from one that has more than it needs, over others if need be."""
        for slot in self.domains:
            giver = self.of[slot]
            if giver in seen or code not in self.domains[slot]:
                continue
            seen.add(giver)
            if len(self.slots[giver]) > self.need[giver] or self.feed(giver, seen):
                self.put(slot, code)
                return True
        return False
