"""The one way in which things are written down, so that they have one hash. PROCEDURE.md, section 1."""

from __future__ import annotations

import json
import unicodedata
from hashlib import sha256
from typing import Any

FORMAT = "untoc-lots/1"
BEFORE_THE_FIRST = "0" * 64


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces. ``value``: objects, lists, strings and integers only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, 64 lower-case hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def is_plain(text: str, most: int) -> bool:
    """Whether a text is NFC, at most ``most`` characters long, without control characters and surrogates."""
    if len(text) > most or unicodedata.normalize("NFC", text) != text:
        return False
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


class Chain:
    """Lines, each with a hash that covers the one before."""

    def __init__(self) -> None:
        self.hash = BEFORE_THE_FIRST
        self.lines: list[str] = []

    def add(self, line: dict[str, Any]) -> str:
        """Append a line; returns its hash."""
        self.hash = hash_of(f"{self.hash}\n{canonical(line)}")
        self.lines.append(canonical({**line, "hash": self.hash}))
        return self.hash

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)
