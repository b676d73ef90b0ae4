"""Files that are not imported, each with its reason."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from reviewmech.consultations.importing import refusals, xml
from reviewmech.consultations.importing.forms import ImportForm
from reviewmech.consultations.importing.refusals import Refused
from reviewmech.consultations.importing.word import read_word

from .files import NAMESPACES, body, changed, p, part_of, saved, simple

TYPES = "[Content_Types].xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def zip_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def with_flags(data: bytes, bits: int) -> bytes:
    """A file whose directory and entries say that they are encrypted."""
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data = data[: at + offset] + struct.pack("<H", bits) + data[at + offset + 2 :]
            at = data.find(magic, at + 4)
    return data


def bomb(megabytes: int) -> bytes:
    return changed(simple(), {"word/media/image1.png": b"\0" * megabytes * 1024 * 1024})


def lying_bomb() -> bytes:
    """A bomb whose directory declares harmless sizes."""
    data = bytearray(bomb(100))
    real = struct.pack("<I", 100 * 1024 * 1024)
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
        at = data.find(real, at)
    return bytes(data)


def doctype(entity: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE w:document [{entity}]>'
        f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def images_only() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document = Document()
    document.add_picture(picture)
    return saved(document)


def deep(levels: int) -> str:
    return "<w:sdt><w:sdtContent>" * levels + p("Deep") + "</w:sdtContent></w:sdt>" * levels


def macro_types(data: bytes) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return changed(data, {TYPES: part_of(data, TYPES).replace(main, macro)})


def simple_twice() -> bytes:
    stream = io.BytesIO(simple())
    with zipfile.ZipFile(stream, "a") as both, pytest.warns(UserWarning, match="Duplicate name"):
        both.writestr("word/document.xml", b"<other/>")
    return stream.getvalue()


EXTERNAL = '<!ENTITY e SYSTEM "file:///etc/passwd">'
LAUGHS = '<!ENTITY d "ha"><!ENTITY e "&d;&d;&d;&d;">'
FILES = {
    "empty": (lambda: b"", refusals.EMPTY),
    "a PDF named .docx": (lambda: b"%PDF-1.7\n" + b"x" * 1000, refusals.PDF),
    "a PDF behind a few bytes": (lambda: b"\xef\xbb\xbf\n%PDF-1.4", refusals.PDF),
    "words, not a file of Word": (lambda: b"Only words.", refusals.NO_WORD_FILE),
    "protected by a password": (lambda: COMPOUND + utf16("EncryptedPackage"), refusals.ENCRYPTED),
    "an old .doc": (lambda: COMPOUND + utf16("WordDocument"), refusals.OLD_WORD),
    "an old .xls": (lambda: COMPOUND + utf16("Workbook"), refusals.OTHER_OLD),
    "encrypted as an archive": (lambda: with_flags(simple(), 1), refusals.ENCRYPTED),
    "a zip bomb": (lambda: bomb(70), refusals.BOMB),
    "a zip bomb that lies": (lying_bomb, refusals.DAMAGED),
    "a bomb of the text itself": (lambda: changed(simple(), {"word/x.xml": b" " * 2_000_000}), refusals.BOMB),
    "a bomb that is not steep": (
        lambda: zip_of({f"{n}.bin": bytes(1_000_000) for n in range(85)}),
        refusals.BOMB,
    ),
    "thousands of parts": (lambda: zip_of({f"{n}.x": b"" for n in range(2_001)}), refusals.TOO_MANY_PARTS),
    "an external entity": (
        lambda: changed(simple(), {"word/document.xml": doctype(EXTERNAL)}),
        refusals.ENTITIES,
    ),
    "a billion laughs": (
        lambda: changed(simple(), {"word/document.xml": doctype(LAUGHS)}),
        refusals.ENTITIES,
    ),
    "an entity in a part nobody reads": (
        lambda: changed(simple(), {"customXml/item1.xml": doctype(EXTERNAL)}),
        refusals.ENTITIES,
    ),
    "an entity in UTF-16": (
        lambda: changed(simple(), {"word/document.xml": doctype(EXTERNAL).decode().encode("utf-16")}),
        refusals.ENTITIES,
    ),
    "a macro file": (lambda: macro_types(simple()), refusals.MACROS),
    "macros in a file renamed to .docx": (
        lambda: changed(simple(), {"word/vbaProject.bin": b"macro"}),
        refusals.MACROS,
    ),
    "macros under another name": (
        lambda: changed(
            simple(),
            {TYPES: part_of(simple(), TYPES).replace(b"image/jpeg", b"application/vnd.ms-office.vbaProject")},
        ),
        refusals.MACROS,
    ),
    "ActiveX": (lambda: changed(simple(), {"word/activeX/activeX1.bin": b"x"}), refusals.MACROS),
    "truncated": (lambda: simple()[:-500], refusals.DAMAGED),
    "cut to a half": (lambda: simple()[: len(simple()) // 2], refusals.DAMAGED),
    "a text with broken XML": (lambda: changed(simple(), {"word/document.xml": b"<w:doc"}), refusals.DAMAGED),
    "two parts of one name": (simple_twice, refusals.DAMAGED),
    "a text that is not there": (lambda: changed(simple(), without=("word/document.xml",)), refusals.DAMAGED),
    "an Excel file": (
        lambda: zip_of({TYPES: b"<Types>spreadsheetml</Types>", "xl/workbook.xml": b"<x/>"}),
        refusals.OTHER_OFFICE,
    ),
    "an OpenDocument file": (
        lambda: zip_of({"mimetype": b"application/vnd.oasis", "META-INF/manifest.xml": b"<m/>"}),
        refusals.OPEN_DOCUMENT,
    ),
    "just an archive": (lambda: zip_of({"letter.txt": b"Dear"}), refusals.NO_WORD_FILE),
    "nested too deeply": (lambda: body(deep(200)), refusals.TOO_DEEP),
    "images only": (images_only, refusals.ONLY_IMAGES),
    "without words": (lambda: body(p()), refusals.NO_WORDS),
}


@pytest.mark.parametrize(("make", "reason"), FILES.values(), ids=FILES)
def test_it_is_refused_with_its_reason(make, reason):
    with pytest.raises(Refused) as refused:
        read_word(make())
    assert refused.value.messages == [str(reason)]


@pytest.mark.parametrize(("make", "reason"), FILES.values(), ids=FILES)
def test_the_form_says_so_at_the_field(make, reason):
    form = ImportForm({"text": ""}, {"file": SimpleUploadedFile("text.docx", make())})
    assert form.errors == {"file": [str(reason)]}


def test_a_paragraph_of_200_000_characters_is_refused_by_its_place_and_first_words():
    with pytest.raises(Refused) as refused:
        read_word(simple("Short.", "Endless words " * 14_286))
    words = ("Endless words " * 5)[:60]
    assert refused.value.messages[0].startswith(
        f"Paragraph 2 of the text, “{words}…”, has 200,003 characters;"
    )


def test_more_than_a_thousand_paragraphs_are_refused():
    with pytest.raises(Refused, match="more than 1,000 paragraphs"):
        read_word(body(p("Words.") * 1_001))


def test_more_characters_than_a_text_has_are_refused():
    with pytest.raises(Refused, match="has 608,000 characters"):
        read_word(body(p("x" * 19_000) * 32))


def test_a_table_of_countless_cells_is_refused():
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr>'
    with pytest.raises(Refused, match="more than 10,000 cells"):
        read_word(body(f"<w:tbl>{row * 200}</w:tbl>"))


def test_more_elements_than_a_text_needs_are_refused(monkeypatch):
    monkeypatch.setattr(xml, "MOST_ELEMENTS", 50)
    with pytest.raises(Refused, match="more complex"):
        read_word(body(p("Words.") * 60))


def test_a_bomb_costs_little_memory():
    data = lying_bomb()
    tracemalloc.start()
    with pytest.raises(Refused):
        read_word(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 1024 * 1024


def test_names_that_lead_out_of_the_archive_are_ignored():
    data = changed(simple(), {"../../etc/cron.d/x.xml": b"<x/>"})
    assert [unit.plain for unit in read_word(data).units] == ["Words."]


def test_what_a_file_names_outside_itself_is_not_fetched():
    """A target that leaves the package, or is external, is as if it were not there."""
    name = "word/_rels/document.xml.rels"
    relations = part_of(simple(), name).replace(b'Target="styles.xml"', b'Target="../../../../etc/passwd"')
    relations = relations.replace(
        b'Target="numbering.xml"', b'Target="http://e.org/n.xml" TargetMode="External"'
    )
    assert [unit.plain for unit in read_word(changed(simple(), {name: relations})).units] == ["Words."]
