"""The bytes of a Word file, checked before any parser sees them: nothing here trusts what the file says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from .refusals import (
    BOMB,
    DAMAGED,
    EMPTY,
    ENCRYPTED,
    MACROS,
    NO_WORD_FILE,
    OLD_WORD,
    OPEN_DOCUMENT,
    OTHER_OFFICE,
    OTHER_OLD,
    PDF,
    TOO_MANY_PARTS,
    Refused,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_XML = 40 * 1024 * 1024  # all XML parts together, unpacked
LARGEST_UNPACKED = 80 * 1024 * 1024  # with images
MOST_PARTS = 2_000
STEEPEST = 200  # times larger unpacked than packed; Word's own parts stay below 60
STEEP_FROM = 1024 * 1024  # smaller parts may be as repetitive as they like
PIECE = 64 * 1024

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and anything encrypted since
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
DIRECTORY_ENTRY = b"PK\x01\x02"
CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPE = b"wordprocessingml"
MACRO_NAMES = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
MACRO_FOLDERS = ("/activex/", "/ctrlprops/")
XML_ENDINGS = (".xml", ".rels")

# All that zipfile and zlib raise on bytes that are no archive, or are a broken one.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, KeyError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def read_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of a Word file by name. Raises Refused for whatever is no harmless Word file."""
    refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            refuse_directory(entries)
            parts = unpacked(archive, entries)
    except BROKEN as error:
        raise Refused(DAMAGED) from error
    refuse_content(parts)
    return parts


def refuse_other_kinds(data: bytes) -> None:
    """Raise Refused for what its first bytes say is no zip archive, and for an archive of too many parts."""
    if not data:
        raise Refused(EMPTY)
    if b"%PDF-" in data[:1024]:
        raise Refused(PDF)
    if data.startswith(COMPOUND_FILE):
        raise Refused(_compound_reason(data))
    if not data.startswith(b"PK"):
        raise Refused(NO_WORD_FILE)
    if data.count(DIRECTORY_ENTRY) > MOST_PARTS:
        raise Refused(TOO_MANY_PARTS)


def _compound_reason(data: bytes) -> StrOrPromise:
    if ENCRYPTED_PACKAGE in data:
        return ENCRYPTED
    return OLD_WORD if WORD_STREAM in data else OTHER_OLD


def refuse_directory(entries: list[zipfile.ZipInfo]) -> None:
    """Raise Refused for what the archive's directory says of itself, before anything is unpacked."""
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise Refused(DAMAGED)  # two parts of one name: programs disagree on which one counts
    if any(entry.flag_bits & 0x41 for entry in entries):
        raise Refused(ENCRYPTED)
    if any(is_macro(name) for name in names):
        raise Refused(MACROS)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refused(DAMAGED)
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or any(map(is_steep, entries)):
        raise Refused(BOMB)


def is_macro(name: str) -> bool:
    return name.endswith(MACRO_NAMES) or any(folder in f"/{name}" for folder in MACRO_FOLDERS)


def is_steep(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > STEEP_FROM and entry.file_size > STEEPEST * max(entry.compress_size, 1)


def unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The XML parts. Everything is unpacked once, whatever sizes are declared; the rest is thrown away."""
    parts: dict[str, bytes] = {}
    xml_left, left = LARGEST_XML, LARGEST_UNPACKED
    for entry in entries:
        is_xml = entry.filename.lower().endswith(XML_ENDINGS)
        content, length = _unpack(archive, entry, min(left, xml_left) if is_xml else left, keep=is_xml)
        left -= length
        if is_xml:
            xml_left -= length
            parts[entry.filename] = content
    return parts


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, *, keep: bool) -> tuple[bytes, int]:
    kept, length = bytearray(), 0
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            length += len(piece)
            if length > limit:
                raise Refused(BOMB)
            if keep:
                kept += piece
    return bytes(kept), length


def refuse_content(parts: dict[str, bytes]) -> None:
    """Raise Refused unless the archive says that it is a Word file, and one without macros."""
    types = parts.get(CONTENT_TYPES)
    if types is None:
        # An OpenDocument file is an archive too, and has a manifest instead.
        raise Refused(OPEN_DOCUMENT if "META-INF/manifest.xml" in parts else NO_WORD_FILE)
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise Refused(MACROS)
    if WORD_TYPE not in types:
        raise Refused(OTHER_OFFICE)
