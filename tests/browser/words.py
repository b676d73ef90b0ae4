"""The words of a page as a reader meets them, each with the language it says it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Doctype, Tag

SCRIPTS = {"ar": "\u0600-\u06ff\ufb50-\ufeff", "ru": "\u0400-\u04ff", "zh-Hans": "\u3400-\u9fff"}
LETTER = re.compile(r"[^\W\d_]")
SPOKEN = ["alt", "aria-label", "placeholder", "title", "aria-roledescription"]
UNSEEN = {"script", "style"}


@dataclass(frozen=True)
class Words:
    text: str
    lang: str


def words_of(html: str) -> set[Words]:
    """Every text with a letter in it, and every attribute that is read out; not what is marked as a name."""
    root = BeautifulSoup(html, "html.parser").html
    found = (Words(" ".join(words.text.split()), words.lang) for words in walk(root, ""))
    return {words for words in found if LETTER.search(words.text)}


def walk(tag: Tag, lang: str) -> Iterator[Words]:
    if tag.name in UNSEEN or tag.get("translate") == "no":
        return
    lang = tag.get("lang", lang)
    for name in spoken_attributes(tag):
        yield Words(tag.get(name, ""), lang)
    for child in tag.children:
        if isinstance(child, Tag):
            yield from walk(child, lang)
        elif not isinstance(child, Comment | Doctype):
            yield Words(str(child), lang)


def spoken_attributes(tag: Tag) -> list[str]:
    if tag.name == "meta":
        return ["content"] if tag.get("name") == "description" else []
    return SPOKEN


def is_in_its_script(words: Words) -> bool:
    """Whether the text has letters of its language's script, and none of another one's but Latin.

    Latin letters stand in every language, as names and symbols; a text of nothing else does not pass in a
    language that has a script of its own.
    """
    own = SCRIPTS.get(words.lang, "A-Za-zÀ-ž")
    others = "".join(letters for lang, letters in SCRIPTS.items() if lang != words.lang)
    return bool(re.search(f"[{own}]", words.text)) and not re.search(f"[{others}]", words.text)
