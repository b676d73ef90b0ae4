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
    tidied: list[Run] = []
    after_space = True
    for form, group in groupby(runs, key=form_of):
        text = SPACE.sub(" ", NO_TEXT.sub("", "".join(run.text for run in group)))
        text = text.removeprefix(" ") if after_space else text
        if text:
            tidied.append(replace(form, text=text))
            after_space = text.endswith(" ")
    return without_end_space(joined(tidied))


def form_of(run: Run) -> Run:
    return replace(run, text="")


def joined(runs: list[Run]) -> list[Run]:
    """Runs of one form as one: what parted them was empty."""
    groups = groupby(runs, key=form_of)
    return [replace(form, text="".join(run.text for run in group)) for form, group in groups]


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
