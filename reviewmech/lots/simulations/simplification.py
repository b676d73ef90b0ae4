"""Suggestions for simplification: three ways to draw, what each makes simpler, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Prefetch
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..engine import Rules
from ..engine.rules import NOT_CONFIRMED
from ..enums import SimulationState
from ..models import Simulation, SimulationVariant
from ..switches import RuleInWords, rules_in_words
from .figures import Bar, Line, Way, mean, percent

# The sets of rules that are compared, as changes to the default ones.
SUGGESTIONS = ({"package": "first"}, {"package": "literal"}, {"fewest_reviews_first": 0})
MOST_LOOKED_AT = 20  # public simulations, to find the newest one that compares the three


@dataclass(frozen=True)
class WayInWords:
    """The figures of one way as its sentences need them."""

    extra_lots: str
    set_aside: str
    mean_load: str
    most_reviews: str
    most_reviewers: str
    two_reviewers: str
    more_reviewers: str
    two_reviews: str
    smallest_chance: str
    largest_chance: str

    @classmethod
    def of(cls, way: Way) -> Self:
        reviewers, reviews = way.shares("reviewers_per_state"), way.shares("reviews_per_state")
        two = reviewers.get(2, 0.0)
        return cls(
            extra_lots=mean(way.extra_lots, 1),
            set_aside=mean(way.set_aside, 1),
            mean_load=mean(way.tally["mean_load"]),
            most_reviews=number_format(max(reviews)),
            most_reviewers=number_format(max(reviewers)),
            two_reviewers=percent(two),
            more_reviewers=percent(1 - two),
            two_reviews=percent(reviews.get(2, 0.0)),
            smallest_chance=percent(way.chances[0], 2),
            largest_chance=percent(way.chances[1], 2),
        )


@dataclass(frozen=True)
class Suggestions:
    """A simulation of the three ways; one of them is None where no result can satisfy it."""

    simulation: Simulation
    ways: tuple[WayInWords | None, ...]

    @property
    def first(self) -> WayInWords | None:
        return self.ways[0]

    @property
    def literal(self) -> WayInWords | None:
        return self.ways[1]

    @property
    def no_tier(self) -> WayInWords | None:
        return self.ways[2]

    @property
    def lines(self) -> list[Line]:
        """The same figures side by side."""
        rows = {
            _("Additional lots in a draw"): "extra_lots",
            _("States with two reviewers"): "two_reviewers",
            _("Most reviewers of a State"): "most_reviewers",
            _("Reviews a State makes, on average"): "mean_load",
            _("States that make two reviews"): "two_reviews",
            _("Most reviews that a State makes"): "most_reviews",
            _("Balls set aside in a draw"): "set_aside",
            _("Smallest chance of a pair that occurred"): "smallest_chance",
            _("Largest chance of a pair"): "largest_chance",
        }
        return [
            Line(label, tuple(Bar(getattr(way, name) if way else "") for way in self.ways))
            for label, name in rows.items()
        ]

    @property
    def not_confirmed(self) -> list[RuleInWords]:
        """The rules behind all the figures of which nobody has confirmed that they stand so."""
        return [each for each in rules_in_words({}) if each.rule.status == NOT_CONFIRMED]


def is_of_suggestions(variants: Iterable[SimulationVariant]) -> bool:
    """Whether these are the three ways, in their order."""
    return [each.rules for each in variants] == [Rules.from_values(each).values() for each in SUGGESTIONS]


def names_of(variants: Sequence[SimulationVariant]) -> list[str]:
    """What the sets of rules of a simulation are called."""
    if is_of_suggestions(variants):
        return [_("The package first"), _("To the letter"), _("By ticket alone")]
    if len(variants) == 1:
        return [_("These rules")]
    return [_("Rules %(number)s") % {"number": each.position} for each in variants]


def suggestions_of(simulation: Simulation, variants: Sequence[SimulationVariant]) -> Suggestions:
    """The figures of a simulation of the three ways, which is done."""
    ways = (WayInWords.of(Way(each, "")) if each.tally else None for each in variants)
    return Suggestions(simulation, tuple(ways))


def newest_for_the_public() -> Suggestions | None:
    """What the newest public simulation of the three ways found."""
    shown = Simulation.objects.filter(is_public=True, state=SimulationState.DONE).select_related("parties")
    rules = Prefetch("variants", SimulationVariant.objects.order_by("position").defer("tally"))
    for simulation in shown.prefetch_related(rules)[:MOST_LOOKED_AT]:
        if is_of_suggestions(simulation.variants.all()):
            return suggestions_of(simulation, list(simulation.variants.order_by("position")))
    return None
