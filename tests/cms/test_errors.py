"""What a reader sees when something is wrong: in the language of the address, with a way on."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import get_template
from django.test import Client
from django.utils import translation
from wagtail.models import PageViewRestriction

from reviewmech.consultations.enums import Audience
from tests import factories
from tests.cms.trees import in_french, make_tree

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def offers(response) -> list[tuple[str, str]]:
    return [(name, url) for name, url, *_ in response.context["offers"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_at_an_address_is_told_in_the_language_of_the_address(client, site, language):
    response = client.get(f"/{language}/nowhere/", headers={"accept-language": "es"})
    assert response.status_code == 404
    assert response["Content-Language"] == language
    with translation.override(language):
        assert translation.gettext("Page not found") in response.content.decode()
    assert f'href="/{language}/"' in response.content.decode()


def test_nothing_at_an_address_without_a_language_is_told_in_the_browsers(client, site):
    response = client.get("/nowhere/", headers={"accept-language": "fr"})
    assert (response.status_code, response["Content-Language"]) == (404, "fr")


def test_a_page_that_is_missing_in_a_language_is_offered_in_the_others_by_name(client, site):
    in_french(make_tree().pages[0])
    response = client.get("/ru/about/")
    assert (response.status_code, response["Content-Language"]) == (404, "ru")
    assert response.templates[0].name == "missing_language.html"
    assert offers(response) == [("English", "/en/about/"), ("Français", "/fr/about/")]
    assert '<a href="/en/about/" hreflang="en" lang="en" dir="ltr">English</a>' in response.content.decode()


def test_a_page_below_others_is_offered_too(client, site):
    make_tree()
    assert offers(client.get("/ar/workplan/section-0/")) == [("English", "/en/workplan/section-0/")]


def test_a_home_page_that_is_missing_is_offered_too(client, site):
    factories.home_page("ru").unpublish()
    response = client.get("/ru/")
    assert response.status_code == 404
    assert [name for name, _url in offers(response)] == ["عربي", "中文", "English", "Français", "Español"]


def test_below_a_home_page_that_is_missing_no_english_page_is_served(client, site):
    make_tree()
    factories.home_page("ru").unpublish()
    response = client.get("/ru/about/")
    assert response.status_code == 404
    assert offers(response) == [("English", "/en/about/")]


def test_a_text_that_is_missing_in_a_language_is_offered_in_the_others(client, site, consultation):
    factories.make_draft(consultation, languages=("en", "es"))
    path = f"consultations/{consultation.code}/drafts/1/"
    response = client.get(f"/fr/{path}")
    assert response.status_code == 404
    assert offers(response) == [("English", f"/en/{path}"), ("Español", f"/es/{path}")]


@pytest.mark.parametrize("why", ["unpublished", "restricted", "hidden"])
def test_nothing_is_offered_that_the_reader_may_not_see(client, site, why):
    tree = make_tree()
    page = next(page for page in tree.pages if page.slug == "consultation-0")
    if why == "unpublished":
        page.unpublish()
    elif why == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        tree.consultations[0].audience = Audience.NAMED
        tree.consultations[0].save()
    response = client.get("/fr/consultations/consultation-0/")
    assert (response.status_code, response.templates[0].name) == (404, "404.html")
    assert b"Consultation 0" not in response.content


def test_a_participant_is_offered_what_was_named_for_them(client, site, africa, africa_coordinator):
    consultation = make_tree().consultations[0]
    consultation.audience = Audience.NAMED
    consultation.save()
    consultation.participants.add(africa)
    client.force_login(africa_coordinator)
    assert offers(client.get("/fr/consultations/consultation-0/")) == [
        ("English", "/en/consultations/consultation-0/")
    ]


def test_missing_pages_are_not_kept_by_caches(client, site):
    make_tree()
    assert client.get("/ru/about/")["Cache-Control"] == "private, no-store"


def test_an_expired_form_says_how_to_go_on_and_shows_what_was_written(site):
    browser = Client(enforce_csrf_checks=True)
    words = {
        "text": "A long comment <b>of ours</b>.",
        "login": "africa@example.org",
        "password": "four words no less",
    }
    response = browser.post("/fr/accounts/login/", words)
    page = response.content.decode()
    assert (response.status_code, response["Content-Language"]) == (403, "fr")
    assert "A long comment &lt;b&gt;of ours&lt;/b&gt;." in page
    assert "four words no less" not in page
    assert 'href="/fr/accounts/login/"' in page


def test_what_another_site_sends_is_not_shown(site):
    browser = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})
    response = browser.post("/en/accounts/login/", {"text": "Send your password elsewhere."})
    assert response.status_code == 403
    assert b"elsewhere" not in response.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_forbidden_is_told_in_the_language_of_the_address(client, site, monkeypatch, language):
    def refuse(*args, **kwargs):
        raise PermissionDenied

    monkeypatch.setattr("search.views.sources", refuse)
    response = client.get(f"/{language}/search/?q=x")
    assert (response.status_code, response["Content-Language"]) == (403, language)


def test_a_failure_is_told_in_six_languages_without_a_database(site, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("search.views.sources", fail)
    response = Client(raise_request_exception=False).get("/ar/search/?q=x")
    page = response.content.decode()
    assert response.status_code == 500
    assert [code for code in LANGUAGES if f'href="/{code}/"' not in page] == []
    assert response["Cache-Control"] == "private, no-store"
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_the_failure_page_needs_no_database_and_no_request():
    assert "500" in get_template("500.html").render()
