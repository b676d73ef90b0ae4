"""What is settled before a draw: whether a result exists at all, and which slots get an additional lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .parties import State
from .rules import Rules

Proof = dict[str, Any]


class Refusal(Exception):
    """No result can satisfy the input. ``proof``: PROCEDURE.md, section 9; ``repairs``: single switches, each
    with a value under which a result exists.
    """

    def __init__(self, proof: Proof, repairs: Sequence[tuple[str, Any]]) -> None:
        self.proof, self.repairs = proof, list(repairs)
        super().__init__("No result can satisfy the rules")


@dataclass(frozen=True)
class Setting:
    """States in the order of their codes, rules, and the slots with an additional lot (``FRA/home+``)."""

    states: tuple[State, ...]
    rules: Rules
    additional: tuple[str, ...]


def prepare(states: Sequence[State], rules: Rules) -> Setting:
    """Settle what a draw of these States under these rules needs. Raises Refusal."""
    raise NotImplementedError
