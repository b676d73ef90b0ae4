"""What of a Word file is not kept, and how that is said."""

import pytest
from docx import Document

from reviewmech.consultations.importing.losses import grouped
from reviewmech.consultations.importing.word import read_word

from .files import (
    body,
    field,
    p,
    run,
    saved,
)

HIDDEN = "<w:vanish/>"
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def read(xml: str, **parts):
    return read_word(body(xml, **parts))


def words(xml: str) -> list[str]:
    return [unit.words for unit in read(xml).units]


def losses(xml: str) -> list[str]:
    return [str(loss.kind) for loss in read(xml).losses]


CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    f"<w:sdtContent>{p('Chapter 1 ... 5')}</w:sdtContent></w:sdt>"
)


def cell(xml: str) -> str:
    return f"<w:tc>{xml}</w:tc>"


def table(cells: str) -> str:
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


LOST = {
    "comment": p("a", runs='<w:r><w:commentReference w:id="1"/></w:r>'),
    "insertion": p("a", runs=f"<w:ins>{run('b')}</w:ins>"),
    "deletion": p("a", runs="<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"),
    "field": p("a", runs=field("DATE", "today")),
    "hidden": p("a", runs=run("secret", HIDDEN)),
    "symbol": p("a", runs='<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'),
    "underline": p("", runs=run("a", '<w:u w:val="single"/>')),
    "strike": p("", runs=run("a", "<w:strike/>")),
    "subscript": p("", runs=run("a", '<w:vertAlign w:val="subscript"/>')),
    "line_break": p("", runs="<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"),
    "bullet": p("a", list_id=1, depth=3),
    "empty_number": p("", list_id=1) + p("a"),
    "object": p("a", runs="<w:r><w:object/></w:r>"),
    "image": p("a", runs="<w:r><w:drawing><a:blip/></w:drawing></w:r>"),
    "text_box": p("a", runs=f"<w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r>"),
    "equation": p("a", runs="<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
    "lost_note": p("a", runs=NOTE.format(7)),
    "contents": CONTENTS + p("a"),
    "merged_cells": table(cell('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("a"))),
    "nested_table": table(cell(table(cell(p("a"))))),
    "table_format": table(cell(p("", runs=run("a", "<w:i/>")))),
    "wide_table": table(cell(p("a")) * 64),
}


@pytest.mark.parametrize(("kind", "xml"), LOST.items(), ids=LOST)
def test_what_is_not_kept_is_said(kind, xml):
    assert losses(xml) == [kind]


def test_hidden_and_deleted_words_and_contents_do_not_come_in():
    xml = LOST["hidden"] + LOST["deletion"] + LOST["contents"]
    assert words(xml) == ["a", "a", "a"]


def test_losses_are_grouped_with_their_places():
    found = grouped(read(LOST["field"] + p("b") + LOST["field"] + LOST["comment"]).losses)
    assert [(group.sentence.split()[0], group.places) for group in found] == [
        ("Word's", [4]),
        ("Fields", [1, 3]),
    ]


def test_a_header_is_said_to_be_left_out():
    document = Document()
    document.add_paragraph("Words.")
    document.sections[0].header.paragraphs[0].text = "CTOC/COP/2020/L.1"
    assert [(loss.kind, loss.position) for loss in read_word(saved(document)).losses] == [("header", 0)]
