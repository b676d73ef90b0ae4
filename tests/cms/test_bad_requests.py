"""Requests that nobody's browser sends, at every public address: a clear refusal, and never a 500."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

DRAFT = "/en/consultations/pending-issues/drafts/1/"
READING = [
    "/en/",
    "/en/search/",
    "/en/accounts/login/",
    "/en/accounts/password/reset/",
    DRAFT,
    f"{DRAFT}comments/",
    f"{DRAFT}paragraphs/1/",
    "/robots.txt",
    "/sitemap.xml",
]
# Cookies quote what is no letter: "\000" is a NUL.
BAD_COOKIES = [r'"\000"', r'"\000aaaaaaaaaaaaaaa"', r'"a\000bbbbbbbbbbbbbbb"']
ODD_COOKIES = [r'"\355\240\200aaaaaaaa"', "\xff" * 20, "=" * 20, '"', "a" * 4000]
COOKIES = ["sessionid", "csrftoken", "messages", "django_language", "anything"]
HUGE = "9" * 5000


@pytest.fixture(autouse=True)
def everything(site, open_round):
    """A consultation with a draft that can be read."""


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("value", BAD_COOKIES)
def test_a_nul_in_a_cookie_is_a_bad_request(browser, cookie, value):
    answers = [browser.get(path, headers={"cookie": f"{cookie}={value}"}).status_code for path in READING]
    assert answers == [400] * len(READING)


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("value", ODD_COOKIES)
def test_an_odd_cookie_changes_nothing(browser, cookie, value):
    answers = [browser.get(path, headers={"cookie": f"{cookie}={value}"}).status_code for path in READING]
    assert answers == [200] * len(READING)


@pytest.mark.parametrize("page", ["-1", "0", "1000000000", HUGE, "x", "1.5", "٣", "%20"])
def test_a_page_that_is_not_there_is_not_found(browser, page):
    assert browser.get(f"{DRAFT}comments/?page={page}").status_code == 404
    assert browser.get(f"/sitemap.xml?p={page}").status_code == 404
    assert browser.get(f"/en/search/?q=paragraph&page={page}").status_code == 200


def test_no_page_asked_for_is_the_first(browser):
    assert browser.get(f"{DRAFT}comments/?page=").status_code == 200


@pytest.mark.parametrize("number", ["0", "99999", "9" * 19, "9" * 40, "9" * 1000])
@pytest.mark.parametrize(
    "address",
    [
        "/en/consultations/pending-issues/drafts/{}/",
        "/en/consultations/pending-issues/comments/{}/",
        DRAFT + "paragraphs/{}/",
        "/files/{}/name.pdf",
    ],
)
def test_a_number_that_nothing_has_is_not_found(browser, address, number):
    assert browser.get(address.format(number)).status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40, "9" * 1000])
@pytest.mark.parametrize("verb", ["", "edit/", "check/", "withdraw/", "discard/"])
def test_a_comment_that_is_not_there_is_not_found(browser, member, number, verb):
    browser.force_login(member)
    assert browser.get(f"/en/my-comments/{number}/{verb}").status_code == 404


@pytest.mark.parametrize("query", ["q=" + "a" * 100_000, "q=" + "a+" * 50_000, "q=a&in=" + "x" * 9000])
def test_a_huge_query_is_answered(browser, query):
    assert browser.get(f"/en/search/?{query}").status_code == 200


@pytest.mark.parametrize("path", READING)
def test_head_is_get_without_the_words(browser, path):
    got, head = browser.get(path), Client().head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head["Content-Type"] == got["Content-Type"]


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "NONSENSE"])
def test_a_request_without_a_token_is_refused(path, method):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert browser.generic(method, path).status_code in {403, 405}


@pytest.mark.parametrize("path", [DRAFT, f"{DRAFT}comments/", f"{DRAFT}paragraphs/1/", "/en/search/"])
def test_pages_to_read_take_no_form(browser, path):
    assert browser.post(path).status_code == 405


@pytest.mark.parametrize("verb", ["submit", "withdraw", "discard", "edit"])
def test_an_expired_form_changes_nothing(africa_coordinator, verb):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(africa_coordinator)
    assert browser.post(f"/en/my-comments/1/{verb}/").status_code == 403
