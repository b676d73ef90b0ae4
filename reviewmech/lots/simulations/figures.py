"""What a simulation found, as pages show it: in the reader's digits, all sets of rules side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..engine.simulating import SETTING_ASIDE
from ..models import SimulationVariant
from ..switches import SWITCHES, RuleInWords, rules_in_words


@dataclass(frozen=True)
class Way:
    """One set of rules with what its draws added up to."""

    variant: SimulationVariant
    name: str

    @property
    def tally(self) -> dict[str, Any]:
        tally: dict[str, Any] = self.variant.tally or {}
        return tally

    @property
    def draws(self) -> int:
        return int(self.tally["draws"])

    @property
    def extra_lots(self) -> float:
        """Additional lots in a draw."""
        return float(self.tally["extra_lots"] / self.draws)

    @property
    def set_aside(self) -> float:
        """Balls set aside in a draw."""
        return float(sum(self.tally["set_aside_by_rule"].values()) / self.draws)

    def shares(self, histogram: str) -> dict[int, float]:
        """Of the States in all draws, which share had a number: of ``reviews_per_state`` or the like."""
        counted = self.tally[histogram]
        whole = sum(counted.values())
        return {int(number): times / whole for number, times in counted.items()}

    @property
    def chances(self) -> tuple[float, float]:
        """The smallest and the largest chance of all kinds of pairs that occurred."""
        lines = self.tally["pair_probabilities"]
        found = [float(reviewer["probability"]) for line in lines for reviewer in line["reviewers"]]
        return min(filter(None, found), default=0.0), max(found, default=0.0)


@dataclass(frozen=True)
class Bar:
    """``words``: the number; ``width``: of the bar beside it, out of 100; empty for none."""

    words: str
    width: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """A table with a bar in each cell."""

    key: str
    title: str
    explanation: str
    head: str
    lines: tuple[Line, ...]


def ways_of(variants: Sequence[SimulationVariant], names: Sequence[str]) -> list[Way]:
    """Those sets of rules that have figures."""
    return [Way(*each) for each in zip(variants, names, strict=True) if each[0].tally]


def percent(share: float, digits: int = 1) -> str:
    """A share of 1 in the reader's digits; one that is too small to show is said to be."""
    least = 10.0 ** -(digits + 2)
    if 0 < share < least / 2:
        return _("under %(number)s%%") % {"number": number_format(least * 100, digits)}
    # Translators: a percentage, as your language writes it.
    return _("%(number)s%%") % {"number": number_format(share * 100, 0 if share in {0, 1} else digits)}


def mean(number: float, digits: int = 2) -> str:
    """An average in the reader's digits."""
    return number_format(number, digits if number else 0)


def key_figures(ways: Sequence[Way]) -> list[Line]:
    """The few numbers to look at first."""
    rows = {
        _("Draws"): [number_format(way.draws) for way in ways],
        _("Additional lots in a draw"): [mean(way.extra_lots) for way in ways],
        _("Reviews a State makes, on average"): [mean(way.tally["mean_load"]) for way in ways],
        _("Balls set aside in a draw"): [mean(way.set_aside) for way in ways],
        _("Smallest chance of a pair that occurred"): [percent(way.chances[0], 2) for way in ways],
        _("Largest chance of a pair"): [percent(way.chances[1], 2) for way in ways],
    }
    return [Line(label, tuple(map(Bar, numbers))) for label, numbers in rows.items()]


def charts(ways: Sequence[Way]) -> list[Chart]:
    return [
        Chart(
            "reviews",
            _("Reviews that a State makes"),
            _("Of all States in all draws, how many made that number of reviews."),
            _("Reviews"),
            tuple(lines_of_shares(ways, "reviews_per_state")),
        ),
        Chart(
            "reviewers",
            _("Reviewers of a State"),
            _("Of all States in all draws, how many had that number of reviewers."),
            _("Reviewers"),
            tuple(lines_of_shares(ways, "reviewers_per_state")),
        ),
        Chart(
            "set-aside",
            _("Balls set aside, by rule"),
            _(
                "How many in a draw, and the rule on which the proof rests first. A ball is set aside where, "
                "with it, the draw could no longer be completed."
            ),
            _("Rule"),
            tuple(lines_of_rules(ways)),
        ),
    ]


def lines_of_shares(ways: Sequence[Way], histogram: str) -> Iterator[Line]:
    shares = [way.shares(histogram) for way in ways]
    for number in sorted({number for each in shares for number in each}):
        found = [each.get(number, 0.0) for each in shares]
        yield Line(number_format(number), tuple(Bar(percent(share), width(share)) for share in found))


def lines_of_rules(ways: Sequence[Way]) -> Iterator[Line]:
    rates = [
        {rule: way.tally["set_aside_by_rule"][rule] / way.draws for rule in SETTING_ASIDE} for way in ways
    ]
    most = max((rate for each in rates for rate in each.values()), default=0) or 1
    for rule in SETTING_ASIDE:
        bars = (Bar(mean(each[rule]), width(each[rule] / most)) for each in rates)
        yield Line(str(SWITCHES[rule].label), tuple(bars))


def width(share: float) -> str:
    return f"{share * 100:.2f}"


@dataclass(frozen=True)
class Difference:
    """A rule that is not the same in all sets, or not the default one, with its values in words."""

    rule: RuleInWords
    values: tuple[str, ...]


def differences(variants: Sequence[SimulationVariant]) -> list[Difference]:
    """The rules to tell the sets by: those in which one of them is not as the others, or as the default."""
    sets = [rules_in_words(variant.rules) for variant in variants]
    columns = zip(*sets, strict=True)
    return [
        Difference(rules[0], tuple(rule.value_in_words for rule in rules))
        for rules in columns
        if not all(rule.is_default for rule in rules)
    ]
