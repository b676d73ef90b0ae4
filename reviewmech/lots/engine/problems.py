"""What is wrong with an input, told so that it can be shown in any language.

A problem has a ``code`` that stays, a place, and parameters for the sentence in ``SENTENCES``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SENTENCES = {
    # Files
    "not_utf8": "The file is not text in UTF-8.",
    "not_csv": "The table cannot be read: %(reason)s.",
    "empty": "The table is empty.",
    "no_column": "The column %(column)s is missing.",
    "column_twice": "The column %(column)s is there twice.",
    "cells": "The row has %(cells)s cells, the first row has %(columns)s.",
    # Cells
    "code": "“%(value)s” is no code: 1 to 16 of the characters A-Z, 0-9, - and _.",
    "code_twice": "The code %(value)s stands in row %(first)s already.",
    "group": "“%(value)s” is no name of a group: at most 100 characters, without | and control characters.",
    "no_group": "%(value)s has no group, and the rule outside_groups does not name it.",
    "outside_group": (
        "The rule outside_groups counts %(value)s with “%(group)s”, and no State in the table is of "
        "that group."
    ),
    "date": "“%(value)s” is no date: write it as 2014-07-31, or leave the cell empty.",
    # The whole table
    "few": "The table has %(count)s States parties; at least %(least)s are needed.",
    "many": "The table has %(count)s States parties; at most %(most)s are allowed.",
    # Rules
    "not_json": "The rules are not one JSON object: %(reason)s.",
    "unknown_rule": "There is no rule %(rule)s.",
    "rule_twice": "The rule %(rule)s is there twice.",
    "rule_value": "The rule %(rule)s cannot be %(value)s; it can be %(allowed)s.",
    "fewest_above_most": "fewest_reviews (%(fewest)s) is more than most_reviews (%(most)s).",
    # Seeds and notes
    "seed": "A seed is 1 to 200 characters without | and control characters, in the normal form NFC.",
    "note": "%(what)s is longer than 200 characters, or has control characters in it.",
}


@dataclass(frozen=True)
class Problem:
    """``row`` counts from 1 (the row of the column names), 0: no row; ``column``: the name, or empty."""

    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        sentence = SENTENCES[self.code] % self.parameters
        return f"{', '.join(place).capitalize()}: {sentence}" if place else sentence


class InputError(ValueError):
    """The parties, the rules or the seed cannot be used. ``problems`` says why, all of it at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))
