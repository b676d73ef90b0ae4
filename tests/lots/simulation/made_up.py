"""Made-up lists of parties, small enough to count by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewmech.lots.engine import Rules, Setting, prepare, read_parties

ALL = ("UNTOC", "TIP", "SOM", "FA")
HEAD = "iso3,name_en,regional_group,untoc,tip,som,firearms"


def row(code: str, group: str, *, lacks: str = "") -> str:
    """A row of a table; ``lacks``: columns of instruments with spaces between them."""
    dates = ["" if name in lacks.split() else "2003-09-29" for name in ("untoc", "tip", "som", "firearms")]
    return ",".join([code, f"Land {code}", group, *dates])


def table(groups: Mapping[str, str], lacks: Mapping[str, str] | None = None) -> str:
    """A table of groups by name, each with codes and spaces between them: ``{"North": "A B C"}``."""
    rows = [
        row(code, group, lacks=(lacks or {}).get(code, ""))
        for group in groups
        for code in groups[group].split()
    ]
    return "\n".join([HEAD, *rows]) + "\n"


SIX = table({"North": "A B C", "South": "D E F"})


def setting_of(text: str, **rules: Any) -> Setting:
    chosen = Rules.from_values(rules)
    return prepare(read_parties(text, chosen), chosen)


def unchecked(text: str, **rules: Any) -> Setting:
    """A setting of which nobody knows whether a result exists."""
    chosen = Rules.from_values(rules)
    return Setting(read_parties(text, chosen), chosen, (), {})
