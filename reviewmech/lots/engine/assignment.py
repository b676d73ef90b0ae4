"""Who would serve in which remaining slot, and how that is changed along alternating chains.

A chain moves one slot to another State, which gives up one of its own to a third, and so on. *Strict* chains
keep apart what cannot go together (mutual reviews, the same State twice, an additional reviewer who does not
complete the package); others look at numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .board import Board, members


class Assignment:
    """``of[x]``: who has a slot; ``held[t]``: the slots of a State. ``opened``: who may have a slot."""

    def __init__(self, board: Board, opened: Callable[[int], int]) -> None:
        self.board, self.opened = board, opened
        self.of: dict[int, int] = {}
        self.held: list[set[int]] = [set() for _ in board.states]
        self.log: list[tuple[int, int]] = []  # slots with who had them before; -1: nobody

    def total(self, state: int) -> int:
        """All reviews of a State, drawn and assigned."""
        return self.board.load[state] + len(self.held[state])

    def take(self, slot: int) -> int:
        """Leave a slot to nobody; returns who had it, -1 for nobody."""
        had = self.of.pop(slot, -1)
        if had >= 0:
            self.held[had].discard(slot)
        self.log.append((slot, had))
        return had

    def give(self, slot: int, state: int) -> None:
        self.take(slot)
        self.of[slot] = state
        self.held[state].add(slot)

    def undo(self, mark: int) -> None:
        """Back to how it was when ``log`` was ``mark`` long."""
        while len(self.log) > mark:
            slot, had = self.log.pop()
            now = self.of.pop(slot, -1)
            if now >= 0:
                self.held[now].discard(slot)
            if had >= 0:
                self.of[slot] = had
                self.held[had].add(slot)

    def candidates(self, slot: int) -> int:
        """Who may have a slot without getting into the way of another slot as assigned now."""
        found, state, rules = self.opened(slot), slot >> 2, self.board.rules
        if rules.no_mutual_reviews:
            for reviewed in self.held[state]:
                if reviewed >> 2 != state:
                    found &= ~(1 << (reviewed >> 2))
        if rules.two_different_reviewers:
            first = 4 * state
            for other in range(first, first + 4):
                if other != slot and (has := self.of.get(other, -1)) >= 0:
                    found &= ~(1 << has)
        return found & self._completing(slot) if self.board.additional else found

    def _completing(self, slot: int) -> int:
        """Under ``first`` with additional lots: who completes the package with the other one of the side."""
        partner = slot ^ 1
        if partner not in self.of or (slot | 1) not in self.board.additional:
            return self.board.everybody
        return self.board.parties[self.board.missing(slot >> 2, self.of[partner])]

    def conflicts(self) -> list[tuple[int, int]]:
        """Pairs of slots that cannot stay as they are, each once, in a lasting order."""
        found = []
        for slot in sorted(self.of):
            if not self.candidates(slot) >> self.of[slot] & 1:
                found += [(slot, other) for other in self._in_the_way(slot) if slot < other]
        return found

    def _in_the_way(self, slot: int) -> list[int]:
        state, has = slot >> 2, self.of[slot]
        found = []
        if self.board.rules.no_mutual_reviews and has != state:
            found += [4 * has + place for place in range(4) if self.of.get(4 * has + place) == state]
        if self.board.rules.two_different_reviewers:
            own = (4 * state + place for place in range(4))
            found += [other for other in own if other != slot and self.of.get(other) == has]
        if self.board.additional and not self._completing(slot) >> has & 1:
            found.append(slot ^ 1)
        return sorted(found)

    def place(self, slot: int, *, strict: bool) -> int | None:
        """Find somebody for a slot that nobody has: None if done, else the States that were reached."""
        return self._move([slot], 0, strict=strict)

    def relieve(self, state: int, *, strict: bool) -> int | None:
        """Move one of the slots of a State that has too many: None if done, else the States reached."""
        return self._move(sorted(self.held[state]), 1 << state, strict=strict)

    def _move(self, starts: Iterable[int], seen: int, *, strict: bool) -> int | None:
        queue, reached_by = list(starts), {}
        most, load, held = self.board.most, self.board.load, self.held
        for slot in queue:
            found = (self.candidates(slot) if strict else self.opened(slot)) & ~seen
            seen |= found
            for state in members(found):
                reached_by[state] = slot
                if load[state] + len(held[state]) < most:
                    return None if self._follow(state, reached_by, strict=strict) else seen
            for state in members(found):
                queue += sorted(held[state])
        return seen

    def _follow(self, state: int, reached_by: dict[int, int], *, strict: bool) -> bool:
        """Pass the slots on along the chain that ends with a State; False if two links are in the way."""
        while True:
            slot = reached_by[state]
            had = self.of.get(slot, -1)
            if strict and not self.candidates(slot) >> state & 1:
                return False
            self.give(slot, state)
            if had not in reached_by:
                return True
            state = had

    def feed(self, state: int, *, strict: bool) -> int | None:
        """Find one more slot for a State that has too few: None if done, else the States reached."""
        queue, seen, gives = [state], 1 << state, {}
        fewest = self.board.rules.fewest_reviews
        possible = [(x, self.candidates(x) if strict else self.opened(x)) for x in sorted(self.of)]
        for taker in queue:
            possible = [(x, found) for x, found in possible if not seen >> self.of[x] & 1]
            for slot, found in possible:
                holder = self.of[slot]
                if not found >> taker & 1 or seen >> holder & 1:
                    continue
                seen |= 1 << holder
                gives[holder] = (slot, taker)
                if self.total(holder) > fewest:
                    return None if self._hand_over(holder, gives, state, strict=strict) else seen
                queue.append(holder)
        return seen

    def _hand_over(
        self, holder: int, gives: dict[int, tuple[int, int]], hungry: int, *, strict: bool
    ) -> bool:
        while holder != hungry:
            slot, taker = gives[holder]
            if strict and not self.candidates(slot) >> taker & 1:
                return False
            self.give(slot, taker)
            holder = taker
        return True

    def hungry(self) -> list[int]:
        """The States that make too few reviews, each as often as it lacks one."""
        fewest = self.board.rules.fewest_reviews
        counts = ((t, fewest - self.total(t)) for t in range(len(self.held)))
        return [t for t, lacks in counts for _ in range(lacks)]
