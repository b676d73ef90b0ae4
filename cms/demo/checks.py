"""Is the content fit to be loaded? Everything is found before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail_localize.strings import extract_strings

from .blocks import VALUES
from .consultation_checks import consultation_problems
from .content import TRANSLATIONS, Content, ContentError
from .lots import lot_problems
from .states import state_problems

# Keys of a page's facts that are not fields of it.
NOT_FIELDS = {"key", "type", "parent", "working_text", "consultation", "languages"}

# Tables of the words that name the rows of the same table of the facts.
NAMED = ["participants", "draws", "return_reasons", "round_reasons"]

# Keys whose values are facts that stand among the words: the same in every language.
FACTS = {"type", "url", "language", "number"}
PAGE_LINK = re.compile(r'href="page:([^"]*)"')
SPACE = re.compile(r"\s+")


def check(content: Content) -> None:
    """Raise ContentError with everything that is wrong, a line each."""
    problems = [*fact_problems(content)]
    for language in TRANSLATIONS:
        found = differences(content.source, content.words[language])
        problems += [f"{language}.toml: {at}: {problem}" for at, problem in found]
    if problems:
        raise ContentError("\n".join(problems))


def differences(source: Any, words: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Where a language's words have another shape than the source's: the key, and what is wrong there."""
    if type(source) is not type(words):
        yield at, "another kind of value than in English"
    elif isinstance(source, dict):
        yield from _table_differences(source, words, at)
    elif isinstance(source, list) and len(source) != len(words):
        yield at, f"{len(words)} where English has {len(source)}"
    elif isinstance(source, list):
        for index, (one, other) in enumerate(zip(source, words, strict=True), start=1):
            yield from differences(one, other, f"{at}[{index}]")
    elif isinstance(source, str):
        yield from _text_differences(source, words, at)


def _table_differences(source: dict[str, Any], words: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    for key in sorted(source.keys() ^ words.keys()):
        yield f"{at}.{key}".lstrip("."), "missing" if key in source else "not in English"
    for key in [key for key in source if key in words]:
        ours, theirs, place = source[key], words[key], f"{at}.{key}".lstrip(".")
        if key not in FACTS:
            yield from differences(ours, theirs, place)
        elif ours != theirs:
            yield place, f"{theirs!r} where English has {ours!r}"


def _text_differences(source: str, words: str, at: str) -> Iterator[tuple[str, str]]:
    if bool(source.strip()) != bool(words.strip()):
        yield at, "empty" if source.strip() else "not empty as in English"
    elif source.startswith("<"):
        yield from _html_differences(source, words, at)


def _html_differences(source: str, words: str, at: str) -> Iterator[tuple[str, str]]:
    """Translations are kept piece by piece: a text must fall into the same pieces, with the same links."""
    template, pieces = extract_strings(source)
    other_template, other_pieces = extract_strings(words)
    if SPACE.sub("", template) != SPACE.sub("", other_template):
        yield at, "other paragraphs, list items, superscripts or bold passages"
        return
    for number, (piece, other) in enumerate(zip(pieces, other_pieces, strict=True), start=1):
        if links(piece[1]) != links(other[1]):
            yield at, f"other link targets in piece {number}"


def links(attributes: dict[str, dict[str, str]]) -> Counter[str]:
    """What the links of a piece of rich text lead to, from the attributes that wagtail-localize took out."""
    return Counter(attrs.get("href", "") for attrs in attributes.values())


def fact_problems(content: Content) -> Iterator[str]:
    """What does not fit together in facts.toml and the English words."""
    pages = {page["key"]: page for page in content.facts["pages"]}
    for key in sorted(pages.keys() ^ content.source["pages"].keys()):
        yield f"{key}: a page with {'facts' if key in pages else 'words'} only"
    for key, page in pages.items():
        if page.get("parent", key) not in pages:
            yield f"facts.toml: {key}: there is no page {page['parent']}"
        words = content.source["pages"].get(key, {})
        if _kinds(page) != [isinstance(text, dict) for text in words.get("working_text", [])]:
            yield f"{settings.LANGUAGE_CODE}.toml: {key}: working_text does not fit that of facts.toml"
        for target in PAGE_LINK.findall(str(words)):
            if target not in pages:
                yield f"{settings.LANGUAGE_CODE}.toml: {key}: a link to page:{target}, which is not there"
        yield from _names_unknown(page, words)
    yield from _rows_without_names(content)
    yield from consultation_problems(content)
    yield from state_problems(content)
    yield from lot_problems(content)


def _kinds(page: dict[str, Any]) -> list[bool]:
    """For each unit of the working text, whether it is a table: the words of a table are a table."""
    return [unit["kind"] == "table" for unit in page.get("working_text", [])]


def _rows_without_names(content: Content) -> Iterator[str]:
    for kind in NAMED:
        codes = {row["code"] for row in content.facts[kind]}
        for code in sorted(codes ^ content.source[kind].keys()):
            yield f"{kind}: {code}: {'facts' if code in codes else 'words'} only"


def _names_unknown(page: dict[str, Any], words: dict[str, Any]) -> Iterator[str]:
    known = {field.name for field in apps.get_model(page["type"])._meta.get_fields()} | NOT_FIELDS
    for name in sorted((page.keys() | words.keys()) - known):
        yield f"{page['key']}: pages of this type have no {name}"
    for block in words.get("body", []):
        if block["type"] not in VALUES:
            yield f"{page['key']}: there is no block of the type {block['type']}"
