"""What a Word file's paragraphs become, and what is said of the rest."""

import pytest
from docx import Document

from reviewmech.consultations.importing.word import read_word

from .files import (
    UN_NUMBERING,
    add_notes,
    body,
    changed,
    field,
    level,
    number,
    numbering,
    p,
    part_of,
    refer,
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


def alternatives(choice: str, fallback: str) -> str:
    inside = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent>{inside}</mc:AlternateContent>"


INLINE = {
    "bold and italic": (run("a") + run("b", "<w:b/>") + run("c", "<w:i/><w:b/>"), "a<b>b</b><b><i>c</i></b>"),
    "switched off": (run("a", '<w:b w:val="0"/>'), "a"),
    "superscript": (run("n") + run("2", '<w:vertAlign w:val="superscript"/>'), "n<sup>2</sup>"),
    "a run style": (run("a", '<w:rStyle w:val="Strong"/>'), "<b>a</b>"),
    "runs of one look are one": (run("a", "<w:b/>") + run("b", "<w:b/>"), "<b>ab</b>"),
    "white space": (run("  a  ") + run("   b\n c "), "a b c"),
    "markup is words": (
        run("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ),
    "a no-break hyphen": ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\u2011b"),
    "a field shows its words": (run("See ") + field("REF _x", "para. 4"), "See para. 4"),
    "a field without an end swallows nothing": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>' + run(""),
        None,
    ),
    "insertions are kept, deletions are not": (
        f"{run('a')}<w:ins>{run('b')}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del>",
        "ab",
    ),
    "what was moved stands once": (
        f"<w:moveFrom>{run('a')}</w:moveFrom><w:moveTo>{run('a')}</w:moveTo>",
        "a",
    ),
    "alternatives stand once": (
        alternatives(run("new"), run("old")),
        "new",
    ),
    "a content control": (f"<w:sdt><w:sdtContent>{run('inside')}</w:sdtContent></w:sdt>", "inside"),
    "an equation": (f"{run('E=')}<m:oMath><m:r><m:t>mc2</m:t></m:r></m:oMath>", "E=mc2"),
}


@pytest.mark.parametrize(("runs", "expected"), INLINE.values(), ids=INLINE)
def test_words_of_a_paragraph(runs, expected):
    assert words(p("", runs=runs) + p("Last.")) == ([expected, "Last."] if expected else ["Last."])


LINKS = {
    "https://unodc.org/a?b=1&amp;c=2": '<a href="https://unodc.org/a?b=1&amp;c=2">here</a>',
    "mailto:a@example.org": '<a href="mailto:a@example.org">here</a>',
    "HTTPS://UNODC.ORG": '<a href="HTTPS://UNODC.ORG">here</a>',
    "javascript:alert(1)": "here",
    " java\tscript:alert(1)": "here",
    "file:///c:/secret": "here",
    "https://e.org/&quot;onclick=&quot;x": '<a href="https://e.org/&quot;onclick=&quot;x">here</a>',
    "http://[broken": "here",
}


@pytest.mark.parametrize(("target", "expected"), LINKS.items())
def test_links(target, expected):
    name = "word/_rels/document.xml.rels"
    relation = (
        '<Relationship Id="rIdL" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/hyperlink" Target="{target}"/></Relationships>'
    )
    data = body(p("", runs=f'<w:hyperlink r:id="rIdL">{run("here")}</w:hyperlink>'))
    relations = part_of(data, name).decode().replace("</Relationships>", relation)
    imported = read_word(changed(data, {name: relations.encode()}))
    assert imported.units[0].words == expected
    assert [loss.kind for loss in imported.losses] == ([] if expected != "here" else ["link"])


HEADINGS = {"Title": 1, "Subtitle": 2, "Heading1": 1, "Heading2": 2, "Heading4": 4, "Heading9": 4}


@pytest.mark.parametrize(("style", "expected"), HEADINGS.items())
def test_headings_by_style(style, expected):
    unit = read(p("Words", style=style)).units[0]
    assert (unit.kind, unit.level, unit.words) == ("heading", expected, "Words")


UN_STYLES = {"_ H _Ch_G": 1, "HCh": 1, "_ H _1_G": 2, "_ H _2/3": 3, "H23": 3, "H4": 4, "_ H _5/6_G": 4}


@pytest.mark.parametrize(("name", "expected"), UN_STYLES.items())
def test_headings_of_the_united_nations_templates(name, expected):
    document = Document()
    style = document.styles.add_style("X1", 1)
    style.element.find(style.element.tag.replace("style", "name")).set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", name
    )
    document.add_paragraph("Words", style=style)
    unit = read_word(saved(document)).units[0]
    assert (unit.kind, unit.level) == ("heading", expected)


def test_a_heading_by_its_outline_level_and_one_that_is_none():
    xml = (
        f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Yes")}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/></w:pPr>{run("No")}</w:p>'
    )
    assert [(unit.kind, unit.level) for unit in read(xml).units] == [("heading", 2), ("paragraph", 2)]


TYPED = [
    ("1.\tFirst", "paragraph", "1", "First"),
    ("12. Twelfth", "paragraph", "12", "Twelfth"),
    ("(a) One", "subparagraph", "12 (a)", "One"),
    ("(b)\tTwo", "subparagraph", "12 (b)", "Two"),
    ("(i) Inner", "subparagraph", "12 (b) (i)", "Inner"),
    ("(ii) Inner", "subparagraph", "12 (b) (ii)", "Inner"),
    ("(c) Three", "subparagraph", "12 (c)", "Three"),
    ("Words that go on.", "paragraph", "", "Words that go on."),
    ("(d) Four", "subparagraph", "12 (d)", "Four"),
    ("13 (a) Whole", "subparagraph", "13 (a)", "Whole"),
    ("13 (a) (ii) Whole", "subparagraph", "13 (a) (ii)", "Whole"),
    ("12 States took part.", "paragraph", "", "12 States took part."),
    ("I. General remarks", "heading", "I", "General remarks"),
    ("A. Scope", "heading", "A", "Scope"),
    ("C. Smith spoke", "paragraph", "", "C. Smith spoke"),
    ("II. Follow-up", "heading", "II", "Follow-up"),
    ("2.1 Decimal", "paragraph", "", "2.1 Decimal"),
    ("2.1. Decimal", "paragraph", "2.1", "Decimal"),
]


def test_typed_numbers():
    units = read("".join(p(text) for text, *_rest in TYPED)).units
    found = [(unit.kind, unit.number, unit.words) for unit in units]
    assert found == [tuple(rest) for _text, *rest in TYPED]


def test_i_after_h_is_a_letter():
    text = ["1. One", *[f"({letter}) Words" for letter in "abcdefghij"]]
    assert [unit.number for unit in read("".join(map(p, text))).units][-2:] == ["1 (i)", "1 (j)"]


def test_a_paragraph_whose_mark_is_deleted_joins_the_next_and_takes_its_number():
    first = p("One ", list_id=1).replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>")
    assert [(unit.number, unit.words) for unit in read(first + p("and two.", list_id=1)).units] == [
        ("1", "One and two.")
    ]


def test_notes_in_the_order_of_the_text_with_their_own_links_and_signs():
    document = Document()
    title = document.add_paragraph("Title")
    refer(title, 9)
    title._p[-1][0].set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}customMarkFollows", "1"
    )
    title.runs[-1].text = ""
    refer(document.add_paragraph("Second"), 3)
    refer(document.add_paragraph("Third"), 2)
    refer(document.add_paragraph("End"), 2, "endnote")
    add_notes(document, {2: p("Note two") + p("goes on."), 3: p("Note three.")})
    add_notes(document, {2: p("At the end.")}, "endnote")
    units = read_word(saved(document)).units
    assert [
        (unit.kind, unit.number, unit.plain) for unit in units if unit.kind == "heading" or unit.number
    ] == [
        ("heading", "", "Footnotes"),
        ("paragraph", "[1]", "Note three."),
        ("paragraph", "[2]", "Note two goes on."),
        ("heading", "", "Endnotes"),
        ("paragraph", "[i]", "At the end."),
    ]


def test_a_note_with_a_sign_of_its_own():
    xml = p("Title", runs='<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>')
    data = read(xml + p("Text", runs=NOTE.format(3)))
    assert [unit.words for unit in data.units[:2]] == ["Title<sup>*</sup>", "Text<sup>1</sup>"]


def test_a_table_with_its_caption_merged_cells_and_numbers():
    document = Document()
    document.add_paragraph("Table 1. Groups", style="Caption")
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["Group", "", "Africa", "54", "GRULAC", "33"], strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    number(table.cell(1, 0).paragraphs[0], 1)
    data = changed(saved(document), {"word/numbering.xml": UN_NUMBERING})
    unit = read_word(data).units[0]
    assert (unit.grid.caption, unit.grid.headings, unit.grid.rows) == (
        "Table 1. Groups",
        ["Group", ""],
        [["1 Africa", "54"], ["GRULAC", "33"]],
    )


def test_a_number_too_long_for_its_field_stands_in_front_of_the_words():
    long = "x" * 50
    lists = numbering({1: level(0, "none", long)}, {1: (1, "")})
    imported = read(p("Words", list_id=1), numbering_xml=lists)
    assert [(unit.number, unit.words) for unit in imported.units] == [("", f"{long} Words")]
    assert [loss.kind for loss in imported.losses] == ["long_number"]


def test_what_wraps_nothing_is_no_trouble():
    assert words("<w:ins/><w:sdt/><w:tbl/><w:customXml/>" + p("Words")) == ["Words"]


def test_a_file_of_the_strict_edition_is_read():
    data = body(p("Words", list_id=1))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        name: part_of(data, name).replace(transitional.encode(), strict.encode())
        for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
    }
    assert [(unit.number, unit.words) for unit in read_word(changed(data, parts)).units] == [("1", "Words")]
