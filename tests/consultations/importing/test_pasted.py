"""Texts that were pasted, as words and as HTML."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewmech.consultations.importing.pasted import read_pasted
from reviewmech.consultations.importing.refusals import Refused


def units(text: str) -> list[tuple[str, str, str]]:
    return [(str(unit.kind), unit.number, unit.words) for unit in read_pasted(text).units]


LONG = "This line is as long as the lines of a text are that was broken to fit"

WORDS = {
    "lines are paragraphs": (
        "1. One\n2. Two\r\n(a) Sub\r(b) Sub",
        [
            ("paragraph", "1", "One"),
            ("paragraph", "2", "Two"),
            ("subparagraph", "2 (a)", "Sub"),
            ("subparagraph", "2 (b)", "Sub"),
        ],
    ),
    "marked headings": (
        "# Decision\n## Scope\nText",
        [("heading", "", "Decision"), ("heading", "", "Scope"), ("paragraph", "", "Text")],
    ),
    "numbered headings": ("I. General\n1. One", [("heading", "I", "General"), ("paragraph", "1", "One")]),
    "a line of capitals": (
        "GENERAL REMARKS\nText",
        [("heading", "", "GENERAL REMARKS"), ("paragraph", "", "Text")],
    ),
    "whole numbers": (
        "12 (b) Text\n12 (b) (i) Inner",
        [("subparagraph", "12 (b)", "Text"), ("subparagraph", "12 (b) (i)", "Inner")],
    ),
    "a wrapped text is put together": (
        f"1. {LONG}\nits width.\n\n2. {LONG}\nthe second one.",
        [("paragraph", "1", f"{LONG} its width."), ("paragraph", "2", f"{LONG} the second one.")],
    ),
    "short lines with empty ones between are not": (
        "Vienna\nOctober\n\nText",
        [("paragraph", "", "Vienna"), ("paragraph", "", "October"), ("paragraph", "", "Text")],
    ),
    "rows of cells are a table": (
        "Before\nGroup\tStates\nAfrica\t54\nAfter",
        [("paragraph", "", "Before"), ("table", "", ""), ("paragraph", "", "After")],
    ),
    "markup without an end tag is words": (
        "1. <b>Text & more",
        [("paragraph", "1", "&lt;b&gt;Text &amp; more")],
    ),
    "a number alone is words": ("12.", [("paragraph", "", "12.")]),
}

HTML = {
    "headings and paragraphs": (
        "<h1>Decision</h1><h6>Deep</h6><p>1. One</p>",
        [("heading", "", "Decision"), ("heading", "", "Deep"), ("paragraph", "1", "One")],
    ),
    "lists": (
        '<ol start="5"><li>Five<ol type="a"><li>A<ol type="i"><li>R</ol></li></ol></li><li>Six</li></ol>',
        [
            ("paragraph", "5", "Five"),
            ("subparagraph", "5 (a)", "A"),
            ("subparagraph", "5 (a) (i)", "R"),
            ("paragraph", "6", "Six"),
        ],
    ),
    "a number of an item's own": (
        '<ol><li value="12">Twelve<li>Thirteen</ol>',
        [("paragraph", "12", "Twelve"), ("paragraph", "13", "Thirteen")],
    ),
    "bullets": ("<ul><li>Item</li></ul>", [("subparagraph", "", "Item")]),
    "looks": (
        "<p><strong>a</strong><em>b</em><sup>2</sup></p>",
        [("paragraph", "", "<b>a</b><i>b</i><sup>2</sup>")],
    ),
    "tables": (
        "<table><tr><th>A<th>B<tr><td>1<td>2</table><p>x</p>",
        [("table", "", ""), ("paragraph", "", "x")],
    ),
    "scripts": ("<p>a<script>alert(1)</script></p><style>p{}</style>", [("paragraph", "", "a")]),
    "handlers": ('<p onclick="x()">a<img src=x onerror="y()"></p>', [("paragraph", "", "a")]),
    "links": (
        '<p><a href="https://e.org/">a</a> <a href="javascript:x">b</a> <a href="data:text/html,x">c</a></p>',
        [("paragraph", "", '<a href="https://e.org/">a</a> b c')],
    ),
    "escaped markup": ("<p>&lt;script&gt;&#0;x&#1;</p>", [("paragraph", "", "&lt;script&gt;\ufffdx")]),
    "signs inside quotes": (
        '<p><a title="a>b<c" href="https://e.org/">a</a> 1 < 2 <!-- <p>no</p> --></p>',
        [("paragraph", "", '<a href="https://e.org/">a</a> 1 &lt; 2')],
    ),
    "nothing closed": ("<div><p>a<p>b</div>", [("paragraph", "", "a"), ("paragraph", "", "b")]),
    "line ends are spaces": ("<p>a\n b</p>", [("paragraph", "", "a b")]),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS)
def test_words(text, expected):
    assert units(text) == expected


@pytest.mark.parametrize(("text", "expected"), HTML.values(), ids=HTML)
def test_html(text, expected):
    assert units(text) == expected


def test_the_cells_of_a_pasted_table():
    for text in (
        "Group\tStates\nAfrica\t54",
        "<table><tr><td>Group<td>States<tr><td>Africa<td>54</table></div>",
    ):
        grid = read_pasted(text).units[0].grid
        assert (grid.headings, grid.rows) == (["Group", "States"], [["Africa", "54"]])


def test_what_html_loses_is_said():
    found = read_pasted('<p>a<u>b</u><br><img><a href="#x">c</a></p><script></script><video></video>').losses
    assert [str(loss.kind) for loss in found] == [
        "underline",
        "line_break",
        "image",
        "link",
        "skipped",
        "image",
    ]


REFUSED = {
    " \n\t ": "There are no words",
    "<p></p>": "There are no words",
    "<p><img></p>": "only images",
    "x" * 20_001: "has 20,001 characters",
    "x" * 1_800_001: "import it in parts",
    "a\n" * 1_001: "more than 1,000 paragraphs",
    "<table>" + ("<tr>" + "<td>a" * 60) * 200 + "</table></p>": "more than 10,000 cells",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_refused(text, reason):
    with pytest.raises(Refused, match=reason):
        read_pasted(text)


HOSTILE = {
    "tags that never end": "</p>" + "<" * 1_000_000,
    "ampersands": "</p>" + "&" * 1_000_000,
    "comments that never end": "</p>" + "<!--" * 300_000,
    "quotes that never end": "</p>" + "<a '" * 100_000 + '<b "' * 100_000,
    "nested lists": "<ol>" * 300_000 + "</p>",
    "rows without cells": "</p><table>" + "<tr>" * 300_000,
    "what is skipped, crossed": "</p>" + "<svg>" * 100_000 + "</math>" * 100_000,
    "numbers of endless characters": "</p>x" + "&#" + "9" * 100_000,
    "white space": "</p>x<a" + " " * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_made_to_keep_the_server_busy_is_done_with_soon(text):
    started = time.process_time()
    with contextlib.suppress(Refused):
        read_pasted(text)
    assert time.process_time() - started < 10  # where the length counts twice it takes minutes


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ol>",
        "</ol>",
        "<li>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<h2>",
        "</h2>",
        "<a href=x>",
        "<b>",
        "</b>",
        "<script>",
        "</script>",
        "<caption>",
        "<td colspan=99999999999>",
        "&#xD800;",
        "1. ",
        "(a) ",
        "\t",
        "\n",
        "<!--",
        "<![CDATA[",
        "<ol type=i start=-5>",
        "</td>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_is_read_or_refused_and_what_is_read_is_harmless(text):
    try:
        found = read_pasted(text)
    except Refused:
        return
    for unit in found.units:
        assert unit.plain
        assert "<script" not in unit.html
        unit.plain.encode()  # no half of a character
        assert "\0" not in unit.plain
