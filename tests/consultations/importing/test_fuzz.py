"""Files broken at random: read, or refused with a sentence, and never anything else."""

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewmech.consultations.importing import archive
from reviewmech.consultations.importing.refusals import Refused
from reviewmech.consultations.importing.word import read_word

from .files import changed, part_of, sixty_paragraphs

GOOD = sixty_paragraphs()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
@example(seed=0, times=1)
def test_a_file_with_bytes_changed_is_read_or_refused_and_nothing_else(seed, times):
    generator = random.Random(seed)
    data = bytearray(GOOD)
    for _ in range(times):
        data[generator.randrange(len(data))] = generator.randrange(256)
    read_or_refuse(bytes(data))


READ = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"]
VALUES = ['""', '"-5"', '"99999999999999999999"', '"abc"', '"0"', '"\u0663"', '"1e9"']
STRANGERS = [
    "<w:ins/>",
    "<w:numPr/>",
    "<w:lvl/>",
    "<w:tc/>",
    "<w:tr/>",
    "<w:tbl/>",
    "<w:footnoteReference/>",
    "<w:sdt/>",
    "<w:p/>",
    "<w:hyperlink/>",
    "<w:vMerge/>",
    "<w:pPr><w:numPr><w:numId/></w:numPr></w:pPr>",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:footnoteReference w:id="x"/></w:r>',
]


def disturbed(piece: str, generator: random.Random) -> str:
    """A tag or a text as it may come from a program that got it wrong: mostly XML still."""
    kind = generator.randrange(4)
    if kind == 0:
        return re.sub('"[^"]*"', generator.choice(VALUES), piece, count=1)
    if kind == 1:
        return generator.choice(STRANGERS) + piece
    if kind == 2:
        return "" if piece.endswith("/>") else piece
    return piece.replace("w:val", "w:other").replace("w:ilvl", "w:none")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_text_with_its_xml_disturbed_is_read_or_refused_and_nothing_else(seed):
    """The archive is sound here, so that what reads Word's parts sees the nonsense."""
    generator = random.Random(seed)
    name = generator.choice(READ)
    pieces = re.findall("<[^>]+>|[^<]+", part_of(GOOD, name).decode())
    for _ in range(generator.randint(1, 10)):
        at = generator.randrange(len(pieces))
        pieces[at] = disturbed(pieces[at], generator)
    read_or_refuse(changed(GOOD, {name: "".join(pieces).encode()}))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data):
    for start in (b"", b"PK\x03\x04", archive.COMPOUND_FILE, GOOD[:2000]):
        with pytest.raises(Refused):
            read_word(start + data)


def read_or_refuse(data: bytes) -> None:
    try:
        assert read_word(data).units
    except Refused as refused:
        assert refused.messages  # noqa: PT017 (both ways are right)
