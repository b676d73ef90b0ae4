"""Who reviews whom as a picture: every State once, every review a line, all of it inside the square."""

from __future__ import annotations

import re
from math import hypot

import pytest

from reviewmech.lots.engine import State
from reviewmech.lots.graph import SIZE, SMALLEST_LABEL, graph_of, roman
from reviewmech.lots.reading import Reviewer, Row

ALL = ("UNTOC", "TIP", "SOM", "FA")


def states(count: int, groups: int = 5, width: int = 3) -> dict[str, State]:
    codes = [f"S{number:0{width - 1}}" for number in range(count)]
    return {code: State(code, f"Group {number % groups}", ALL) for number, code in enumerate(codes)}


def rows(found: dict[str, State]) -> list[Row]:
    """Each State is reviewed by the next of its group and by the next in the list."""
    codes = list(found)
    groups = len({state.group for state in found.values()})
    return [
        Row(
            found[code],
            1,
            (
                Reviewer(codes[(number + groups) % len(codes)], "home", ALL),
                Reviewer(codes[(number + 1) % len(codes)], "other", ALL),
            ),
        )
        for number, code in enumerate(codes)
    ]


def numbers(path: str) -> list[int]:
    return [int(each) for each in re.findall(r"-?\d+", path)]


@pytest.mark.parametrize(("count", "groups", "width"), [(3, 1, 3), (25, 5, 3), (178, 5, 3), (500, 90, 16)])
def test_every_state_and_review_is_there_once_and_inside_the_square(count, groups, width):
    found = states(count, groups, width)
    graph = graph_of(rows(found), found)
    assert sorted(node.code for node in graph.nodes) == sorted(found)
    assert [len(node.lines) for node in graph.nodes] == [2] * count
    assert sum(arc.states for arc in graph.arcs) == count
    for node in graph.nodes:
        reach = abs(node.x) + len(node.code) * 0.68 * float(graph.font)
        assert reach < SIZE / 2
        for line in node.lines:
            points = numbers(line.path)
            assert all(hypot(x, y) <= SIZE / 2 for x, y in zip(points[::2], points[1::2], strict=True))
    assert all(hypot(arc.x, arc.y) < SIZE / 2 for arc in graph.arcs)


def test_labels_of_178_states_have_a_place_each_and_those_of_500_are_left_out():
    many, more = states(178), states(500)
    assert not graph_of(rows(many), many).is_crowded
    assert graph_of(rows(more), more).is_crowded
    assert float(graph_of(rows(many), many).font) > SMALLEST_LABEL


def test_only_the_states_of_the_rows_are_drawn():
    found = states(25)
    graph = graph_of(rows(found)[:1], found)
    assert {node.code for node in graph.nodes} == {"S00", "S05", "S01"}


def test_states_of_a_group_stand_together():
    found = states(25)
    groups = [found[node.code].group for node in graph_of(rows(found), found).nodes]
    assert groups == sorted(groups)


def test_nothing_is_drawn_of_nothing():
    graph = graph_of([], {})
    assert (graph.nodes, graph.arcs) == ((), ())


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (5, "V"), (49, "XLIX"), (166, "CLXVI")])
def test_numerals(number, letters):
    assert roman(number) == letters
