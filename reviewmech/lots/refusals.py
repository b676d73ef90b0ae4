"""What is wrong with an input, in the reader's language: a sentence a code of ``engine/problems.py``."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .engine import InputError, Problem

SENTENCES = {
    "not_utf8": gettext_lazy("The file is not text in UTF-8."),
    "not_csv": gettext_lazy("The table cannot be read: %(reason)s."),
    "empty": gettext_lazy("The table is empty."),
    "no_column": gettext_lazy("The column %(column)s is missing."),
    "column_twice": gettext_lazy("The column %(column)s is there twice."),
    "cells": gettext_lazy("The row has %(cells)s cells, the first row has %(columns)s."),
    "code": gettext_lazy("“%(value)s” is no code: 1 to 16 of the characters A-Z, 0-9, - and _."),
    "code_twice": gettext_lazy("The code %(value)s stands in row %(first)s already."),
    "group": gettext_lazy(
        "“%(value)s” is no name of a group: at most 100 characters, without | and control characters."
    ),
    "no_group": gettext_lazy("%(value)s has no group, and the rule outside_groups does not name it."),
    "outside_group": gettext_lazy(
        "The rule outside_groups counts %(value)s with “%(group)s”, and no State in the table is of "
        "that group."
    ),
    "date": gettext_lazy("“%(value)s” is no date: write it as 2014-07-31, or leave the cell empty."),
    "few": gettext_lazy("The table has %(count)s States parties; at least %(least)s are needed."),
    "many": gettext_lazy("The table has %(count)s States parties; at most %(most)s are allowed."),
    "not_json": gettext_lazy("The rules are not one JSON object: %(reason)s."),
    "unknown_rule": gettext_lazy("There is no rule %(rule)s."),
    "rule_twice": gettext_lazy("The rule %(rule)s is there twice."),
    "rule_value": gettext_lazy("The rule %(rule)s cannot be %(value)s; it can be %(allowed)s."),
    "fewest_above_most": gettext_lazy("fewest_reviews (%(fewest)s) is more than most_reviews (%(most)s)."),
    "seed": gettext_lazy(
        "A seed is 1 to 200 characters without | and control characters, in the normal form NFC."
    ),
    "note": gettext_lazy("%(what)s is longer than 200 characters, or has control characters in it."),
}


def in_words(problem: Problem) -> str:
    """The sentence, without the place."""
    return str(SENTENCES[problem.code]) % problem.parameters


def with_place(problem: Problem) -> str:
    """The sentence with the row and the column it is about, where it is about one."""
    sentence = in_words(problem)
    words = {"row": problem.row, "column": problem.column, "sentence": sentence}
    if problem.row and problem.column:
        return _("Row %(row)s, column %(column)s: %(sentence)s") % words
    if problem.row:
        return _("Row %(row)s: %(sentence)s") % words
    return sentence


def error_of(error: InputError) -> ValidationError:
    """All that is wrong, as forms and verbs tell it."""
    return ValidationError([with_place(problem) for problem in error.problems])
