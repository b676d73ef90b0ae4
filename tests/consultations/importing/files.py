"""Word files for tests: written by python-docx, with parts of our own where it has no words for them."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"

# 1. (a) (i) as the United Nations number their paragraphs; list 2 continues list 1, list 3 starts it anew.
UN_LEVELS = [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"), ("bullet", "•")]


def level(depth: int, format_: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts: dict[int, str], nums: dict[int, tuple[int, str]]) -> bytes:
    """numbering.xml: abstract lists by id, and lists by id as (abstract list, overrides)."""
    parts = [
        f'<w:abstractNum w:abstractNumId="{key}">{xml}</w:abstractNum>' for key, xml in abstracts.items()
    ]
    parts += [
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{xml}</w:num>'
        for key, (abstract, xml) in nums.items()
    ]
    return f"<w:numbering {NAMESPACES}>{''.join(parts)}</w:numbering>".encode()


def levels(*pairs: tuple[str, str]) -> str:
    return "".join(level(depth, *pair) for depth, pair in enumerate(pairs))


UN_NUMBERING = numbering(
    {1: levels(*UN_LEVELS)},
    {
        1: (1, ""),
        2: (1, ""),
        3: (1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    },
)


def saved(document: DocumentObject) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(data: bytes, replaced: dict[str, bytes] | None = None, *, without: tuple[str, ...] = ()) -> bytes:
    """A file with some of its parts replaced or added, and some taken out."""
    replaced = replaced or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in replaced and name not in without:
                new.writestr(name, old.read(name))
        for name, content in replaced.items():
            new.writestr(name, content)
    return stream.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def simple(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs or ("Words.",):
        document.add_paragraph(text)
    return saved(document)


def body(xml: str, *, numbering_xml: bytes = UN_NUMBERING, parts: dict[str, bytes] | None = None) -> bytes:
    """A file whose body is raw XML, with the numbering of the United Nations."""
    document = f"<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>".encode()
    own = {"word/document.xml": document, "word/numbering.xml": numbering_xml, **(parts or {})}
    return changed(simple(), own)


def p(text: str = "", *, list_id: int = 0, depth: int = 0, style: str = "", runs: str = "") -> str:
    """A paragraph as XML: numbered where ``list_id`` is given."""
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{number}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def number(paragraph: Paragraph, list_id: int, depth: int = 0) -> Paragraph:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {NAMESPACES}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )
    return paragraph


def refer(paragraph: Paragraph, note: int, kind: str = "footnote") -> None:
    paragraph._p.append(parse_xml(f'<w:r {NAMESPACES}><w:{kind}Reference w:id="{note}"/></w:r>'))


def add_notes(document: DocumentObject, notes: dict[int, str], kind: str = "footnote") -> None:
    """Give a document its footnotes part, which python-docx does not write: XML by id."""
    rows = "".join(f'<w:{kind} w:id="{key}">{xml}</w:{kind}>' for key, xml in notes.items())
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        NOTES_TYPE.format(f"{kind}s"),
        f"<w:{kind}s {NAMESPACES}>{rows}</w:{kind}s>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))


def sixty_paragraphs() -> bytes:
    """Sixty numbered paragraphs, two headings, a nested list after 12, a table after 30, three footnotes."""
    document = Document()
    document.add_heading("Draft decision", 0)
    document.add_heading("I.\tGeneral", 1)
    for n in range(1, 61):
        if n == 41:
            document.add_heading("II.\tFollow-up", 1)
        paragraph = number(document.add_paragraph(f"Text of paragraph {n}."), 1)
        if n in (5, 12, 60):
            refer(paragraph, n)
        if n == 12:
            for depth, words in [
                (1, "First"),
                (1, "Second"),
                (2, "Inner one"),
                (2, "Inner two"),
                (1, "Third"),
            ]:
                number(document.add_paragraph(f"{words}."), 1, depth)
        if n == 30:
            table = document.add_table(3, 2)
            for cell, words in zip(
                table._cells, ["Group", "States", "Africa", "54", "GRULAC", "33"], strict=True
            ):
                cell.text = words
    add_notes(document, {n: p(f"Note at paragraph {n}.") for n in (5, 12, 60)})
    return changed(saved(document), {"word/numbering.xml": UN_NUMBERING})


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
