"""XML without document types, entities or depth; and elements by the short names Word's manual gives them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .refusals import DAMAGED, ENTITIES, TOO_DEEP, TOO_MANY_ELEMENTS, Refused

MOST_ELEMENTS = 300_000  # a text of 600,000 characters has some 60,000
DEEPEST = 150
WHOLE_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,9}\s*", re.ASCII)

# The prefix of an element's name here, by its namespace: none is Word's own. Both editions of the standard.
OFFICE_2006 = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"
PREFIXES = {
    f"{OFFICE_2006}wordprocessingml/2006/main": "",
    f"{STRICT}wordprocessingml/main": "",
    f"{OFFICE_2006}officeDocument/2006/relationships": "r.",
    f"{STRICT}officeDocument/relationships": "r.",
    f"{OFFICE_2006}officeDocument/2006/math": "m.",
    f"{STRICT}officeDocument/math": "m.",
    f"{OFFICE_2006}markup-compatibility/2006": "mc.",
    f"{OFFICE_2006}package/2006/relationships": "rel.",
}


class _Guard:
    """Looks at XML while it is read, and stops at what no Word file has."""

    def __init__(self) -> None:
        self.elements = self.depth = 0

    def start(self, *_args: object) -> None:
        self.elements += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused(TOO_DEEP)
        if self.elements > MOST_ELEMENTS:
            raise Refused(TOO_MANY_ELEMENTS)

    def end(self, *_args: object) -> None:
        self.depth -= 1

    def doctype(self, *_args: object) -> None:
        raise Refused(ENTITIES)


def refuse_dangerous(data: bytes) -> None:
    """Raise Refused for XML with a document type or an entity, too deep, too large, or broken."""
    guard = _Guard()
    parser = expat.ParserCreate()
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.StartDoctypeDeclHandler = guard.doctype
    parser.EntityDeclHandler = guard.doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the latter two: encodings it does not know
        raise Refused(DAMAGED) from error


def read_xml(data: bytes) -> Element:
    """The root of a part, its elements and attributes with short names. Raises Refused."""
    refuse_dangerous(data)
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused(DAMAGED) from error
    for element in root.iter():
        element.tag = short_name(element.tag)
        element.attrib = {short_name(name): value for name, value in element.attrib.items()}
    return root


def short_name(name: str) -> str:
    """``{…wordprocessingml/2006/main}p`` is ``p``; names of a namespace nobody asks for begin with ``x.``."""
    if not name.startswith("{"):
        return name
    namespace, _brace, local = name[1:].partition("}")
    return PREFIXES.get(namespace, "x.") + local


def value(parent: Element | None, path: str) -> str | None:
    """The ``val`` of an element below another; None where there is none."""
    element = parent.find(path) if parent is not None else None
    return element.get("val", "") if element is not None else None


def whole(text: str | None, default: int = 0) -> int:
    """A whole number as Word writes it; ``default`` for what is none, or is absurdly long."""
    return int(text) if text and WHOLE_NUMBER.fullmatch(text) else default


def is_on(parent: Element | None, name: str) -> bool | None:
    """A switch such as bold: on, off, or None where nothing is said."""
    element = parent.find(name) if parent is not None else None
    if element is None:
        return None
    return element.get("val", "true").lower() not in ("0", "false", "off", "none")
