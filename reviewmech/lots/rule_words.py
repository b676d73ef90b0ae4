"""The rules of a draw as a reader reads them: what each is about, what is chosen, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from .engine import RULES, Rule
from .engine.rules import SOURCED, SWITCH

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LABELS: dict[str, StrPromise] = {
    "package": gettext_lazy("How the package of instruments is covered"),
    "not_itself": gettext_lazy("No State reviews itself"),
    "home": gettext_lazy("The home reviewer"),
    "other": gettext_lazy("The other reviewer"),
    "two_different_reviewers": gettext_lazy("All reviewers of a State are different States"),
    "no_mutual_reviews": gettext_lazy("Two States do not review each other"),
    "party_to_instruments": gettext_lazy("A reviewer is party to the instruments that it reviews"),
    "most_reviewers": gettext_lazy("The most reviewers that one State has"),
    "most_reviews": gettext_lazy("The most reviews that one State makes"),
    "fewest_reviews": gettext_lazy("The fewest reviews that one State makes"),
    "fewest_reviews_first": gettext_lazy("States with the fewest reviews so far come first"),
    "outside_groups": gettext_lazy("Parties outside the Regional Groups are counted with"),
}
CHOICES: dict[tuple[str, Any], StrPromise] = {
    ("package", "first"): gettext_lazy("By one reviewer a side, wherever a result allows it"),
    ("package", "literal"): gettext_lazy("By whoever is drawn; an additional lot fills what is missing"),
    ("home", "same"): gettext_lazy("Is of the same Regional Group"),
    ("home", "any"): gettext_lazy("Is of any Regional Group"),
    ("other", "different"): gettext_lazy("Is of a different Regional Group"),
    ("other", "any"): gettext_lazy("Is of any Regional Group"),
    ("most_reviews", 0): pgettext_lazy("the most reviews that one State makes", "No limit"),
}


@dataclass(frozen=True)
class RuleWords:
    """One rule of a draw. ``outside``: pairs of a code and a group, empty where it is left out."""

    key: str
    label: str
    choice: str
    outside: tuple[tuple[str, str], ...]
    paragraph: str
    is_sourced: bool
    is_default: bool


def words_of_rules(values: Mapping[str, Any]) -> list[RuleWords]:
    """Every rule with the value it has in ``values``, its default where it is not there."""
    return [words_of(rule, values.get(rule.key, rule.default)) for rule in RULES]


def words_of(rule: Rule, value: Any) -> RuleWords:
    outside = tuple(sorted(value.items())) if isinstance(value, dict) else ()
    return RuleWords(
        key=rule.key,
        label=str(LABELS[rule.key]),
        choice=choice_of(rule, value),
        outside=outside,
        paragraph=rule.paragraph,
        is_sourced=rule.status == SOURCED,
        is_default=value == rule.default,
    )


def choice_of(rule: Rule, value: Any) -> str:
    """What a rule says; empty for a table of groups."""
    if (rule.key, value if not isinstance(value, dict) else "") in CHOICES:
        return str(CHOICES[rule.key, value])
    if rule.values == SWITCH:
        return pgettext("a rule", "Holds") if value else pgettext("a rule", "Is switched off")
    if isinstance(value, dict):
        return "" if value else _("Nobody: the list names a group for everybody")
    return str(value)
