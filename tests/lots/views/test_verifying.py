"""Checking a transcript here: the page may connect to nothing, and the file of it needs nothing."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.conf import settings

from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.verifier.verify_lots import MESSAGES
from tests.lots.drawing import make_draw
from tests.support import queries_of

from .pages import drawn, page_at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/lots/verify/"
OFFLINE = f"{URL}offline.html"


def script_words(page) -> dict:
    return json.loads(page.find(id="verify-words").string)


def test_nothing_can_leave_the_page(client):
    response = client.get(URL)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["connect-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    page = page_at(client, URL)
    assert page.main.find("form") is None
    assert page.main.find("input").attrs.get("name") is None


def test_without_script_it_explains_what_to_do_instead(client):
    page = page_at(client, URL)
    assert "This check needs JavaScript" in words(page.noscript)
    assert page.select_one("[data-verify]").has_attr("hidden")
    assert "python verify_lots.py transcript.jsonl" in words(page)


def test_the_script_is_given_every_sentence_and_the_draws_that_are_published(client):
    draw = drawn(kind=DrawKind.SIMULATION)
    make_draw(DrawState.SEALED, code="sealed")
    found = script_words(page_at(client, URL))
    assert set(found["sentences"]) == set(MESSAGES)
    assert found["draws"] == {draw.result_hash: "Simulation: First draw"}


def test_the_file_stands_alone_and_lets_in_only_what_is_in_it(client):
    response = client.get(OFFLINE)
    assert response["Content-Disposition"] == 'attachment; filename="verify-lots-en.html"'
    page = page_at(client, OFFLINE)
    assert page.find_all(["link", "img", "iframe"]) == []
    assert [tag for tag in page.find_all(["script", "a"]) if tag.get("src") or tag.get("href")] == []
    (script,) = (tag for tag in page.find_all("script") if tag.get("type") is None)
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    for kind, tag in (("script", script), ("style", page.style)):
        digest = b64encode(sha256(tag.string.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"@import|url\((?![\"']?#)|https?://(?!www\.w3\.org)", page.style.string)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_file_is_in_the_readers_language(client, language):
    page = page_at(client, f"/{language}/lots/verify/offline.html")
    html = {"zh-hans": "zh-Hans"}.get(language, language)
    assert (page.html["lang"], page.html["dir"]) == (html, "rtl" if language == "ar" else "ltr")


def test_the_page_costs_as_many_queries_with_three_draws_as_with_one(client):
    drawn("first")
    client.get(URL)
    one = queries_of(lambda: client.get(URL))
    drawn("second")
    drawn("third")
    assert queries_of(lambda: client.get(URL)) == one


@pytest.mark.parametrize("path", [URL, OFFLINE, f"{URL}verify_lots.py"])
def test_the_page_and_its_files_are_the_same_for_everybody(client, path):
    response = client.get(path)
    assert response["Cache-Control"].startswith("public")
    assert dict(response.cookies) == {}
