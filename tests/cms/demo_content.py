"""Parts of the demo, enough for most tests: two pages in made-up translations, and the draws."""

import re
import tomllib
from typing import Any

from cms.demo.checks import FACTS
from cms.demo.content import TRANSLATIONS, Content, read

START_OF_A_PIECE = re.compile(r"(<(?:p|li)>(?:<b>)?)(?!<)")

FACTS_OF_TWO_PAGES = """
return_reasons = []
round_reasons = []
comments = []
draws = []
numbered_states = [{ group = "africa", prefix = "af", count = 2 }]
[memberships]
state-a = ["UNTOC", "FA"]
af01 = ["UNTOC"]
af02 = ["UNTOC"]
[party_since]
UNTOC = 2005-01-01
FA = 2008-01-01
[[pages]]
key = "home"
type = "home.HomePage"
[[pages]]
key = "about"
type = "home.StandardPage"
parent = "home"
slug = "about"
show_in_menus = true
[[participants]]
code = "africa"
kind = "group"
[[participants]]
code = "state-a"
kind = "state"
group = "africa"
[[accounts]]
email = "publisher@demo.example"
name = "Publisher"
language = "en"
groups = ["Publishers"]
[[accounts]]
email = "state-a@demo.example"
name = "Focal point"
language = "fr"
seat = { participant = "state-a", role = "focal_point" }
"""
WORDS_OF_TWO_PAGES = """
[participants]
africa = "African States"
state-a = "State A"
[numbered_states]
africa = "African State {number}"
[draws]
[return_reasons]
[round_reasons]
[pages.home]
title = "The mechanism"
lead = "It reviews."
[[pages.home.body]]
type = "paragraph"
html = '<p>See <a href="page:about">this</a> and <a href="https://example.org/">that</a>.</p>'
[pages.about]
title = "About"
search_description = "What it is."
lead = ""
[[pages.about.body]]
type = "table"
caption = "Steps"
columns = ["Step", "Limit"]
rows = [["First", "Soon"], ["Second", "Soon"]]
[[pages.about.body]]
type = "notes"
items = [{ number = "1", html = "<p>A note.</p>" }]
"""


def in_language(words: Any, language: str, key: str = "") -> Any:
    """The words with the language's code before each piece, and everything else as it was."""
    if isinstance(words, dict):
        return {name: in_language(value, language, name) for name, value in words.items()}
    if isinstance(words, list):
        return [in_language(value, language) for value in words]
    if not words or key in FACTS:
        return words
    if words.startswith("<"):
        return START_OF_A_PIECE.sub(rf"\1[{language}] ", words)
    return f"[{language}] {words}"


def two_pages() -> Content:
    english = tomllib.loads(WORDS_OF_TWO_PAGES)
    words = {language: in_language(english, language) for language in TRANSLATIONS}
    return Content(tomllib.loads(FACTS_OF_TWO_PAGES), {"en": english, **words})


def draws_alone(*, simulated: int = 3) -> Content:
    """The whole demo's States, accounts and draws; of its pages only the home page and that of the draws."""
    real = read()
    pages = [row for row in real.facts["pages"] if row["key"] in {"home", "lots"}]
    few = {**real.facts["simulation"], "draws": simulated}
    words = {
        language: all_words | {"pages": {row["key"]: titles(all_words, row["key"]) for row in pages}}
        for language, all_words in real.words.items()
    }
    return Content({**real.facts, "pages": pages, "comments": [], "simulation": few}, words)


def titles(words: dict[str, Any], key: str) -> dict[str, Any]:
    """The words of a page without its body, which links to pages that are not there."""
    return {name: text for name, text in words["pages"][key].items() if name != "body"}
