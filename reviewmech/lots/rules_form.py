"""A set of rules as a form: one field a switch, with where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .engine import RULES, InputError, Problem, Rule, Rules
from .engine.rules import NUMBERS, SWITCH
from .refusals import in_words
from .switches import SWITCHES, source_in_words


class OutsideGroupsField(forms.CharField):
    """A line a party: ``PSE: Asia-Pacific States``; without a name the party is left out."""

    widget = forms.Textarea(attrs={"rows": 6, "dir": "auto"})

    def to_python(self, value: Any) -> Any:
        groups: dict[str, str] = {}
        for line in (super().to_python(value) or "").splitlines():
            code, colon, group = (part.strip() for part in line.partition(":"))
            if code in groups:
                raise ValidationError(_("The code %(code)s is there twice.") % {"code": code})
            if code and not colon:
                raise ValidationError(_("“%(line)s” has no colon after the code.") % {"line": line.strip()})
            if code or group:
                groups[code] = group
        return groups

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{code}: {group}".rstrip() for code, group in value.items())
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def field_of(rule: Rule) -> forms.Field:
    """The field of a switch; its help says what it means and where it stands."""
    switch = SWITCHES[rule.key]
    words: dict[str, Any] = {
        "label": switch.label,
        "help_text": f"{switch.meaning} ({source_in_words(rule)})",
        "initial": rule.default,
    }
    if not rule.values:
        return OutsideGroupsField(required=False, **words)
    if rule.values == SWITCH:
        return forms.BooleanField(required=False, **words)
    if rule.values == NUMBERS:
        return forms.IntegerField(min_value=NUMBERS[0], max_value=NUMBERS[-1], **words)
    coerce: Callable[[Any], Any] = type(rule.default)
    choices = [(value, switch.values.get(value, value)) for value in rule.values]
    return forms.TypedChoiceField(choices=choices, coerce=coerce, **words)


class RulesForm(forms.Form):
    """``rules`` are those chosen, once the form is valid."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({rule.key: field_of(rule) for rule in RULES})
        self.rules = Rules()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.rules = Rules.from_values(values)
            except InputError as error:
                for problem in error.problems:
                    self.add_error(self.field_with(problem), in_words(problem))
        return values

    def field_with(self, problem: Problem) -> str:
        """The field beside which a problem is said."""
        return str(problem.parameters.get("rule", "fewest_reviews"))
