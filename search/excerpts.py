"""A piece of a text around the words that were looked for."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, takewhile

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .analyser import CHINESE, CJK, analyse, index_terms

BEFORE, LENGTH = 60, 240  # characters
SPACE = re.compile(r"\s+")
# A word with the marks inside it, or one Chinese character.
WORD = re.compile(rf"[{CJK}]|(?:[^\W_{CJK}][\u0300-\u036f\u064b-\u065f\u0670\u00ad]*)+")


Span = tuple[int, int, frozenset[str]]


def matches(text: str, terms: set[str], language: str) -> list[Span]:
    """Where the words stand whose terms were asked for: start, end, and the terms."""
    spans = []
    for word in WORD.finditer(text):
        start, end = word.span()
        readings = index_terms(word[0], language)
        if CHINESE.match(word[0]):  # half of a pair, with the character before it or the one after it
            readings += analyse(text[max(start - 1, 0) : end], language)
            readings += analyse(text[start : end + 1], language)
        if found := terms.intersection(readings):
            spans.append((start, end, frozenset(found)))
    return spans


def best(spans: list[Span]) -> int:
    """Where the piece with the most different words begins: the first such place, 0 if there is none."""

    def terms_from(first: int) -> int:
        near = takewhile(
            lambda span: span[1] <= spans[first][0] + LENGTH - BEFORE, islice(spans, first, None)
        )
        return len(frozenset().union(*(terms for _start, _end, terms in near)))

    return spans[max(range(len(spans)), key=terms_from)][0] if spans else 0


def window(text: str, first: int) -> tuple[int, int]:
    """The start and end of the piece to show, at spaces where there are some near."""
    start = max(0, first - BEFORE)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", first, end)
        end = space if space > first else end
    return start, end


def excerpt(text: str, terms: set[str], language: str) -> SafeString:
    """A piece of a plain text with the words found in ``<mark>``; its beginning where there are none."""
    text = SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    spans = matches(text, terms, language)
    start, end = window(text, best(spans))
    pieces = [("… " if start else "", "")]
    here = start
    for left, right, _terms in (span for span in spans if start <= span[0] and span[1] <= end):
        pieces.append((text[here:left], text[left:right]))
        here = right
    pieces.append((text[here:end] + (" …" if end < len(text) else ""), ""))
    return format_html_join("", "{}{}", ((before, marked(found)) for before, found in pieces))


def marked(found: str) -> SafeString | str:
    return format_html("<mark>{}</mark>", found) if found else ""
