"""Do the rounds and comments of facts.toml fit together? Found all at once, before the verbs refuse them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from reviewmech.consultations.enums import Commenters, Embargo, RoundScope

from .content import Content
from .people import speaking_accounts

Facts = dict[str, Any]

ROUND = {"zone", "commenters", "embargo", "scope", "periods"}  # and pauses, where there are any
FIRST_PERIOD = {"opens_in_days", "opens_at_time", "closes_in_days", "closes_at_time"}
CHOICES = {"commenters": Commenters, "embargo": Embargo, "scope": RoundScope}
EXTENSION = {"closes_in_days", "closes_at_time", "reason", "announced_days_ago"}
PAUSE = {"days_ago", "reason"}


def consultation_problems(content: Content) -> Iterator[str]:
    """What is wrong with the rounds; where nothing is, what is wrong with the comments in them."""
    pages = [page for page in content.facts["pages"] if "consultation" in page]
    rounds = [problem for page in pages for problem in _round_problems(page, content)]
    yield from rounds
    if not rounds:
        by_code = {page["consultation"]["code"]: page for page in pages}
        for number, comment in enumerate(content.facts["comments"], start=1):
            found = _comment_problems(comment, by_code.get(comment.get("consultation")), content)
            yield from (f"facts.toml: comment {number}: {problem}" for problem in found)


def _round_problems(page: Facts, content: Content) -> Iterator[str]:
    for number, row in enumerate(page["consultation"]["rounds"], start=1):
        found = [*_other_keys(row)] or [*_values_unknown(row, content), *_moments_out_of_order(row)]
        yield from (f"facts.toml: {page['key']}: round {number}: {problem}" for problem in found)


def _other_keys(row: Facts) -> Iterator[str]:
    parts = [("its", row.keys() - {"pauses"}, ROUND)]
    for number, period in enumerate(row.get("periods", []), start=1):
        parts.append((f"period {number}:", period.keys(), EXTENSION if number > 1 else FIRST_PERIOD))
    parts += [("pause:", pause.keys(), PAUSE) for pause in row.get("pauses", [])]
    for name, keys, expected in parts:
        if keys != expected:
            yield f"{name} keys are {sorted(keys)} and not {sorted(expected)}"
    if not row.get("periods"):
        yield "no period"


def _values_unknown(row: Facts, content: Content) -> Iterator[str]:
    for name, choices in CHOICES.items():
        if row[name] not in choices.values:
            yield f"{name} cannot be {row[name]}"
    known = _codes(content, "round_reasons")
    for part in [*row["periods"][1:], *row.get("pauses", [])]:
        if part["reason"] not in known:
            yield f"there is no reason {part['reason']}"


def _moments_out_of_order(row: Facts) -> Iterator[str]:
    first = row["periods"][0]
    if first["closes_in_days"] < first["opens_in_days"]:
        yield "it closes before it opens"
    for before, period in pairwise(row["periods"]):
        if period["closes_in_days"] <= before["closes_in_days"]:
            yield "an extension ends before what it extends"
        if not first["opens_in_days"] < -period["announced_days_ago"] < before["closes_in_days"]:
            yield "an extension is announced while the round is not open"
    for pause in row.get("pauses", []):
        if not _takes_comments({**row, "pauses": []}, pause["days_ago"]):
            yield "a pause begins while the round is not open"


def _comment_problems(comment: Facts, page: Facts | None, content: Content) -> Iterator[str]:
    if page is None:
        yield f"there is no consultation {comment.get('consultation')}"
        return
    if comment["participant"] not in speaking_accounts(content):
        yield f"nobody speaks for {comment['participant']}"
    if comment["paragraph"] not in {"", *(unit["number"] for unit in page["working_text"])}:
        yield f"the text has no paragraph {comment['paragraph']}"
    if not _takes_comments(page["consultation"]["rounds"][0], comment["days_ago"]):
        yield f"the round was not open {comment['days_ago']} days ago"
    if comment["status"] == "returned" and comment.get("return_reason") not in _codes(
        content, "return_reasons"
    ):
        yield f"there is no reason {comment.get('return_reason')}"


def _takes_comments(row: Facts, days_ago: int) -> bool:
    """Whether a round takes comments some days ago, at any time of that day."""
    opened, closes = row["periods"][0]["opens_in_days"], row["periods"][-1]["closes_in_days"]
    paused = any(days_ago <= pause["days_ago"] for pause in row.get("pauses", []))
    return opened < -days_ago < closes and not paused


def _codes(content: Content, kind: str) -> set[str]:
    return {row["code"] for row in content.facts[kind]}
