"""Word's styles: which paragraphs are headings, which are numbered, and what their words look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .xml import is_on, value, whole

DEEPEST_HEADING = 4
LONGEST_CHAIN = 20
NO_OUTLINE = 9  # Word's word for body text
HEADING_NAME = re.compile(r"heading ([1-9])")
# The headings of the United Nations' own templates, by what follows the H in the style's name.
UN_HEADING = re.compile(r"_?h_?(ch|m|1|2/?3|4|5/?6)(_g)?")
UN_LEVELS = {"m": 1, "ch": 1, "1": 2, "23": 3, "4": 4, "56": 4}
TITLES = {"title": 1, "subtitle": 2}


@dataclass(frozen=True)
class Style:
    """What a style says itself, and all that it takes from the styles it is based on."""

    name: str = ""
    outline: int | None = None  # 0 for the highest heading
    list_id: str | None = None
    list_depth: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    position: str | None = None  # superscript, subscript, baseline
    hidden: bool | None = None
    default: bool = False

    @property
    def heading_level(self) -> int | None:
        """1 to 4 for a heading, None for other paragraphs."""
        if found := HEADING_NAME.fullmatch(self.name):
            return min(int(found[1]), DEEPEST_HEADING)
        if found := UN_HEADING.fullmatch(self.name.replace(" ", "")):
            return UN_LEVELS[found[1].replace("/", "")]
        if self.name in TITLES:
            return TITLES[self.name]
        if self.outline is not None and 0 <= self.outline < NO_OUTLINE:
            return min(self.outline + 1, DEEPEST_HEADING)
        return None

    @property
    def is_contents(self) -> bool:
        return self.name.startswith("toc ")


NOTHING = Style()


class Styles:
    """Reads styles.xml. A style that is not there says nothing."""

    def __init__(self, root: Element | None) -> None:
        elements = root.findall("style") if root is not None else []
        self._elements = {element.get("styleId", ""): element for element in elements}
        self._read: dict[str, Style] = {}
        self._default = self._default_style(elements)

    @staticmethod
    def _default_style(elements: list[Element]) -> str:
        for element in elements:
            if element.get("type") == "paragraph" and element.get("default") in ("1", "true", "on"):
                return element.get("styleId", "")
        return ""

    def paragraph(self, style_id: str | None) -> Style:
        return self.get(style_id if style_id in self._elements else self._default)

    def get(self, style_id: str | None) -> Style:
        if not style_id or style_id not in self._elements:
            return NOTHING
        if style_id not in self._read:
            chain = self._chain(style_id)
            self._read[style_id] = _combined([_own(element) for element in chain])
        return self._read[style_id]

    def _chain(self, style_id: str) -> list[Element]:
        """A style and those it is based on: a circle of them ends where it began, a chain after twenty."""
        seen: dict[str, Element] = {}
        following: str | None = style_id
        while following in self._elements and following not in seen and len(seen) < LONGEST_CHAIN:
            seen[following] = self._elements[following]
            following = value(seen[following], "basedOn")
        return list(seen.values())


def _own(element: Element) -> Style:
    words, outline = element.find("rPr"), value(element, "pPr/outlineLvl")
    depth = value(element, "pPr/numPr/ilvl")
    return Style(
        name=(value(element, "name") or "").lower().strip(),
        outline=None if outline is None else whole(outline, NO_OUTLINE),
        list_id=value(element, "pPr/numPr/numId"),
        list_depth=None if depth is None else whole(depth),
        bold=is_on(words, "b"),
        italic=is_on(words, "i"),
        position=value(words, "vertAlign"),
        hidden=is_on(words, "vanish"),
    )


def _combined(chain: list[Style]) -> Style:
    """What the first says, else the next one. The name is the first that is a heading's."""
    found: dict[str, object] = {}
    for style in chain:
        for name in ("outline", "list_id", "list_depth", "bold", "italic", "position", "hidden"):
            if found.get(name) is None:
                found[name] = getattr(style, name)
    names = [style.name for style in chain]
    heading = next((name for name in names if Style(name=name).heading_level), names[0])
    return Style(name=heading, **found)  # type: ignore[arg-type]  # the names are those of the fields
