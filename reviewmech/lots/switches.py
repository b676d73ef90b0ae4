"""The rules of a draw in words: one switch a rule of ``engine/rules.py``, with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .engine import RULES, Rule
from .engine.rules import BY_KEY, SOURCED

Words = str | Promise
YES_NO: Mapping[Any, Words] = {1: gettext_lazy("Yes"), 0: gettext_lazy("No")}


@dataclass(frozen=True)
class Switch:
    """``values``: words for those that are not plain numbers, in the order of the rule."""

    label: Words
    meaning: Words
    values: Mapping[Any, Words] = field(default_factory=dict)


SWITCHES = {
    "package": Switch(
        gettext_lazy("How the package of instruments is covered"),
        gettext_lazy(
            "First: every reviewer covers the whole package of its State under review wherever a result "
            "exists; additional lots only for those slots in which nobody covers it. Literal: every party to "
            "the Convention is a ball, and an additional lot follows where the one drawn lacks instruments."
        ),
        {"first": gettext_lazy("First"), "literal": gettext_lazy("Literal")},
    ),
    "not_itself": Switch(gettext_lazy("Not itself"), gettext_lazy("No State reviews itself."), YES_NO),
    "home": Switch(
        gettext_lazy("Home reviewer"),
        gettext_lazy("From which Regional Group the home reviewer comes."),
        {"same": gettext_lazy("The same group"), "any": gettext_lazy("Any group")},
    ),
    "other": Switch(
        gettext_lazy("Other reviewer"),
        gettext_lazy("From which Regional Group the other reviewer comes."),
        {"different": gettext_lazy("A different group"), "any": gettext_lazy("Any group")},
    ),
    "two_different_reviewers": Switch(
        gettext_lazy("Two different reviewers"),
        gettext_lazy("All reviewers of a State are different States."),
        YES_NO,
    ),
    "no_mutual_reviews": Switch(
        gettext_lazy("No mutual reviews"),
        gettext_lazy("Two States do not review each other."),
        YES_NO,
    ),
    "party_to_instruments": Switch(
        gettext_lazy("Party to the instruments"),
        gettext_lazy(
            "A reviewer is party to the instruments it reviews. Without it there are no additional lots."
        ),
        YES_NO,
    ),
    "most_reviewers": Switch(
        gettext_lazy("Most reviewers of a State"),
        gettext_lazy("Additional reviewers count too."),
    ),
    "most_reviews": Switch(
        gettext_lazy("Most reviews a State makes"),
        gettext_lazy("Additional reviews count too. 0: no limit."),
        {0: gettext_lazy("no limit")},
    ),
    "fewest_reviews": Switch(
        gettext_lazy("Fewest reviews a State makes"), gettext_lazy("0: a State may make none.")
    ),
    "fewest_reviews_first": Switch(
        gettext_lazy("Fewest reviews first"),
        gettext_lazy("Among the balls, the States with the fewest reviews so far come first."),
        YES_NO,
    ),
    "outside_groups": Switch(
        gettext_lazy("Parties outside the Regional Groups"),
        gettext_lazy(
            "With which group each is counted. One a line: the code, a colon, the name of the group as the "
            "table has it; without a name, the party is left out."
        ),
    ),
}


@dataclass(frozen=True)
class RuleInWords:
    """A rule as pages show it, with its value in some draw."""

    rule: Rule
    value: Any

    @property
    def switch(self) -> Switch:
        return SWITCHES[self.rule.key]

    @property
    def value_in_words(self) -> str:
        return value_in_words(self.rule.key, self.value)

    @property
    def source(self) -> str:
        return source_in_words(self.rule)

    @property
    def is_default(self) -> bool:
        return bool(self.value == self.rule.default)


def rules_in_words(values: Mapping[str, Any]) -> list[RuleInWords]:
    """The rules of a draw, a simulation or a transcript, in the order of PROCEDURE.md."""
    return [RuleInWords(rule, values.get(rule.key, rule.default)) for rule in RULES]


def value_in_words(key: str, value: Any) -> str:
    if not BY_KEY[key].values:
        return "; ".join(f"{code}: {group or _('left out')}" for code, group in sorted((value or {}).items()))
    return str(SWITCHES[key].values.get(value, value))


def source_in_words(rule: Rule) -> str:
    """Where a rule stands, and whether that is confirmed."""
    status = _("sourced") if rule.status == SOURCED else _("not confirmed")
    if not rule.paragraph:
        return status
    words = _("annex to resolution 9/1, paragraphs %(paragraphs)s: %(status)s")
    return words % {"paragraphs": rule.paragraph, "status": status}
