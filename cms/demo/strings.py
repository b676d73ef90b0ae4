"""A page's strings with their translations, as wagtail-localize keeps them."""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .content import ContentError

# Where in the page, and the source's words: the same words may be translated in two ways in two places.
Strings = dict[tuple[str, str], str]


def paired(source: Page, words: Page) -> Strings:
    """The translation of each string of ``source``, from the same page written in another language.

    ``words`` is a page in memory with the same blocks under the same ids. Raises ContentError where the
    two do not fall into the same pieces.
    """
    pairs: Strings = {}
    ours, theirs = string_segments(source), string_segments(words)
    if [segment.path for segment in ours] != [segment.path for segment in theirs]:
        raise ContentError(f"{source}: the pieces of the translation {words} are not those of the source")
    for one, other in zip(ours, theirs, strict=True):
        key, translation = (one.path, one.string.data), with_source_ids(one, other)
        if pairs.setdefault(key, translation) != translation:
            raise ContentError(f"{source}: {one.string.data!r} is translated in two ways in one text")
    return pairs


def string_segments(page: Page) -> list[StringSegmentValue]:
    return [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]


def with_source_ids(source: StringSegmentValue, words: StringSegmentValue) -> str:
    """The translated string with its links named as in the source, whose order may be another.

    wagtail-localize keeps ``<a id="a1">`` in the string and what a1 leads to with the source.
    """
    attributes: dict[str, Any] = source.attrs or {}
    names = {json.dumps(attrs, sort_keys=True): name for name, attrs in attributes.items()}
    soup = BeautifulSoup(words.string.data, "html.parser")
    for element in soup.find_all(id=True):
        target = json.dumps(words.attrs[element["id"]], sort_keys=True)
        if target not in names:
            raise ContentError(f"{source.path}: a link that the source does not have: {target}")
        element["id"] = names[target]
    return str(soup)
