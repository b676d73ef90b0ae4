"""Which rows of a result a reader wants to see: kept in the address, the same on the page and in the file."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .names import StateNames
from .reading import Reading, Row


class ResultFilter(forms.Form):
    """A form sent by GET. What makes no sense in it is left aside."""

    state = forms.ChoiceField(label=pgettext_lazy("country", "State"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    start = forms.ChoiceField(label=_("Start group"), required=False)

    def __init__(self, query: QueryDict, *, reading: Reading, names: StateNames) -> None:
        super().__init__(query, auto_id="filter-%s")
        self.reading, self.names = reading, names
        states = sorted(((code, str(names.state(code))) for code in reading.rows), key=lambda pair: pair[1])
        self._offer("state", states)
        self._offer("group", [(group, str(names.group(group))) for group in reading.groups])
        self._offer("start", [(str(number), str(number)) for number in (1, 2, 3)])
        self.is_valid()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [("", _("All")), *choices]

    @property
    def chosen(self) -> dict[str, Any]:
        """The fields in which something was chosen, with what."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The choice as part of an address; empty where nothing was chosen."""
        return urlencode(self.chosen)

    def rows(self) -> list[Row]:
        """The rows that were asked for, by their States' names: of a State also those that it reviews."""
        rows = [row for row in self.reading.rows.values() if self._is_asked_for(row)]
        return sorted(rows, key=lambda row: str(self.names.state(row.code)))

    def _is_asked_for(self, row: Row) -> bool:
        chosen = self.chosen
        state, group, start = chosen.get("state"), chosen.get("group"), chosen.get("start")
        return (
            (not state or state in {row.code, *(each.code for each in row.reviewers)})
            and (not group or row.state.group == group)
            and (not start or str(row.start_group) == start)
        )
