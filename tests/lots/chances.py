"""How likely each result is, exactly, and whether what was drawn looks like it.

Every order of the tickets of a label is equally likely, and no label's tickets tell of another's. The order
of the States is therefore any, and the winner of a slot is any of the completable balls of the lowest tier
that has one, all equally likely. A State's name plays no part: States of one group and membership are called
by the place in which they come up, which leaves few orders to look at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, permutations, product
from typing import Any

from reviewmech.lots.engine import Drawing, Rules, State

from .exact import completion
from .situation import Situation, first_lots

Chances = dict[Hashable, Fraction]
# A result: the home and other reviewer of the first State by code, of the second, and so on.
Result = tuple[str, ...]


def valid_results(states: Sequence[State], rules: Rules) -> list[Result]:
    """Every result without additional lots that keeps the rules."""
    codes = sorted(state.code for state in states)
    ways = [ways_to_review(Situation(states, rules), code) for code in codes]
    found: list[Result] = []

    def go_on(so_far: Result) -> None:
        here = len(so_far) // 2
        if here == len(codes):
            if all(so_far.count(code) >= rules.fewest_reviews for code in codes):
                found.append(so_far)
            return
        for pair in ways[here]:
            if not breaks_a_rule(rules, codes, so_far, pair):
                go_on((*so_far, *pair))

    go_on(())
    return found


def breaks_a_rule(rules: Rules, codes: list[str], so_far: Result, pair: tuple[str, str]) -> bool:
    """Whether two reviewers of the next State cannot be, after those of the States before it."""
    here = len(so_far) // 2
    most = rules.most_reviews or 2 * len(codes)
    if any(so_far.count(each) + pair.count(each) > most for each in pair):
        return True
    earlier = [2 * codes.index(each) for each in pair if codes.index(each) < here]
    return rules.no_mutual_reviews == 1 and any(codes[here] in so_far[at : at + 2] for at in earlier)


def ways_to_review(start: Situation, code: str) -> list[tuple[str, str]]:
    """The pairs of a home and another reviewer that the input admits for a State."""
    home, other = (
        [each for each in start.states if start.fits(slot, each) and start.covers(each, code)]
        for slot in (f"{code}/home", f"{code}/other")
    )
    pairs = product(home, other)
    return [pair for pair in pairs if len(set(pair)) == 2 or not start.rules.two_different_reviewers]


def probabilities(results: list[Result], order: Sequence[State], *, by_tier: bool) -> Chances:
    """The probability of each result, given the order in which the States come up."""
    codes = sorted(state.code for state in order)
    slots = [2 * codes.index(state.code) + side for state in order for side in (0, 1)]
    found: dict[Hashable, Fraction] = {}

    def draw(left: list[Result], number: int, drawn: Result, likely: Fraction) -> None:
        if number == len(slots):
            found[left[0]] = likely
            return
        completable = defaultdict(list)
        for result in left:
            completable[result[slots[number]]].append(result)
        lowest = min(map(drawn.count, completable))
        tier = [ball for ball in completable if not by_tier or drawn.count(ball) == lowest]
        for ball in tier:
            draw(completable[ball], number + 1, (*drawn, ball), likely / len(tier))

    draw(results, 0, (), Fraction(1))
    return found


def orders(states: Sequence[State]) -> list[list[State]]:
    """The orders in which States come up, as far as they differ by more than by names: all equally likely."""
    found = []
    for pattern in patterns(tuple(sorted(map(kind_of, states)))):
        left = defaultdict(list)
        for state in sorted(states):
            left[kind_of(state)].append(state)
        found.append([left[kind].pop(0) for kind in pattern])
    return found


def patterns(kinds: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The orders of things some of which are alike."""
    if not kinds:
        yield ()
    for kind in sorted(set(kinds)):
        at = kinds.index(kind)
        for rest in patterns(kinds[:at] + kinds[at + 1 :]):
            yield (kind, *rest)


def kind_of(state: State) -> tuple[str, tuple[str, ...]]:
    return state.group, state.instruments


def as_they_come_up(drawing: Drawing) -> tuple[Result, Result]:
    """The order and the result of a drawing, each State called as ``orders`` calls it."""
    codes = list(dict.fromkeys(step.slot.split("/")[0] for step in drawing.steps))
    by_code = {state.code: state for state in drawing.setting.states}
    names = defaultdict(list)
    for state in drawing.setting.states:
        names[kind_of(state)].append(state.code)
    called = {code: names[kind_of(by_code[code])].pop(0) for code in codes}
    lines = sorted(drawing.result, key=lambda line: called[line["state"]])
    result = tuple(called[line[side]] for line in lines for side in ("home", "other"))
    return tuple(called[code] for code in codes), result


def is_likely(observed: Counter[Hashable], expected: Mapping[Hashable, float], sigmas: float = 4) -> bool:
    """Chi-square: whether what was counted is what was to be expected. Rare things are counted together."""
    assert observed.keys() <= expected.keys(), observed.keys() - expected.keys()
    often = {key: value for key, value in expected.items() if value >= 5}
    pairs = [(observed[key], value) for key, value in often.items()]
    rare = sum(expected.values()) - sum(often.values())
    if rare >= 5:
        pairs.append((observed.total() - sum(number for number, _value in pairs), rare))
    statistic = sum((number - value) ** 2 / value for number, value in pairs)
    return statistic <= chi_square_bound(len(pairs) - 1, sigmas)


def chi_square_bound(freedom: int, sigmas: float) -> float:
    """What chi-square exceeds as rarely as a normal number exceeds so many sigmas (Wilson and Hilferty)."""
    spread = 2 / (9 * freedom)
    return freedom * (1 - spread + sigmas * spread**0.5) ** 3


def solved_probabilities(states: Sequence[State], rules: Rules) -> Chances:
    """The same for everything that is drawn, additional lots too, with the exact solver: for few States."""
    found: dict[Hashable, Fraction] = defaultdict(Fraction)

    def draw(here: Situation, order: Sequence[State], likely: Fraction) -> None:
        slot = next_slot(here, order)
        if not slot:
            found[tuple(sorted(here.drawn.items()))] += likely
            return
        balls = sorted(here.bowl(slot), key=lambda ball: here.reviews[ball] * rules.fewest_reviews_first)
        tiers = groupby(balls, key=lambda ball: here.reviews[ball] * rules.fewest_reviews_first)
        for _reviews, tier in tiers:
            after = [here.after(slot, ball) for ball in tier]
            completable = [each for each in after if completion(each) is not None]
            for each in completable:
                draw(each, order, likely / len(completable))
            if completable:
                return

    every = list(permutations(states))
    for order in every:
        draw(Situation(states, rules, first_lots(states, rules)), order, Fraction(1, len(every)))
    return found


def next_slot(here: Situation, order: Sequence[State]) -> str:
    remaining = set(here.remaining())
    names = (f"{state.code}/{place}" for state in order for place in ("home", "home+", "other", "other+"))
    return next((name for name in names if name in remaining), "")
