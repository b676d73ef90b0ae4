"""What has been drawn, and whom the rules admit. PROCEDURE.md, sections 4 and 5.

States are numbers in the order of their codes; sets of States are integers, one bit a State. A slot is
``4 * State + place``, where the places are home, home+, other, other+.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .parties import INSTRUMENTS, State
from .rules import Rules

PLACES = ("home", "home+", "other", "other+")
HOME, OTHER = 0, 2
NO_LIMIT = 1 << 30


def members(states: int) -> Iterator[int]:
    """The numbers of a set, ascending."""
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest


def is_additional(slot: int) -> bool:
    return bool(slot & 1)


class Board:
    """The States and rules, which stay, and what is drawn, which grows.

    ``load[t]``: reviews of t drawn so far; ``winners[x]``: who was drawn in a slot.
    """

    def __init__(self, states: Sequence[State], rules: Rules, additional: Sequence[int] = ()) -> None:
        self.states, self.rules, self.additional = states, rules, frozenset(additional)
        self.everybody = (1 << len(states)) - 1
        self.most = rules.most_reviews or NO_LIMIT
        self.literal = rules.package == "literal"
        self.packages = [sum(1 << INSTRUMENTS.index(each) for each in s.instruments) for s in states]
        if not rules.party_to_instruments:
            self.packages = [0] * len(states)
        # By a set of instruments (four bits): who is party to all of them.
        self.parties = [
            sum(1 << t for t, held in enumerate(self.packages) if not wanted & ~held) for wanted in range(16)
        ]
        self.groups: dict[str, int] = {}
        for number, state in enumerate(states):
            self.groups[state.group] = self.groups.get(state.group, 0) | 1 << number
        self.admitted = [self._admitted(s, place) for s in range(len(states)) for place in range(4)]
        self.clear()

    def clear(self) -> None:
        count = len(self.states)
        self.load = [0] * count
        self.by_load = [self.everybody]  # by number of reviews: who has made so many
        self.full = 0
        self.reviewers = [0] * count
        self.reviews = [0] * count
        self.winners: dict[int, int] = {}
        self.remaining = {x for s in range(count) for x in (4 * s + HOME, 4 * s + OTHER)} | self.additional

    def _admitted(self, state: int, place: int) -> int:
        """Whom the rules on the side and on reviewing oneself admit, whatever is drawn."""
        same = self.groups[self.states[state].group]
        if place < OTHER:
            admitted = same if self.rules.home == "same" else self.everybody
        else:
            admitted = self.everybody & ~same if self.rules.other == "different" else self.everybody
        return admitted & ~(1 << state) if self.rules.not_itself else admitted

    def name(self, slot: int) -> str:
        return f"{self.states[slot >> 2].code}/{PLACES[slot & 3]}"

    def label(self, slot: int) -> str:
        return f"{PLACES[slot & 3]}/{self.states[slot >> 2].code}"

    def codes(self, states: int) -> list[str]:
        return [self.states[t].code for t in members(states)]

    def covering(self, state: int) -> int:
        """Who is party to the whole package of a State."""
        return self.parties[self.packages[state]]

    def missing(self, state: int, reviewer: int) -> int:
        """The instruments of a State's package that a reviewer is not party to."""
        return self.packages[state] & ~self.packages[reviewer]

    def bowl(self, slot: int) -> int:
        """Whom the rules admit in the slot that is drawn next."""
        if not self.literal or is_additional(slot):
            return self.open(slot)
        state = slot >> 2
        admitted = self._after_what_is_drawn(slot)
        drawn = sum(4 * state + place in self.winners for place in range(4))
        to_come = sum(4 * state + place in self.remaining for place in (HOME, OTHER))
        if drawn + to_come + 1 > self.rules.most_reviewers:
            return admitted & self.covering(state)
        return admitted

    def open(self, slot: int) -> int:
        """Who can still serve in a remaining slot, as a proof counts it: PROCEDURE.md, section 9."""
        state = slot >> 2
        admitted = self._after_what_is_drawn(slot)
        if is_additional(slot):
            base = self.winners.get(slot - 1)
            return admitted if base is None else admitted & self.parties[self.missing(state, base)]
        return admitted if slot + 1 in self.additional else admitted & self.covering(state)

    def _after_what_is_drawn(self, slot: int) -> int:
        state = slot >> 2
        admitted = self.admitted[slot] & ~self.full
        if self.rules.two_different_reviewers:
            admitted &= ~self.reviewers[state]
        if self.rules.no_mutual_reviews:
            admitted &= ~(self.reviews[state] & ~(1 << state))
        return admitted

    def draw(self, slot: int, winner: int) -> None:
        """Put down who is drawn. Under ``literal`` an additional slot may open."""
        state = slot >> 2
        self.winners[slot] = winner
        self.remaining.discard(slot)
        self._count(winner, 1)
        self.reviewers[state] |= 1 << winner
        self.reviews[winner] |= 1 << state
        if self.literal and not is_additional(slot) and self.missing(state, winner):
            self.remaining.add(slot + 1)

    def undo(self, slot: int) -> None:
        """Take back the draw of a slot that was the last one drawn."""
        state, winner = slot >> 2, self.winners.pop(slot)
        if self.literal and not is_additional(slot):
            self.remaining.discard(slot + 1)
        self.remaining.add(slot)
        self._count(winner, -1)
        others = sum(1 << t for t in {self.winners.get(4 * state + place, -1) for place in range(4)} - {-1})
        self.reviewers[state] = others
        if not others >> winner & 1:
            self.reviews[winner] &= ~(1 << state)

    def _count(self, reviewer: int, change: int) -> None:
        bit = 1 << reviewer
        self.by_load[self.load[reviewer]] ^= bit
        self.load[reviewer] += change
        if self.load[reviewer] == len(self.by_load):
            self.by_load.append(0)
        self.by_load[self.load[reviewer]] ^= bit
        self.full = self.full | bit if self.load[reviewer] >= self.most else self.full & ~bit
