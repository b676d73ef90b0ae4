"""Words with what a paragraph may keep: bold, italic, superscript and links. Everything else is flattened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from django.utils.html import escape

NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SPACE = re.compile(r"[ \t\r\n]+")  # a no-break space stays: it stands between "para." and "12" on purpose
SCHEMES = ("http", "https", "mailto")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    href: str = ""

    @property
    def html(self) -> str:
        words: str = escape(self.text)
        for tag, applies in (("sup", self.superscript), ("i", self.italic), ("b", self.bold)):
            if applies:
                words = f"<{tag}>{words}</{tag}>"
        return words


def html_of(runs: Iterable[Run]) -> str:
    """Inline HTML, escaped; runs of one link are one link."""
    parts = []
    for href, group in groupby(runs, key=lambda run: run.href):
        words = "".join(run.html for run in group)
        parts.append(f'<a href="{escape(href)}">{words}</a>' if href else words)
    return "".join(parts)


def plain_of(runs: Iterable[Run]) -> str:
    """The words alone; a superscript number keeps its form, or a note's number would join the word before."""
    return "".join(run.text.translate(SUPERSCRIPTS) if run.superscript else run.text for run in runs)


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one form joined, white space as one space, none at the ends."""
    cleaned = (replace(run, text=SPACE.sub(" ", NO_TEXT.sub("", run.text))) for run in runs)
    joined: list[Run] = []
    for run in cleaned:
        text = run.text.lstrip(" ") if not joined or joined[-1].text.endswith(" ") else run.text
        if not text:
            continue
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + text)
        else:
            joined.append(replace(run, text=text))
    return without_end_space(joined)


def without_end_space(runs: list[Run]) -> list[Run]:
    while runs:
        text = runs[-1].text.rstrip(" ")
        if text:
            return [*runs[:-1], replace(runs[-1], text=text)]
        runs = runs[:-1]
    return []


def without_start(runs: list[Run], length: int) -> list[Run]:
    """The runs without their first characters."""
    rest = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:]:
            rest.append(replace(run, text=run.text[cut:]))
    return rest


def safe_href(address: str) -> str:
    """A web or mail address as it may stand in a link; empty for anything else."""
    address = NO_TEXT.sub("", address).strip()
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    return address if scheme in SCHEMES and len(address) <= 2_000 else ""
