"""The working text of a page as addressable units: what a release freezes and a preview shows."""

from __future__ import annotations

import html
import uuid
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.html import format_html, format_html_join
from wagtail.rich_text import expand_db_html

from .enums import ParagraphKind

# What a paragraph of a released text may consist of. Nothing here can run, load or restyle.
TAGS = {"p", "b", "strong", "i", "em", "sup", "a", "table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}}


@dataclass(frozen=True)
class Unit:
    """One block of the text: ``html`` is sanitised, ``plain`` is the same without markup."""

    anchor: uuid.UUID
    kind: str
    printed_number: str
    level: int
    html: str
    plain: str


def sanitised(source: str) -> str:
    return nh3.clean(
        source, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto"}
    )


def plain_text(source: str) -> str:
    """The words of HTML: cells apart by a tab, rows and paragraphs by a line break."""
    spaced = source.replace("</td><td>", "\t").replace('</th><th scope="col">', "\t")
    spaced = spaced.replace("</tr>", "\n").replace("</caption>", "\n").replace("</p>", "\n")
    return html.unescape(nh3.clean(spaced, tags=set())).strip()


def working_units(page: Any) -> list[Unit]:
    """The working text of a ConsultationPage, in its order."""
    return [_unit(child) for child in page.working_text]


def _unit(child: Any) -> Unit:
    words = _html(child)
    return Unit(
        anchor=uuid.UUID(child.id),
        kind=child.block_type,
        printed_number=child.value["number"].strip(),
        level=int(child.value.get("level") or 2),
        html=words,
        plain=plain_text(words),
    )


def _html(child: Any) -> str:
    if child.block_type == ParagraphKind.TABLE:
        return sanitised(_table_html(child.value["table"]))
    if child.block_type == ParagraphKind.HEADING:
        return sanitised(format_html("{}", child.value["text"]))
    return sanitised(expand_db_html(child.value["text"].source))


def _table_html(table: Any) -> str:
    caption = format_html("<caption>{}</caption>", table.caption) if table.caption else ""
    head = format_html_join("", '<th scope="col">{}</th>', ((column["heading"],) for column in table.columns))
    rows = format_html_join(
        "",
        "<tr>{}</tr>",
        (
            (format_html_join("", "<td>{}</td>", ((cell,) for cell in row["values"])),)
            for row in table.row_data
        ),
    )
    return format_html("<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>", caption, head, rows)
