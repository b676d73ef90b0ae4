"""Where a draw stands, read from PROCEDURE.md and not from the engine: what the oracles of these tests share.

Slots go by their names (``FRA/home+``); ``drawn`` maps those that have been drawn to codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reviewmech.lots.engine import Rules, State

SIDES = ("home", "other")


def split(slot: str) -> tuple[str, str]:
    """A slot's State under review and its place: home, home+, other or other+."""
    state, _slash, place = slot.partition("/")
    return state, place


def first_lots(states: Iterable[State], rules: Rules) -> tuple[str, ...]:
    """The additional lots of ``first``: for slots for which the input alone admits somebody, but nobody who
    covers the package. Section 5.
    """
    if rules.package != "first" or not rules.party_to_instruments:
        return ()
    start, lots = Situation(states, rules), []
    for slot in start.base_slots():
        admitted = [code for code in start.states if start.fits(slot, code)]
        if admitted and not any(start.covers(code, split(slot)[0]) for code in admitted):
            lots.append(f"{slot}+")
    return tuple(lots)


class Situation:
    """An input, its rules, its additional lots (those of ``first``), and everything drawn so far."""

    def __init__(
        self,
        states: Iterable[State],
        rules: Rules,
        additional: Iterable[str] = (),
        drawn: Mapping[str, str] | None = None,
    ) -> None:
        self.states = {state.code: state for state in sorted(states)}
        self.rules, self.additional = rules, tuple(additional)
        self.drawn: dict[str, str] = {}
        self.reviews: Counter[str] = Counter()
        self.reviewers: dict[str, list[str]] = {code: [] for code in self.states}
        for slot, code in (drawn or {}).items():
            self.draw(slot, code)

    def draw(self, slot: str, code: str) -> None:
        self.drawn[slot] = code
        self.reviews[code] += 1
        self.reviewers[split(slot)[0]].append(code)

    def after(self, slot: str, code: str) -> Situation:
        """The same, with one more ball drawn."""
        return Situation(self.states.values(), self.rules, self.additional, {**self.drawn, slot: code})

    def base_slots(self) -> list[str]:
        return [f"{code}/{side}" for code in self.states for side in SIDES]

    def remaining(self) -> list[str]:
        """The slots still to be drawn: section 6."""
        slots = [slot for slot in self.base_slots() if slot not in self.drawn]
        if self.rules.package == "literal":
            pending = [f"{slot}+" for slot in self.base_slots() if slot in self.drawn and self.missing(slot)]
            return slots + [slot for slot in pending if slot not in self.drawn]
        return slots + [slot for slot in self.additional if slot not in self.drawn]

    def package(self, code: str) -> set[str]:
        """What a reviewer of this State has to be party to."""
        return set(self.states[code].instruments) if self.rules.party_to_instruments else set()

    def covers(self, code: str, state: str) -> bool:
        return self.package(state) <= set(self.states[code].instruments)

    def missing(self, slot: str) -> set[str]:
        """What the reviewer drawn in a base slot is not party to."""
        return self.package(split(slot)[0]) - set(self.states[self.drawn[slot]].instruments)

    def fits(self, slot: str, code: str) -> bool:
        """Section 5, 1 and 2: what depends on the input alone."""
        state, place = split(slot)
        if self.rules.not_itself and code == state:
            return False
        same = self.states[code].group == self.states[state].group
        if place.startswith("home"):
            return same or self.rules.home == "any"
        return not same or self.rules.other == "any"

    def is_free(self, slot: str, code: str) -> bool:
        """Section 5, 3 to 5: what depends on everything drawn."""
        state, _place = split(slot)
        if self.rules.two_different_reviewers and code in self.reviewers[state]:
            return False
        if self.rules.no_mutual_reviews and code != state and state in self.reviewers[code]:
            return False
        return not self.rules.most_reviews or self.reviews[code] < self.rules.most_reviews

    def is_party(self, slot: str, code: str) -> bool:
        """Section 5, 6, of a slot that remains: under ``literal`` a base slot demands the package."""
        state, place = split(slot)
        if not place.endswith("+"):
            return f"{slot}+" in self.additional or self.covers(code, state)
        base = slot.removesuffix("+")
        return base not in self.drawn or self.missing(base) <= set(self.states[code].instruments)

    def is_open(self, slot: str, code: str) -> bool:
        """Whether a State may serve in a slot that remains, before any branch of a proof: section 9."""
        return self.fits(slot, code) and self.is_free(slot, code) and self.is_party(slot, code)

    def is_ball(self, slot: str, code: str) -> bool:
        """Whether a State is in the bowl of the slot that is drawn next: section 5."""
        state, place = split(slot)
        if not (self.fits(slot, code) and self.is_free(slot, code)):
            return False
        if self.rules.package == "first" or place.endswith("+"):
            return self.is_party(slot, code)
        to_come = sum(base not in self.drawn for base in (f"{state}/home", f"{state}/other")) - 1
        with_extra = len(self.reviewers[state]) + 2 + to_come
        return self.covers(code, state) or with_extra <= self.rules.most_reviewers

    def bowl(self, slot: str) -> list[str]:
        return [code for code in self.states if self.is_ball(slot, code)]

    def room(self, code: str) -> int:
        """How many more reviews a State may make; without a limit: as many as there are slots left."""
        if not self.rules.most_reviews:
            return len(self.remaining())
        return self.rules.most_reviews - self.reviews[code]

    def need(self, code: str) -> int:
        """How many more reviews a State has to make."""
        return max(0, self.rules.fewest_reviews - self.reviews[code])
