"""A Word file as its parts name each other: the text, its styles, lists, notes, and where its links lead."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from .archive import read_parts
from .refusals import DAMAGED, NO_WORD_FILE, Refused
from .xml import read_xml, refuse_dangerous


@dataclass(frozen=True)
class Relation:
    kind: str  # the last word of its type: styles, hyperlink
    target: str
    is_external: bool


class WordFile:
    """Raises Refused for whatever is not a harmless Word file. Nothing outside the file is ever fetched."""

    def __init__(self, data: bytes) -> None:
        self._parts = read_parts(data)
        for content in self._parts.values():
            refuse_dangerous(content)
        self.main_name = self._main_name()

    def _main_name(self) -> str:
        for relation in self._relations("").values():
            name = _joined("", relation.target)
            if relation.kind == "officeDocument" and name in self._parts:
                return name
        raise Refused(DAMAGED if "_rels/.rels" in self._parts else NO_WORD_FILE)

    @cached_property
    def body(self) -> Element:
        root = read_xml(self._parts[self.main_name])
        body = root.find("body")
        if root.tag != "document" or body is None:
            raise Refused(NO_WORD_FILE)
        return body

    @cached_property
    def relations(self) -> dict[str, Relation]:
        return self._relations(self.main_name)

    def roots(self, kind: str) -> list[Element]:
        """The parts of a kind that the text uses: ``styles``, ``footnotes``, ``header``."""
        folder = posixpath.dirname(self.main_name)
        targets = [row.target for row in self.relations.values() if row.kind == kind and not row.is_external]
        names = dict.fromkeys(_joined(folder, target) for target in targets)
        return [read_xml(self._parts[name]) for name in names if name in self._parts]

    def root(self, kind: str) -> Element | None:
        return next(iter(self.roots(kind)), None)

    def relations_of(self, kind: str) -> dict[str, Relation]:
        """The relations of a part of a kind: notes have links of their own."""
        folder = posixpath.dirname(self.main_name)
        for row in self.relations.values():
            if row.kind == kind and not row.is_external:
                return self._relations(_joined(folder, row.target))
        return {}

    def _relations(self, name: str) -> dict[str, Relation]:
        folder, base = posixpath.split(name)
        content = self._parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        if content is None:
            return {}
        return {row.get("Id", ""): _relation(row) for row in read_xml(content).findall("rel.Relationship")}


def _relation(row: Element) -> Relation:
    kind = row.get("Type", "").rpartition("/")[2]
    return Relation(kind, row.get("Target", ""), row.get("TargetMode") == "External")


def _joined(folder: str, target: str) -> str:
    """The name of a part that another one names from its folder; /word/styles.xml is a whole name."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
