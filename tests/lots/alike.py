"""Are States of one group and membership drawn alike? Counted over many draws."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import permutations

from reviewmech.lots.engine import Drawing, State

from .chances import kind_of


class Alike:
    """How often each pair, and each start group, was drawn."""

    def __init__(self, states: Sequence[State]) -> None:
        self.states, self.draws = states, 0
        self.pairs: Counter[tuple[str, str, str]] = Counter()
        self.starts: Counter[tuple[str, int]] = Counter()

    def add(self, drawing: Drawing) -> None:
        self.draws += 1
        for line in drawing.result:
            self.starts[line["state"], line["start_group"]] += 1
            self.pairs.update((line["state"], line[side], side) for side in ("home", "other"))

    def merge(self, other: Alike) -> None:
        self.draws += other.draws
        self.pairs.update(other.pairs)
        self.starts.update(other.starts)

    def farthest(self) -> float:
        """By how many sigmas a pair was drawn more or less often than others of its kinds of States."""
        kinds = defaultdict(list)
        for one, two in permutations(self.states, 2):
            for side in ("home", "other"):
                kinds[kind_of(one), kind_of(two), side].append(self.pairs[one.code, two.code, side])
        return max(
            self._sigmas(count, sum(counts) / len(counts)) for counts in kinds.values() for count in counts
        )

    def farthest_start(self) -> float:
        """The same for a State's start group, of which there are three."""
        codes = [state.code for state in self.states]
        counts = (self.starts[code, group] for code in codes for group in (1, 2, 3))
        return max(self._sigmas(count, self.draws / 3) for count in counts)

    def _sigmas(self, count: int, mean: float) -> float:
        sigma = (mean * (1 - mean / self.draws)) ** 0.5
        return abs(count - mean) / sigma if sigma else 0.0
