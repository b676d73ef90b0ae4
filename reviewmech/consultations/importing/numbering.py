"""Word's automatic numbering: what Word prints in front of each paragraph, counted as Word counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .labels import Label, letter, roman
from .xml import is_on, value, whole

LEVELS = 9
PLACEHOLDER = re.compile(r"%([1-9])")
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
# The names that labels.py gives to the forms of typed numbers: a list may be half typed, half counted.
FORMS = {"lowerLetter": "letter", "lowerRoman": "roman"}
BASE_FORMATS = ("decimal", "decimalZero", "upperRoman", "upperLetter")


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts_after: int | None = None  # the level (from 1) that restarts it; 0 never; None any higher one
    is_legal: bool = False  # all numbers in Arabic figures
    style: str = ""

    @classmethod
    def of(cls, element: Element) -> Level:
        restart = value(element, "lvlRestart")
        return cls(
            start=whole(value(element, "start"), 0),
            format=value(element, "numFmt") or "decimal",
            text=value(element, "lvlText") or "",
            restarts_after=None if restart is None else whole(restart),
            is_legal=bool(is_on(element, "isLgl")),
            style=value(element, "pStyle") or "",
        )


@dataclass
class WordList:
    """A list as paragraphs name it: whose counters it shares, its levels, and where it starts anew."""

    counters: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Reads numbering.xml and gives the label of one paragraph after the other."""

    def __init__(self, root: Element | None) -> None:
        abstract = {element.get("abstractNumId", ""): element for element in _all(root, "abstractNum")}
        by_style = {value(element, "styleLink"): key for key, element in abstract.items()}
        self.lists: dict[str, WordList] = {}
        for element in _all(root, "num"):
            key = value(element, "abstractNumId") or ""
            link = value(abstract.get(key), "numStyleLink")
            key = by_style.get(link, key) if link else key
            if key in abstract:
                self.lists[element.get("numId", "")] = _word_list(key, abstract[key], element)
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list reserves for paragraphs of a style."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((depth for depth, level in levels.items() if style and level.style == style), None)

    def label(self, list_id: str, depth: int) -> Label | None:
        """Count a paragraph of a list, and give its label: None where Word prints nothing."""
        word_list = self.lists.get(list_id)
        level = word_list.levels.get(depth) if word_list else None
        if word_list is None or level is None:
            return None
        counts = self._count(list_id, word_list, depth)
        if level.format == "bullet":
            return Label("", f"bullet-{depth}", word_list.counters, depth, is_bullet=True)
        text = _printed(level, word_list, counts).strip().rstrip(".").strip()
        return _label(text, level, word_list.counters, depth) if text else None

    def _count(self, list_id: str, word_list: WordList, depth: int) -> dict[int, int]:
        counts = self.counts.setdefault(word_list.counters, {})
        if depth in word_list.restarts and (list_id, depth) not in self.begun:
            counts[depth] = word_list.restarts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = word_list.levels[depth].start
        self.begun.add((list_id, depth))
        for deeper in [key for key in counts if key > depth]:
            if _restarts(word_list.levels.get(deeper), depth):
                del counts[deeper]
        return counts


def _all(root: Element | None, name: str) -> list[Element]:
    return root.findall(name) if root is not None else []


def _word_list(key: str, abstract: Element, num: Element) -> WordList:
    levels = {_depth(element): Level.of(element) for element in abstract.findall("lvl")}
    restarts = {}
    for override in num.findall("lvlOverride"):
        depth = _depth(override)
        own = override.find("lvl")
        if own is not None:
            levels[depth] = Level.of(own)
        start = value(override, "startOverride")
        if start is not None:
            restarts[depth] = whole(start)
        elif own is not None and own.find("start") is not None:
            restarts[depth] = levels[depth].start
    return WordList(key, levels, restarts)


def _depth(element: Element) -> int:
    return min(max(whole(element.get("ilvl")), 0), LEVELS - 1)


def _restarts(level: Level | None, depth: int) -> bool:
    """Whether a level begins anew after a paragraph of a higher one."""
    if level is None or level.restarts_after is None:
        return True
    return level.restarts_after > depth


def _printed(level: Level, word_list: WordList, counts: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = word_list.levels.get(depth, Level())
        count = counts.get(depth, other.start)
        format_ = "decimal" if level.is_legal else other.format
        return "" if format_ == "none" else FORMATS.get(format_, str)(count)

    return PLACEHOLDER.sub(number, level.text[:200])


def _label(text: str, level: Level, list_id: str, depth: int) -> Label:
    named = {int(found) - 1 for found in PLACEHOLDER.findall(level.text)}
    pattern = PLACEHOLDER.sub("%", level.text.strip())
    return Label(
        text,
        form=FORMS.get(level.format, level.format) + pattern.replace("%", ""),
        list_id=list_id,
        depth=depth,
        is_base=named == {depth} and level.format in BASE_FORMATS and not pattern.startswith("("),
        is_full=bool(named - {depth}),
    )


def is_unusual(numbering: Numbering, list_id: str, depth: int) -> bool:
    """Whether a level counts in words or letters that are not known here, and was written in figures."""
    level = numbering.lists[list_id].levels.get(depth) if list_id in numbering.lists else None
    return level is not None and level.format not in (*FORMATS, "bullet", "none")
