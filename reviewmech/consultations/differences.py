"""What a proposed wording changes in the words it starts from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Vowel marks and accents belong to the letter before them.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
# A word, a run of spaces, or one other character. Chinese has no spaces: each character is a unit.
UNIT = re.compile(rf"[{HAN}]|(?:[^\W{HAN}][{MARKS}]*)+|\s+|.", re.DOTALL)
# Comparing takes its time from the pairs of equal units; beyond these many (a text of some 2,000 words has
# fewer), what lies between the equal beginnings and ends is shown as replaced.
MOST_PAIRS = 50_000


@dataclass(frozen=True)
class Part:
    """A run of text that is ``kept``, ``removed`` or ``added``."""

    kind: str
    text: str


@lru_cache(maxsize=4096)
def differences(before: str, after: str) -> tuple[Part, ...]:
    """The parts of both texts in reading order, word by word; removed words stand before added ones."""
    old, new = UNIT.findall(before), UNIT.findall(after)
    start = common(old, new)
    end = common(old[start:][::-1], new[start:][::-1])
    head, tail = old[:start], old[len(old) - end :]
    between = _between(old[start : len(old) - end], new[start : len(new) - end])
    parts = [Part("kept", "".join(head)), *between, Part("kept", "".join(tail))]
    return tuple(part for part in parts if part.text)


def common(old: list[str], new: list[str]) -> int:
    """How many units both begin with."""
    pairs = zip(old, new, strict=False)
    return next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _between(old: list[str], new: list[str]) -> list[Part]:
    if _pairs(old, new) > MOST_PAIRS:
        return [Part("removed", "".join(old)), Part("added", "".join(new))]
    parts: list[Part] = []
    # Spaces are no place to begin a match at.
    for operation, i1, i2, j1, j2 in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            parts.append(Part("kept", "".join(old[i1:i2])))
            continue
        parts += [Part("removed", "".join(old[i1:i2])), Part("added", "".join(new[j1:j2]))]
    return parts


def _pairs(old: list[str], new: list[str]) -> int:
    counts = Counter(new)
    return sum(number * counts[unit] for unit, number in Counter(old).items() if not unit.isspace())
