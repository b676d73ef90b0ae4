"""Names, rules and the pair matrix on the pages of the draws."""

from __future__ import annotations

from django import template

from reviewmech.lots.models import SimulationVariant
from reviewmech.lots.pair_matrix import Matrix, matrix_of
from reviewmech.lots.rule_words import RuleWords, words_of_rules

register = template.Library()


@register.simple_tag
def standing_rules() -> list[RuleWords]:
    """The rules with the values they have unless a draw says otherwise."""
    return words_of_rules({})


@register.simple_tag
def pair_matrix(variant: SimulationVariant) -> Matrix:
    """How likely each pair of States is, by the simulated draws of a set of rules."""
    return matrix_of((variant.tally or {}).get("pair_probabilities") or [])


@register.simple_tag
def state(code: str) -> str:
    return code


@register.simple_tag
def group(name: str) -> str:
    return name
