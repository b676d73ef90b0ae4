"""What is asked before draws are simulated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import PartiesList
from ..rules_form import RulesForm
from .actions import MOST_DRAWS


class StartForm(forms.Form):
    """``title``, ``parties``, ``draws`` and ``seed``, as ``begin_simulation`` takes them."""

    title = forms.CharField(label=_("Title"), max_length=200)
    parties = forms.ModelChoiceField(
        queryset=PartiesList.objects.defer("table"),
        label=_("List of parties"),
        empty_label=None,
    )
    draws = forms.IntegerField(
        label=_("Number of draws"),
        min_value=1,
        max_value=MOST_DRAWS,
        initial=1_000,
        help_text=_("For each set of rules. With 1,000 draws a chance is told to within a few per cent."),
    )
    seed = forms.CharField(
        label=_("Seed"),
        max_length=190,
        initial="simulation",
        strip=False,
        help_text=_(
            "Any text. The first draw has the seed with #1 behind it, the second with #2, and so on: the "
            "same seed gives the same figures."
        ),
    )


class SecondForm(forms.Form):
    compare = forms.BooleanField(
        required=False,
        label=_("Compare with a second set of rules"),
        help_text=_("Both are drawn by the same seeds, and stand side by side."),
    )


class BeginForms:
    """The forms of a simulation with one or two sets of rules."""

    def __init__(self, data: Any = None) -> None:
        self.start = StartForm(data)
        self.first = RulesForm(data, prefix="first")
        self.second = SecondForm(data)
        # What stands in the second set is not read, and so not checked, unless it is asked for.
        wanted = data is not None and bool(data.get("compare"))
        self.other = RulesForm(data if wanted else None, prefix="second")
        self.wanted = [self.start, self.first, *([self.other] if wanted else [])]

    def is_valid(self) -> bool:
        """Each of them is asked, so that all that is wrong is told at once."""
        return {form.is_valid() for form in self.wanted} == {True}

    @property
    def rules(self) -> list[Any]:
        return [form.rules for form in self.wanted if isinstance(form, RulesForm)]
