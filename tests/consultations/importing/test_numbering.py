"""Word's automatic numbers, as Word prints them."""

import pytest

from reviewmech.consultations.importing.labels import letter, roman
from reviewmech.consultations.importing.word import read_word

from .files import body, level, levels, numbering, p

UN = levels(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))


def numbers(xml: str, numbering_xml: bytes, styles: bytes | None = None) -> list[str]:
    parts = {"word/styles.xml": styles} if styles else None
    units = read_word(body(xml, numbering_xml=numbering_xml, parts=parts)).units
    return [unit.number for unit in units]


def items(*places: tuple[int, int]) -> str:
    return "".join(p("Words.", list_id=list_id, depth=depth) for list_id, depth in places)


RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
CASES = {
    "a list goes on across other paragraphs": (
        p("a", list_id=1) + p("between") + p("b", list_id=1),
        numbering({1: UN}, {1: (1, "")}),
        ["1", "", "2"],
    ),
    "another list of the same kind goes on": (
        items((1, 0), (2, 0)),
        numbering({1: UN}, {1: (1, ""), 2: (1, "")}),
        ["1", "2"],
    ),
    "a list with an override starts anew, once": (
        items((1, 0), (1, 0), (2, 0), (2, 0), (1, 0)),
        numbering({1: UN}, {1: (1, ""), 2: (1, RESTART.format(1))}),
        ["1", "2", "1", "2", "3"],
    ),
    "it starts where the override says": (
        items((1, 0), (1, 0)),
        numbering({1: UN}, {1: (1, RESTART.format(12))}),
        ["12", "13"],
    ),
    "a level of the list's own": (
        items((1, 0), (1, 0)),
        numbering(
            {1: UN},
            {1: (1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>')},
        ),
        ["I", "II"],
    ),
    "two lists count apart": (
        items((1, 0), (2, 0), (1, 0)),
        numbering({1: UN, 2: UN}, {1: (1, ""), 2: (2, "")}),
        ["1", "1", "2"],
    ),
    "deeper levels begin again below the next item": (
        items((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)),
        numbering({1: UN}, {1: (1, "")}),
        ["1", "1 (a)", "1 (b)", "1 (b) (i)", "2", "2 (a)", "2 (a) (i)"],
    ),
    "letters in a list of their own belong to the paragraph above": (
        items((1, 0), (2, 0), (2, 0), (1, 0)),
        numbering({1: UN, 2: level(0, "lowerLetter", "(%1)")}, {1: (1, ""), 2: (2, "")}),
        ["1", "1 (a)", "1 (b)", "2"],
    ),
    "numbers that name their parents are whole": (
        items((1, 0), (1, 1), (1, 2)),
        numbering(
            {1: levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))}, {1: (1, "")}
        ),
        ["1", "1.1", "1.1 (a)"],
    ),
    "paragraphs on the third level below headings": (
        p("Chapter", list_id=1, style="Heading1")
        + items((1, 2), (1, 2), (1, 3))
        + p("Next", list_id=1, style="Heading1")
        + items((1, 2)),
        numbering(
            {
                1: levels(("upperRoman", "%1."), ("upperLetter", "%2."))
                + level(2, "decimal", "%3.", '<w:lvlRestart w:val="0"/>')
                + level(3, "lowerLetter", "(%4)")
            },
            {1: (1, "")},
        ),
        ["I", "1", "2", "2 (a)", "II", "3"],
    ),
    "1. below an a. of the same list is no paragraph of the text": (
        items((1, 0), (1, 1), (1, 2)),
        numbering({1: levels(("decimal", "%1."), ("lowerLetter", "%2."), ("decimal", "%3."))}, {1: (1, "")}),
        ["1", "1 a", "1 a 1"],
    ),
    "legal numbers": (
        items((1, 0), (1, 1)),
        numbering(
            {1: level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")}, {1: (1, "")}
        ),
        ["I", "1.1"],
    ),
    "bullets have no number": (
        items((1, 0), (2, 0), (2, 0)),
        numbering({1: UN, 2: level(0, "bullet", "•")}, {1: (1, ""), 2: (2, "")}),
        ["1", "", ""],
    ),
    "the format none prints its text": (
        items((1, 0)),
        numbering({1: level(0, "none", "Preamble")}, {1: (1, "")}),
        ["Preamble"],
    ),
    "an empty numbered paragraph takes its number": (
        p("a", list_id=1) + p("", list_id=1) + p("c", list_id=1),
        numbering({1: UN}, {1: (1, "")}),
        ["1", "3"],
    ),
    "a list that is not there": (items((9, 0)), numbering({}, {}), [""]),
    "a list linked by its style": (
        items((1, 0)),
        numbering(
            {1: '<w:numStyleLink w:val="Articles"/>', 2: '<w:styleLink w:val="Articles"/>' + UN}, {1: (1, "")}
        ),
        ["1"],
    ),
    "numbers of absurd size": (
        items((1, 0), (1, 1)),
        numbering(
            {
                1: levels(("lowerRoman", "%1."), ("lowerLetter", "(%2)"))
                .replace('start w:val="1"', 'start w:val="999999999"', 1)
                .replace('start w:val="1"', 'start w:val="99999999999999999999"')
            },
            {1: (1, "")},
        ),
        ["999999999", "999999999 (0)"],
    ),
}


@pytest.mark.parametrize(("xml", "lists", "expected"), CASES.values(), ids=CASES)
def test_numbers(xml, lists, expected):
    assert numbers(xml, lists) == expected


STYLES = (
    b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:style w:type="paragraph" w:styleId="Single"><w:name w:val="_ Single Txt"/>'
    b'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    b'<w:style w:type="paragraph" w:styleId="Below"><w:name w:val="Below"/><w:basedOn w:val="Single"/>'
    b'<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    b'<w:style w:type="paragraph" w:styleId="Circle"><w:name w:val="x"/><w:basedOn w:val="Circle"/></w:style>'
    b"</w:styles>"
)


def test_numbers_that_come_from_styles():
    xml = p("a", style="Single") + p("b", style="Below") + p("c", style="Circle") + p("d", style="Single")
    assert numbers(xml, numbering({1: UN}, {1: (1, "")}), STYLES) == ["1", "1 (a)", "", "2"]


def test_a_paragraph_can_step_out_of_the_numbering_of_its_style():
    out = p("b", style="Single").replace("</w:pPr>", '<w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    xml = p("a", style="Single") + out + p("c", style="Single")
    assert numbers(xml, numbering({1: UN}, {1: (1, "")}), STYLES) == ["1", "", "2"]


def test_a_level_that_a_style_has_reserved():
    lists = numbering(
        {1: level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="Single"/>')},
        {1: (1, "")},
    )
    assert numbers(p("a", list_id=1) + p("b", style="Single"), lists, STYLES) == ["1", "1 (a)"]


@pytest.mark.parametrize(
    ("number", "as_roman", "as_letter"),
    [
        (1, "i", "a"),
        (4, "iv", "d"),
        (26, "xxvi", "z"),
        (27, "xxvii", "aa"),
        (28, "xxviii", "bb"),
        (0, "0", "0"),
        (1994, "mcmxciv", "1994"),
        (4000, "4000", "4000"),
        (-3, "-3", "-3"),
    ],
)
def test_roman_numbers_and_letters(number, as_roman, as_letter):
    assert (roman(number), letter(number)) == (as_roman, as_letter)
