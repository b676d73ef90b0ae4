"""The three groups that start in three consecutive years. PROCEDURE.md, section 7."""

from __future__ import annotations

from collections.abc import Sequence

from .parties import State
from .tickets import Tickets

START_GROUPS = 3


def start_groups(states: Sequence[State], tickets: Tickets) -> dict[str, int]:
    """The start group, 1 to 3, by the code of a State."""
    dealt = []
    for group in sorted({state.group for state in states}, key=tickets("groups")):
        codes = [state.code for state in states if state.group == group]
        dealt += sorted(codes, key=tickets(f"start/{group}"))
    return {code: number % START_GROUPS + 1 for number, code in enumerate(dealt)}
