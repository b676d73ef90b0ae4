"""A demo of two pages, whose translations are made from its English words: enough for most tests."""

import re
import tomllib
from typing import Any

from cms.demo.checks import FACTS
from cms.demo.content import TRANSLATIONS, Content

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
