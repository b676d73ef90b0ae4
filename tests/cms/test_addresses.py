"""The addresses outside the languages: the root, the sitemap, robots, the icon."""

from xml.etree import ElementTree as ET

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from reviewmech.consultations.enums import Audience
from tests import factories
from tests.cms.trees import in_french, make_tree

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("fr", "/fr/"),
        ("ar-EG,ar;q=0.9,en;q=0.5", "/ar/"),
        ("zh-CN", "/zh-hans/"),
        ("zh-Hans", "/zh-hans/"),
        ("de,ru;q=0.5", "/ru/"),
        ("de", "/en/"),
        ("", "/en/"),
        (";;;,q=,*", "/en/"),
    ],
)
def test_the_root_leads_to_the_language_that_the_browser_asks_for(client, site, asked, given):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, given)
    assert "Accept-Language" in response["Vary"]
    assert response["Cache-Control"] == "private, no-store"
    assert dict(response.cookies) == {}


@pytest.mark.parametrize("path", ["/de/", "/de/workplan/", "/workplan/", "/xx/", "/zh/", "/EN/", "/en-gb/"])
def test_an_address_without_one_of_the_six_languages_is_not_found(client, site, path):
    make_tree()
    assert client.get(path).status_code == 404


def test_a_missing_slash_is_added(client, site):
    make_tree()
    assert client.get("/en/workplan")["Location"] == "/en/workplan/"
    assert client.get("/en")["Location"] == "/en/"


def test_the_icon_is_where_programs_look_for_it(client, db):
    response = client.get("/favicon.ico")
    assert response["Location"] == "/static/site/favicon.ico"
    assert response["Cache-Control"] == "public, max-age=86400"


def test_robots_are_told_where_the_sitemap_is_and_what_is_for_people(client, site):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    assert [f"Disallow: /{code}/search/" for code in LANGUAGES if f"Disallow: /{code}/search/" in lines] == [
        f"Disallow: /{code}/search/" for code in LANGUAGES
    ]
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert "" in lines[-2:]


def sitemap(client) -> dict[str, dict[str, str]]:
    """Each address of the sitemap, with its alternates by language."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    urls = ET.fromstring(response.content).findall("s:url", SPACES)  # noqa: S314 (our own)
    return {
        url.findtext("s:loc", namespaces=SPACES).removeprefix("http://testserver"): {
            link.get("hreflang"): link.get("href").removeprefix("http://testserver")
            for link in url.findall("x:link", SPACES)
        }
        for url in urls
    }


def test_the_sitemap_has_the_public_pages_with_their_languages(client, site):
    tree = make_tree()
    in_french(tree.pages[0])
    found = sitemap(client)
    about = {"en": "/en/about/", "fr": "/fr/about/", "x-default": "/en/about/"}
    assert found["/en/about/"] == found["/fr/about/"] == about
    assert found["/en/workplan/"] == {"en": "/en/workplan/", "x-default": "/en/workplan/"}
    assert {f"/{code}/" for code in LANGUAGES} - set(found) == set()
    assert found["/zh-hans/"]["zh-Hans"] == "/zh-hans/"


def test_every_address_of_the_sitemap_is_there_and_says_the_same_of_its_languages(client, site):
    in_french(make_tree().pages[0])
    for path, links in sitemap(client).items():
        page = client.get(path)
        assert (path, page.status_code) == (path, 200)
        head = page.content.decode()
        tags = [f'hreflang="{code}" href="http://testserver{href}"' for code, href in links.items()]
        assert [tag for tag in tags if tag not in head] == []


def test_the_sitemap_has_released_texts_in_the_languages_they_have(client, site):
    consultation = make_tree().consultations[0]
    factories.make_draft(consultation, number=2, languages=("en", "fr"))
    found = sitemap(client)
    path = f"consultations/{consultation.code}/drafts"
    assert set(found[f"/ar/{path}/1/"]) == {"ar", "zh-Hans", "en", "fr", "ru", "es", "x-default"}
    assert found[f"/fr/{path}/2/"] == {
        "en": f"/en/{path}/2/",
        "fr": f"/fr/{path}/2/",
        "x-default": f"/en/{path}/2/",
    }
    assert f"/ar/{path}/2/" not in found


def test_the_sitemap_has_nothing_that_a_visitor_may_not_see(client, site, africa, africa_coordinator):
    tree = make_tree()
    consultation = tree.consultations[0]
    consultation.audience = Audience.NAMED
    consultation.save()
    consultation.participants.add(africa)
    section = next(page for page in tree.pages if page.slug == "meetings")
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    next(page for page in tree.pages if page.slug == "document-0").unpublish()
    client.force_login(africa_coordinator)
    found = [path for path in sitemap(client) if path.startswith("/en/")]
    assert sorted(found) == [
        "/en/",
        "/en/about/",
        "/en/about/below-0/",
        "/en/consultations/",
        "/en/documents/",
        "/en/lots/simplification/",
        "/en/lots/verify/",
        "/en/workplan/",
        "/en/workplan/section-0/",
    ]


@pytest.mark.parametrize("page", ["-1", "0", "abc", "1000000000"])
def test_an_odd_page_of_the_sitemap_is_not_found(client, site, page):
    assert client.get("/sitemap.xml", {"p": page}).status_code == 404


def test_the_sitemap_costs_as_many_queries_for_three_entries_as_for_one(client, site):
    def cost() -> int:
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        return len(queries)

    with transaction.atomic():
        make_tree(1)
        one = cost()
        transaction.set_rollback(True)
    make_tree(3)
    assert cost() == one
