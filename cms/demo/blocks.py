"""Words as the raw data of a StreamField, with ids that are the same in each language and each run."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

NAMESPACE = uuid.UUID("6d6f0b52-8f0e-5c0c-9d3d-2f3a3f5f4b10")
PAGE_LINK = re.compile(r'<a href="page:([^"]*)"')

Raw = dict[str, Any]
Words = dict[str, Any]
Ids = dict[str, int]  # the English pages' ids, by key


def stable_id(*path: str | int) -> str:
    """An id for a thing of the demo's content: the same for the same place in the content."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, path))))


def rich(html: str, pages: Ids) -> str:
    """HTML as Wagtail keeps it: links to ``page:KEY`` become links to pages."""
    return PAGE_LINK.sub(lambda match: f'<a linktype="page" id="{pages[match[1]]}"', html)


def body(key: str, blocks: list[Words], pages: Ids) -> str:
    """The body of the page ``key`` as JSON."""
    return json.dumps([_block(stable_id(key, "body", n), block, pages) for n, block in enumerate(blocks)])


def working_text(key: str, units: list[Words], texts: list[str | Words], pages: Ids) -> str:
    """The working text of a consultation's page as JSON: units are facts, texts their words.

    The words of a table are a table, those of every other unit a string.
    """
    pairs = zip(units, texts, strict=True)
    return json.dumps(
        [_unit(stable_id(key, "text", n), unit, text, pages) for n, (unit, text) in enumerate(pairs)]
    )


def _block(block_id: str, block: Words, pages: Ids) -> Raw:
    return {"id": block_id, "type": block["type"], "value": VALUES[block["type"]](block_id, block, pages)}


def _unit(block_id: str, unit: Words, words: Any, pages: Ids) -> Raw:
    value: Raw = {"number": unit["number"]}
    if unit["kind"] == "table":
        value["table"] = _table(block_id, words, pages)
    else:
        value["text"] = rich(words, pages)
    if "level" in unit:
        value["level"] = unit["level"]
    return {"id": block_id, "type": unit["kind"], "value": value}


def _heading(_id: str, block: Words, _pages: Ids) -> str:
    return block["value"]


def _paragraph(_id: str, block: Words, pages: Ids) -> str:
    return rich(block["html"], pages)


def _quote(_id: str, block: Words, pages: Ids) -> Raw:
    return {"source": block["source"], "text": rich(block["html"], pages)}


def _mandate(_id: str, block: Words, pages: Ids) -> Raw:
    return {"reference": block["reference"], "text": rich(block["html"], pages)}


def _links(block_id: str, block: Words, _pages: Ids) -> list[Raw]:
    return [_item(block_id, n, item) for n, item in enumerate(block["items"])]


def _notes(block_id: str, block: Words, pages: Ids) -> list[Raw]:
    values = [{"number": note["number"], "text": rich(note["html"], pages)} for note in block["items"]]
    return [_item(block_id, n, value) for n, value in enumerate(values)]


def _item(block_id: str, position: int, value: Raw) -> Raw:
    return {"id": stable_id(block_id, position), "type": "item", "value": value}


def _table(_id: str, block: Words, _pages: Ids) -> Raw:
    return {
        "caption": block["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in block["columns"]],
        "rows": [{"values": row} for row in block["rows"]],
    }


VALUES: dict[str, Callable[[str, Words, Ids], Any]] = {
    "heading": _heading,
    "links": _links,
    "mandate": _mandate,
    "notes": _notes,
    "paragraph": _paragraph,
    "quote": _quote,
    "table": _table,
}
