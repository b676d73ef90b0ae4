"""What a proposed wording changes in the words it starts from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word, a run of spaces, or one other character. Chinese has no spaces: each character is a unit.
UNIT = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3400-\u4dbf\u4e00-\u9fff]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A run of text that is ``kept``, ``removed`` or ``added``."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Part]:
    """The parts of both texts in reading order, word by word; removed words stand before added ones."""
    old, new = UNIT.findall(before), UNIT.findall(after)
    parts: list[Part] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            parts.append(Part("kept", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            parts.append(Part("removed", "".join(old[i1:i2])))
        if j2 > j1:
            parts.append(Part("added", "".join(new[j1:j2])))
    return parts
