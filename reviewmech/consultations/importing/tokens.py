"""HTML cut into tags and words, in a time that grows with its length only.

The parsers at hand take minutes over a megabyte of ``<``, of ``&`` or of nested lists; nothing is nested
here, and nothing is looked at twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# No step back: what follows a ``<`` is a whole tag, or words.
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]{0,19})((?:[^<>"']++|"[^"]*"|'[^']*')*+)>""")
OTHER = re.compile(r"<[!?/][^<>]*>")  # doctypes, instructions, and the end tags of nothing
ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z-]{0,19})\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'=<>`]++)""")
ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")


@dataclass(frozen=True)
class Token:
    """A tag with its attributes, an end tag (``ends``), or words (no tag)."""

    words: str = ""
    tag: str = ""
    ends: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    """The tags, and between two of them all words at once."""
    words: list[str] = []
    for token in pieces(source):
        if isinstance(token, str):
            words.append(token)
            continue
        if words:
            yield Token(words_of("".join(words)))
            words = []
        yield token
    if words:
        yield Token(words_of("".join(words)))


def pieces(source: str) -> Iterator[Token | str]:
    at = 0
    comments_end = True  # until one was found that does not
    while at < len(source):
        opening = source.find("<", at)
        if opening != at:
            end = len(source) if opening < 0 else opening
            yield source[at:end]
            at = end
        elif comments_end and source.startswith("<!--", at):
            end = source.find("-->", at + 4)
            comments_end = end >= 0
            at = end + 3 if comments_end else at + 4
        elif match := TAG.match(source, at):
            yield Token("", match[2].lower(), bool(match[1]), attributes_of(match[3]))
            at = match.end()
        elif match := OTHER.match(source, at):
            at = match.end()
        else:
            yield "<"
            at += 1


def words_of(source: str) -> str:
    return html.unescape(ENDLESS_NUMBER.sub("\ufffd", source))


def attributes_of(source: str) -> dict[str, str]:
    """The attributes with a value; of two with one name the first, as browsers have it."""
    found = reversed(ATTRIBUTE.findall(source[:10_000]))
    return {name.lower(): words_of(value.strip("\"'")) for name, value in found}
