"""Two States review one another at most once: a count that numbers of reviews alone do not see.

A flow: each slot takes up a pair of States, which serves once, and each pair a review of one of the two.
Where not all slots get through, some are more than the pairs and reviews that are left for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .board import members

Pair = tuple[int, int]  # the smaller number first
# What a path reaches: a slot; a pair, "in" from a slot or "out" from a State that gives it up; a State.
Point = tuple[str, Any]


def pair_of(slot: int, reviewer: int) -> Pair:
    state = slot >> 2
    return (state, reviewer) if state < reviewer else (reviewer, state)


class Flow:
    """``opened``: the States open for each slot; ``room``: how many more reviews a State can make."""

    def __init__(self, opened: Mapping[int, int], room: Callable[[int], int]) -> None:
        self.opened, self.room = opened, room
        self.slot_of: dict[Pair, int] = {}
        self.state_of: dict[Pair, int] = {}
        self.held: defaultdict[int, set[Pair]] = defaultdict(set)
        self.ends: defaultdict[Pair, set[int]] = defaultdict(set)
        for slot, states in opened.items():
            for reviewer in members(states):
                self.ends[pair_of(slot, reviewer)].add(reviewer)

    def take(self, slot: int, pair: Pair) -> None:
        self.slot_of[pair] = slot

    def serve(self, pair: Pair, state: int) -> None:
        if pair in self.state_of:
            self.held[self.state_of[pair]].discard(pair)
        self.state_of[pair] = state
        self.held[state].add(pair)

    def release(self, pair: Pair) -> None:
        """Leave a pair to nobody: its slot takes up another one."""
        del self.slot_of[pair]
        self.held[self.state_of.pop(pair)].discard(pair)

    def beyond(self, point: Point) -> Iterator[Point]:
        """Where a path goes on from a point."""
        kind, at = point
        if kind == "slot":
            pairs = (pair_of(at, reviewer) for reviewer in members(self.opened[at]))
            yield from (("in", pair) for pair in pairs if self.slot_of.get(pair) != at)
        elif kind == "state":
            yield from (("out", pair) for pair in sorted(self.held[at]))
        else:
            taken = at in self.slot_of
            if kind == "out" or not taken:
                yield from (("state", end) for end in sorted(self.ends[at]) if end != self.state_of.get(at))
            if taken:
                yield "slot", self.slot_of[at]

    def augment(self, start: int) -> set[Point] | None:
        """Let one more slot through: None if done, else all points that were reached."""
        first = ("slot", start)
        queue, before = [first], {first: first}
        for point in queue:
            for found in self.beyond(point):
                if found in before:
                    continue
                before[found] = point
                queue.append(found)
                if found[0] == "state" and len(self.held[found[1]]) < self.room(found[1]):
                    self.follow(found, before)
                    return None
        return set(queue)

    def follow(self, end: Point, before: Mapping[Point, Point]) -> None:
        """Change the flow along a path, from its end to its start."""
        point = end
        while before[point] != point:
            earlier = before[point]
            if point[0] == "state":
                self.serve(earlier[1], point[1])
            elif point[0] == "in":
                self.take(earlier[1], point[1])
            elif earlier[0] == "out":
                self.release(earlier[1])
            point = earlier


def more_than_pairs(
    opened: Mapping[int, int], assigned: Mapping[int, int], room: Callable[[int], int]
) -> tuple[list[int], list[int]]:
    """Slots, and busy States: the slots are more than the reviews left to these and the pairs with others.

    Empty lists where all slots get through. ``assigned``: where to start, right in numbers.
    """
    flow, waiting = Flow(opened, room), []
    for slot in opened:
        pair = pair_of(slot, assigned[slot])
        if pair in flow.slot_of:
            waiting.append(slot)
        else:
            flow.take(slot, pair)
            flow.serve(pair, assigned[slot])
    in_vain = [slot for slot in waiting if flow.augment(slot) is not None]
    reached: set[Point] = set()
    for slot in in_vain:
        reached |= flow.augment(slot) or set()
    return (
        sorted(at for kind, at in reached if kind == "slot"),
        sorted(at for kind, at in reached if kind == "state"),
    )
