import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from home.models import StandardPage
from tests.factories import add_page, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> StandardPage:
    return add_page(home_page(), StandardPage(title="About", slug="about", show_in_menus=True))


@pytest.fixture
def history(about: StandardPage) -> StandardPage:
    return add_page(about, StandardPage(title="History", slug="history"))


def page(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_the_language_bar_keeps_the_place_and_the_order_of_the_united_nations(
    client: Client, about: StandardPage
) -> None:
    links = page(client, "/en/about/").select(".language-bar a")
    assert [link["href"] for link in links] == [
        "/ar/about/",
        "/zh-hans/about/",
        "/en/about/",
        "/fr/about/",
        "/ru/about/",
        "/es/about/",
    ]
    assert [link["dir"] for link in links] == ["rtl", "ltr", "ltr", "ltr", "ltr", "ltr"]
    assert [link["hreflang"] for link in links if link.has_attr("aria-current")] == ["en"]


def test_only_languages_that_are_there_are_named_as_alternates(client: Client, about: StandardPage) -> None:
    links = page(client, "/en/about/").select("link[rel=alternate]")
    assert [(link["hreflang"], link["href"]) for link in links] == [
        ("en", "http://testserver/en/about/"),
        ("x-default", "http://testserver/en/about/"),
    ]


def test_the_menu_marks_the_page_and_the_section_the_reader_is_in(
    client: Client, history: StandardPage
) -> None:
    assert page(client, "/en/about/").select_one(".main-menu a")["aria-current"] == "page"
    assert page(client, "/en/about/history/").select_one(".main-menu a")["aria-current"] == "true"


def test_breadcrumbs_lead_from_the_home_page_to_this_one(client: Client, history: StandardPage) -> None:
    soup = page(client, "/en/about/history/")
    assert [link["href"] for link in soup.select(".breadcrumbs a")] == ["/en/", "/en/about/"]
    assert soup.select_one(".breadcrumbs [aria-current=page]").text == "History"


def test_a_translation_is_called_unofficial_and_the_source_is_not(client: Client, site: None) -> None:
    assert page(client, "/fr/").select_one(".translation-note a")["href"] == "/en/"
    assert page(client, "/en/").select_one(".translation-note") is None


@pytest.mark.parametrize(("demo", "notices"), [(True, 1), (False, 0)])
def test_only_a_demonstration_says_that_it_is_one(client: Client, demo: bool, notices: int) -> None:
    with override_settings(DEMO=demo):
        assert len(page(client, "/en/").select(".footer__notice")) == notices


def test_a_page_costs_the_same_queries_with_one_page_in_the_menu_and_with_three(
    client: Client, about: StandardPage
) -> None:
    client.get("/en/about/")
    with CaptureQueriesContext(connection) as one:
        client.get("/en/about/")
    for slug in ("second", "third"):
        add_page(home_page(), StandardPage(title=slug, slug=slug, show_in_menus=True))
    client.get("/en/about/")
    with CaptureQueriesContext(connection) as three:
        client.get("/en/about/")
    assert len(three) == len(one)
