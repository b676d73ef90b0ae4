"""Each place in six languages, as the server sends it: its language, valid HTML, no cookie, few bytes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from itertools import product
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup

from tests.support import require_or_skip

from .places import LANGUAGES, PLACES, PUBLIC, TRANSLATIONS
from .reading import TIMEOUT
from .words import is_in_its_script, words_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

ROOT = Path(__file__).resolve().parents[2]
HTML_CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_LANGUAGES = {code: "zh-Hans" if code == "zh-hans" else code for code in LANGUAGES}
MOST_BYTES = 60 * 1024
REVIEWED = [
    tomllib.loads((ROOT / "tests" / name).read_text(encoding="utf-8"))
    for name in ("cms/same_in_other_languages.toml", "browser/same_on_pages.toml")
]


def reviewed(language: str) -> set[str]:
    """The texts that somebody looked at and that are rightly the same in a language as in English."""
    return {text for file in REVIEWED for text in [*file.get("all", []), *file.get(language, [])]}


def own_words(site, place, language: str) -> set[str]:
    """What the page says in its own language."""
    words = words_of(site.read(place, language).html)
    return {each.text for each in words if each.lang == HTML_LANGUAGES[language]}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_each_page_is_there_in_its_language_and_direction(site, place):
    found = {}
    for language in LANGUAGES:
        answer = site.read(place, language)
        root = BeautifulSoup(answer.html, "html.parser").html
        found[language] = (answer.status, root["lang"], root["dir"])
    assert found == {
        language: (place.status, HTML_LANGUAGES[language], "rtl" if language == "ar" else "ltr")
        for language in LANGUAGES
    }


def test_the_sitemap_has_every_page_of_the_content_in_each_language(site):
    listed = re.findall("<loc>(.*?)</loc>", requests.get(f"{site.address}/sitemap.xml", timeout=TIMEOUT).text)
    expected = {
        f"{site.address}/{language}/{place.path}"
        for place in PLACES
        for language in LANGUAGES
        if place.in_sitemap
    }
    assert set(listed) == expected


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_nothing_is_left_in_english_but_what_was_reviewed(site, place):
    english = own_words(site, place, "en")
    left = {
        language: (own_words(site, place, language) & english) - reviewed(language)
        for language in TRANSLATIONS
    }
    assert left == {language: set() for language in TRANSLATIONS}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_no_page_mixes_languages(site, place):
    """Each text is in the script of the language that it says it is in."""
    strange = {
        language: {
            words
            for words in words_of(site.read(place, language).html)
            if not is_in_its_script(words) and words.text not in reviewed(language)
        }
        for language in LANGUAGES
    }
    assert strange == {language: set() for language in LANGUAGES}


@pytest.mark.parametrize("place", PUBLIC, ids=str)
def test_a_visitor_gets_a_cookie_only_with_a_form_to_send(site, place):
    cookies = {site.read(place, language).cookies for language in LANGUAGES}
    assert cookies == ({("csrftoken",)} if place.has_form else {()})


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_each_page_has_the_strict_policy(site, place):
    for language in LANGUAGES:
        policy = site.read(place, language).csp
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_each_page_with_its_styles_and_scripts_weighs_little(site, place):
    for language in LANGUAGES:
        answer = site.read(place, language)
        page = BeautifulSoup(answer.html, "html.parser")
        parts = [tag["href"] for tag in page.find_all("link", rel="stylesheet")]
        parts += [tag["src"] for tag in page.find_all("script", src=True)]
        assert answer.size + sum(map(site.size_of, parts)) < MOST_BYTES


def test_the_html_of_every_page_is_valid(site, tmp_path):
    if not HTML_CHECKER.exists() or not shutil.which("java"):
        require_or_skip("The HTML checker is missing: make html-checker (Java: default-jre-headless)")
    for place, language in product(PLACES, LANGUAGES):
        (tmp_path / f"{place}.{language}.html").write_text(site.read(place, language).html, encoding="utf-8")
    command = ["java", "-Xss1m", "-jar", str(HTML_CHECKER), "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [row for row in json.loads(done.stderr)["messages"] if row["type"] != "info"]
    assert sorted({f"{Path(row['url']).name}: {row['message']}" for row in found}) == []
