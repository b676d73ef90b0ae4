"""The words of a Word paragraph, run by run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from xml.etree.ElementTree import Element

from .inline import Run, safe_href
from .losses import LossKind
from .notes import Notes
from .package import Relation
from .styles import NOTHING, Style, Styles
from .units import Imported
from .xml import is_on, value

# What stands around runs without changing their words.
WRAPPERS = {
    "smartTag",
    "customXml",
    "dir",
    "bdo",
    "sdtContent",
    "ruby",
    "rubyBase",
    "mc.Choice",
    "mc.Fallback",
}
KEPT_CHANGES = {"ins", "moveTo"}
DROPPED_CHANGES = {"del", "moveFrom"}
CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": ""}
NOTE_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
# Fields of which readers see nothing but the words: no need to have an editor check them.
QUIET_FIELDS = {"HYPERLINK", "TOC", "PAGEREF", "SEQ", "FORMTEXT"}
SPACES = re.compile(r"\s+")


def words_of(element: Element, tag: str = "t", *, most: int | None = 50) -> str:
    """The words below an element, whatever they look like: those of the first ``most`` pieces."""
    pieces = islice(element.iter(tag), most)
    return SPACES.sub(" ", " ".join(found.text or "" for found in pieces)).strip()


def chosen(element: Element) -> list[Element]:
    """Of alternatives that mean the same, the first one."""
    alternatives = [child for child in element if child.tag in ("mc.Choice", "mc.Fallback")]
    return alternatives[:1]


def has_own_mark(reference: Element) -> bool:
    """Whether a note is referred to with a sign that somebody chose, which stands beside the reference."""
    return reference.get("customMarkFollows") in ("1", "true", "on")


@dataclass
class RunReader:
    """Reads paragraph after paragraph; a field may begin in one and end in another."""

    imported: Imported
    styles: Styles
    relations: dict[str, Relation]
    notes: Notes
    fields: list[list[str]] = field(default_factory=list)  # each: what it is told, and "shown" once it shows

    def read(self, paragraph: Element, style: Style) -> list[Run]:
        runs = list(self._runs(paragraph, style, ""))
        # An instruction that never ends would swallow the rest of the text.
        self.fields = [told for told in self.fields if told[-1:] == ["shown"]]
        return runs

    def _runs(self, parent: Element, style: Style, href: str) -> Iterator[Run]:
        for child in parent:
            if child.tag == "r":
                yield from self._run(child, style, href)
            elif child.tag == "hyperlink":
                yield from self._runs(child, style, self._address(child) or href)
            elif child.tag in KEPT_CHANGES:
                self.imported.lose(LossKind.INSERTION, words_of(child))
                yield from self._runs(child, style, href)
            elif child.tag in DROPPED_CHANGES:
                self.imported.lose(LossKind.DELETION, words_of(child, "delText") or words_of(child))
            elif child.tag in ("m.oMath", "m.oMathPara"):
                yield from self._equation(child)
            else:
                yield from self._inside(child, style, href)

    def _inside(self, element: Element, style: Style, href: str) -> Iterator[Run]:
        if element.tag == "fldSimple":
            self._end_field([element.get("instr", "")])
            yield from self._runs(element, style, href)
        elif element.tag == "mc.AlternateContent":
            for alternative in chosen(element):
                yield from self._runs(alternative, style, href)
        elif element.tag in WRAPPERS:
            yield from self._runs(element, style, href)
        elif element.tag == "sdt":
            for content in element.findall("sdtContent"):
                yield from self._runs(content, style, href)

    def _address(self, hyperlink: Element) -> str:
        relation = self.relations.get(hyperlink.get("r.id", ""))
        if relation is None:  # to a place in the same text
            self.imported.lose(LossKind.LINK, words_of(hyperlink))
            return ""
        anchor = hyperlink.get("anchor")
        address = safe_href(f"{relation.target}#{anchor}" if anchor else relation.target)
        if not address:
            self.imported.lose(LossKind.LINK, words_of(hyperlink))
        return address

    def _equation(self, element: Element) -> Iterator[Run]:
        words = words_of(element, "m.t", most=None)
        self.imported.lose(LossKind.EQUATION, words)
        yield Run(words)

    def _run(self, run: Element, style: Style, href: str) -> Iterator[Run]:
        own = self.styles.get(value(run, "rPr/rStyle"))
        look = run.find("rPr")
        if _said(is_on(look, "vanish"), own.hidden, style.hidden):
            if words_of(run):
                self.imported.lose(LossKind.HIDDEN, words_of(run))
            return
        self._lose_looks(run, look, is_link=bool(href))
        form = Run(
            "",
            bold=_toggled(is_on(look, "b"), own.bold, style.bold),
            italic=_toggled(is_on(look, "i"), own.italic, style.italic),
            superscript=(value(look, "vertAlign") or own.position or style.position) == "superscript",
            href=href,
        )
        for child in run:
            yield from self._piece(child, run, form)

    def _lose_looks(self, run: Element, look: Element | None, *, is_link: bool) -> None:
        if look is None or not words_of(run):
            return
        if value(look, "u") not in (None, "none") and not is_link:
            self.imported.lose(LossKind.UNDERLINE, words_of(run))
        if is_on(look, "strike") or is_on(look, "dstrike"):
            self.imported.lose(LossKind.STRIKE, words_of(run))
        if value(look, "vertAlign") == "subscript":
            self.imported.lose(LossKind.SUBSCRIPT, words_of(run))

    def _piece(self, piece: Element, run: Element, form: Run) -> Iterator[Run]:
        if piece.tag in PIECES:
            PIECES[piece.tag](self, piece)
        elif piece.tag == "mc.AlternateContent":
            for alternative in chosen(piece):
                for child in alternative:
                    yield from self._piece(child, run, form)
        elif any(told[-1:] != ["shown"] for told in self.fields):
            return  # what a field is told, not what it shows
        elif piece.tag in NOTE_REFERENCES:
            yield self._note(piece, run)
        elif piece.tag == "ruby":
            yield from self._runs(piece, NOTHING, form.href)
        else:
            yield replace(form, text=self._characters(piece, run))

    def _characters(self, piece: Element, run: Element) -> str:
        if piece.tag == "t":
            return "" if any(map(has_own_mark, run)) else piece.text or ""
        if piece.tag in ("br", "cr"):
            return self._line_break(piece)
        return CHARACTERS.get(piece.tag, "")

    def _note(self, reference: Element, run: Element) -> Run:
        mark = words_of(run) if has_own_mark(reference) else ""
        kind = NOTE_REFERENCES[reference.tag]
        return Run(self.notes.mark(kind, reference.get("id", ""), mark), superscript=True)

    def _line_break(self, piece: Element) -> str:
        if piece.get("type") not in ("page", "column"):
            self.imported.lose(LossKind.LINE_BREAK)
        return " "

    def _drawing(self, piece: Element) -> None:
        box = next(piece.iter("txbxContent"), None)
        if box is not None:
            self.imported.lose(LossKind.TEXT_BOX, words_of(box))
        elif any(child.tag in ("x.blip", "x.imagedata") for child in piece.iter()):
            self.imported.has_images = True
            self.imported.lose(LossKind.IMAGE)
        else:
            self.imported.lose(LossKind.OBJECT)

    def _object(self, piece: Element) -> None:
        self.imported.lose(LossKind.OBJECT)

    def _comment(self, piece: Element) -> None:
        self.imported.lose(LossKind.COMMENT)

    def _symbol(self, piece: Element) -> None:
        self.imported.lose(LossKind.SYMBOL, piece.get("font", ""))

    def _field_character(self, piece: Element) -> None:
        kind = piece.get("fldCharType")
        if kind == "begin":
            self.fields.append([])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("shown")
        elif kind == "end" and self.fields:
            self._end_field(self.fields.pop())

    def _instruction(self, piece: Element) -> None:
        if self.fields and self.fields[-1][-1:] != ["shown"]:
            self.fields[-1].append(piece.text or "")

    def _end_field(self, told: list[str]) -> None:
        name = "".join(told).strip().partition(" ")[0].upper()
        if name not in QUIET_FIELDS:
            self.imported.lose(LossKind.FIELD)


PIECES: dict[str, Callable[[RunReader, Element], None]] = {
    "drawing": RunReader._drawing,
    "pict": RunReader._drawing,
    "object": RunReader._object,
    "commentReference": RunReader._comment,
    "sym": RunReader._symbol,
    "fldChar": RunReader._field_character,
    "instrText": RunReader._instruction,
}


def _said(*answers: bool | None) -> bool:
    """The first answer that is one."""
    return bool(next((answer for answer in answers if answer is not None), False))


def _toggled(direct: bool | None, of_run: bool | None, of_paragraph: bool | None) -> bool:
    """Bold as Word sees it: what a run says itself counts; else its two styles undo each other."""
    return direct if direct is not None else bool(of_run) != bool(of_paragraph)
