"""Who reviews whom as a picture: States on a circle, group by group, with a line from reviewer to reviewed.

Coordinates are whole numbers in a square of ``SIZE`` around the origin; angles are degrees, clockwise from
the right. Nothing here is a word: the table beside the picture says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, radians, sin

from .engine import State
from .reading import Row

SIZE = 1000
NUMERAL = 56  # what an arc's numeral needs beyond the labels
GAP = 2  # places left free between two groups
FEW = 12  # States: their picture is small, and its labels are large
SMALLEST_LABEL, LARGEST_LABEL, LARGEST_OF_FEW = 6.5, 20.0, 34.0
LETTER = 0.68  # the width of a letter in sizes of the font
# How far in the lines of a side are bent, in radii: lines to another group run in bundles by the middle.
BEND = {"home": 0.72, "other": 0.34}
# How far from the middle of its place the lines of a side end: the arrows must not lie on each other.
ASIDE = {"home": -1, "other": 1}


@dataclass(frozen=True)
class Line:
    """From reviewer to reviewed. ``path``: the ``d`` of an SVG path."""

    path: str
    place: str

    @property
    def side(self) -> str:
        return self.place.rstrip("+")

    @property
    def is_additional(self) -> bool:
        return self.place.endswith("+")


@dataclass(frozen=True)
class Node:
    """A State: ``turn`` and ``x`` put its label outside the circle; ``flipped``: on the left, where it ends.

    ``lines``: to this State, from its reviewers.
    """

    code: str
    turn: str
    x: int
    flipped: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Arc:
    """A group: its numeral, where that stands, and the arc along its States."""

    group: str
    numeral: str
    states: int
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Graph:
    """``font``: size of the labels; ``is_small``: of few States; ``is_crowded``: of more than get labels."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    font: str
    is_small: bool
    is_crowded: bool


def graph_of(rows: Iterable[Row], states: Mapping[str, State]) -> Graph:
    """The picture of some rows of a result: every State in them, and no other."""
    by_code = {row.code: row for row in rows}
    named = {code for row in by_code.values() for code in (row.code, *(each.code for each in row.reviewers))}
    circle = Circle(sorted((states[code] for code in named), key=lambda each: (each.group, each.code)))
    return circle.graph(by_code)


class Circle:
    """Where everything stands."""

    def __init__(self, states: list[State]) -> None:
        self.groups = [(group, list(same)) for group, same in groupby(states, key=lambda each: each.group)]
        longest = max((len(state.code) for state in states), default=1)
        self.places = len(states) + GAP * len(self.groups)
        self.step = 360 / max(self.places, 1)
        self.is_small = len(states) <= FEW
        largest = LARGEST_OF_FEW if self.is_small else LARGEST_LABEL
        self.font = largest
        for _again in range(3):  # the labels need room, and the room gives their size
            self.radius = SIZE / 2 - NUMERAL - 10 - longest * LETTER * self.font
            pitch = 2 * pi * self.radius / max(self.places, 1)
            self.font = max(SMALLEST_LABEL, min(largest, 0.9 * pitch))
        self.is_crowded = 0.9 * pitch < SMALLEST_LABEL
        self.label_room = longest * LETTER * self.font
        self.angles: dict[str, float] = {}
        self.middles: dict[str, float] = {}
        self._place()

    def _place(self) -> None:
        step, place = self.step, GAP / 2 + 0.5
        for _group, states in self.groups:
            middle = -90 + step * (place + (len(states) - 1) / 2)
            for state in states:
                self.angles[state.code] = -90 + step * place
                self.middles[state.code] = middle
                place += 1
            place += GAP

    def graph(self, rows: Mapping[str, Row]) -> Graph:
        nodes = tuple(self._node(code, rows.get(code)) for code in self.angles)
        arcs = tuple(self._arc(number, *group) for number, group in enumerate(self.groups, start=1))
        return Graph(nodes, arcs, f"{self.font:.1f}", self.is_small, self.is_crowded)

    def _node(self, code: str, row: Row | None) -> Node:
        angle = self.angles[code]
        flipped = 90 < angle % 360 < 270
        x = round(self.radius + 12)
        return Node(
            code=code,
            turn=f"{(angle + 180 if flipped else angle) % 360:.1f}",
            x=-x if flipped else x,
            flipped=flipped,
            lines=tuple(self._line(code, each.code, each.place) for each in row.reviewers) if row else (),
        )

    def _line(self, reviewed: str, reviewer: str, place: str) -> Line:
        bend = BEND[place.rstrip("+")] * self.radius
        start, end = self.angles[reviewer], self.angles[reviewed]
        points = (
            at(start, self.radius - 6),
            at(between(start, self.middles[reviewer]), bend),
            at(between(end, self.middles[reviewed]), bend),
            at(end + ASIDE[place.rstrip("+")] * min(0.22 * self.step, 1.5), self.radius - 7),
        )
        (x, y), *others = points
        return Line(f"M{x} {y}C{' '.join(f'{a} {b}' for a, b in others)}", place)

    def _arc(self, number: int, group: str, states: list[State]) -> Arc:
        first, last = self.angles[states[0].code], self.angles[states[-1].code]
        beyond = min(0.5 * self.step, 4)
        (x1, y1), (x2, y2) = at(first - beyond, self.radius), at(last + beyond, self.radius)
        radius, wide = round(self.radius), int(last - first + 2 * beyond > 180)
        x, y = at((first + last) / 2, self.radius + 12 + self.label_room + NUMERAL / 2)
        path = f"M{x1} {y1}A{radius} {radius} 0 {wide} 1 {x2} {y2}"
        return Arc(group, roman(number), len(states), path, x, y)


def at(angle: float, radius: float) -> tuple[int, int]:
    return round(radius * cos(radians(angle))), round(radius * sin(radians(angle)))


def between(angle: float, middle: float) -> float:
    """A little more than half way to the middle of the group."""
    return angle + 0.55 * (middle - angle)


def roman(number: int) -> str:
    digits = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ]
    found = ""
    for value, letters in digits:
        found += letters * (number // value)
        number %= value
    return found
