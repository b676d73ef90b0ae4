"""Canonical address, hreflang and language bar: the same page in the six languages."""

import re

import pytest
from django.conf import settings

from tests import factories
from tests.cms.trees import in_french, make_tree

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def links(page: str) -> dict[str, str]:
    """hreflang -> path, of the head."""
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)">', page)
    return dict(found)


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="http://testserver([^"]+)">', page)


@pytest.fixture
def tree(site):
    tree = make_tree()
    in_french(tree.pages[0])
    return tree


def test_a_page_names_the_languages_it_is_there_in_and_english_as_the_default(client, tree):
    english, french = (client.get(f"/{code}/about/").content.decode() for code in ("en", "fr"))
    expected = {"en": "/en/about/", "fr": "/fr/about/", "x-default": "/en/about/"}
    assert links(english) == links(french) == expected
    assert (canonical(english), canonical(french)) == (["/en/about/"], ["/fr/about/"])


def test_the_home_pages_name_all_six(client, site):
    page = client.get("/ar/").content.decode()
    assert links(page) == {
        "ar": "/ar/",
        "zh-Hans": "/zh-hans/",
        "en": "/en/",
        "fr": "/fr/",
        "ru": "/ru/",
        "es": "/es/",
        "x-default": "/en/",
    }


def test_a_version_that_is_not_public_is_not_named(client, tree):
    factories.home_page("fr").get_children().get(slug="about").specific.unpublish()
    assert links(client.get("/en/about/").content.decode()) == {"en": "/en/about/", "x-default": "/en/about/"}


def test_a_query_is_no_part_of_the_canonical_address(client, tree):
    assert canonical(client.get("/en/about/?utm_source=x").content.decode()) == ["/en/about/"]


def test_a_text_names_the_languages_it_was_released_in(client, site, consultation):
    factories.make_draft(consultation, languages=("en", "fr"))
    path = f"consultations/{consultation.code}/drafts/1/"
    page = client.get(f"/fr/{path}").content.decode()
    assert links(page) == {"en": f"/en/{path}", "fr": f"/fr/{path}", "x-default": f"/en/{path}"}
    assert canonical(page) == [f"/fr/{path}"]


def test_pages_that_are_not_there_have_no_canonical_address(client, tree):
    for path in ("/en/nowhere/", "/ru/about/"):
        page = client.get(path).content.decode()
        assert (canonical(page), links(page)) == ([], {})


def bar(page: str) -> list[tuple[str, str]]:
    """The language bar: code and path, in its order."""
    part = page.split("language-bar", 1)[1].split("</nav>", 1)[0]
    return re.findall(r'href="([^"]+)"[^>]*hreflang="([^"]+)"', part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_bar_stays_on_the_page_in_the_order_of_the_united_nations(client, tree, language):
    response = client.get(f"/{language}/about/")
    found = {code: path for path, code in bar(response.content.decode())}
    expected = {"ar": "/ar/", "zh-Hans": "/zh-hans/", "en": "/en/", "fr": "/fr/", "ru": "/ru/", "es": "/es/"}
    assert list(found) == [code for code in expected if code in found]
    assert {code: f"{prefix}about/" for code, prefix in expected.items() if code in found} == found
    assert len(found) >= 5


def test_the_language_bar_keeps_the_query(client, site):
    page = client.get("/en/search/?q=a%26b&page=2").content.decode()
    assert "/fr/search/?q=a%26b&amp;page=2" in [path for path, _code in bar(page)]
