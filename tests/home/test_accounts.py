"""Signing in and out, as a browser without scripts does it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client, override_settings

from home.models import User

from .browsing import PASSWORD, is_signed_in, sign_in

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]

pytestmark = pytest.mark.django_db


# --- In and out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_in_page_is_there_in_six_languages(client, language):
    response = client.get(f"/{language}/accounts/login/")
    assert response.status_code == 200
    assert f'lang="{"zh-Hans" if language == "zh-hans" else language}"' in response.content.decode()


def test_after_signing_in_the_home_page_of_the_preferred_language_opens(client, person):
    assert sign_in(client).headers["Location"] == "/fr/"
    assert is_signed_in(client)


def test_signing_in_leads_back_to_the_page_it_was_asked_for(client, person):
    assert sign_in(client, next="/ru/consultations/").headers["Location"] == "/ru/consultations/"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(client, person, elsewhere):
    assert sign_in(client, next=elsewhere).headers["Location"] == "/fr/"


@pytest.mark.parametrize("email", ["PERSON@Example.ORG", " person@example.org "])
def test_the_case_of_an_address_does_not_matter(client, person, email):
    sign_in(client, email)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [("person@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("nonsense", "x"), ("", "")],
)
def test_a_wrong_address_or_password_is_said_and_the_address_kept(client, person, email, password):
    response = sign_in(client, email, password)
    assert response.status_code == 200
    assert response.context["form"].errors != {}
    assert (f'value="{email}"' in response.content.decode()) is bool(email)
    assert not is_signed_in(client)


def test_a_wrong_address_and_a_wrong_password_look_the_same(client, person):
    wrong = [sign_in(client, "person@example.org", "wrong"), sign_in(client, "nobody@example.org", "wrong")]
    known, unknown = [list(response.context["form"].non_field_errors()) for response in wrong]
    assert known == unknown
    assert len(known) == 1


def test_a_deactivated_person_stays_outside(client, person):
    User.objects.update(is_active=False)
    assert sign_in(client).headers["Location"] == "/en/accounts/inactive/"
    assert not is_signed_in(client)
    assert client.get("/en/accounts/inactive/").status_code == 200


def test_who_is_deactivated_is_out_at_once(client, person):
    client.force_login(person)
    User.objects.update(is_active=False)
    assert client.get("/en/accounts/2fa/").status_code == 302


def test_signing_out_asks_first_and_leads_home(client, person):
    client.force_login(person)
    assert client.get("/es/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/es/accounts/logout/").headers["Location"] == "/es/"
    assert not is_signed_in(client)


def test_every_post_needs_the_token_of_its_form(person):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    assert client.post("/en/accounts/password/reset/", {"email": person.email}).status_code == 403
    client.force_login(person)
    assert client.post("/en/accounts/logout/").status_code == 403
    assert client.post("/en/accounts/password/change/", {}).status_code == 403
    assert is_signed_in(client)
    assert mail.outbox == []


def test_the_form_of_the_page_carries_the_token(person):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/en/accounts/login/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert sign_in(client, csrfmiddlewaretoken=token).status_code == 302


@override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "2/m/key"})
def test_guessing_comes_to_an_end(client, person):
    for _ in range(2):
        sign_in(client, password="wrong")
    sign_in(client)
    assert not is_signed_in(client)


# --- What there is not


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "login/code/", "login/code/confirm/"]
)
def test_nobody_signs_up_or_changes_the_address(client, person, path):
    assert client.get(f"/en/accounts/{path}").status_code == 404
    client.force_login(person)
    assert client.post(f"/en/accounts/{path}", {"email": "new@example.org"}).status_code == 404
    assert [row.email for row in User.objects.all()] == ["person@example.org"]


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/?next=/fr/workplan/"])
def test_an_address_without_a_language_leads_into_one(client, path):
    response = client.get(path, headers={"Accept-Language": "ru"})
    assert response.headers["Location"] == f"/ru{path}"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", ["/en/", "/ar/"])
def test_a_visitor_of_a_page_without_a_form_gets_no_cookie(client, path):
    assert client.get(path).cookies == {}


# --- Bad input

NUL_AND_SURROGATE = ["a\x00b", "a%00b", "%ED%A0%80", "x" * 100_000]


@pytest.mark.parametrize("text", NUL_AND_SURROGATE)
@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "password/reset/",
        "password/change/",
        "reauthenticate/",
        "2fa/totp/activate/",
        "2fa/authenticate/",
    ],
)
def test_no_text_breaks_a_form(client, person, path, text):
    if path not in ("login/", "password/reset/"):
        client.force_login(person)
    names = ["login", "password", "email", "code", "next", "oldpassword", "password1", "password2"]
    body = "&".join(f"{name}={text}" for name in names)
    response = client.post(f"/en/accounts/{path}", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code < 500


@pytest.mark.parametrize(
    "key", ["1-x", "1-" + "x" * 5000, "zzzzzzzzzzzzzzzzzzzzzzzz-x", "1-%00", "1-set-password"]
)
def test_a_made_up_link_is_refused(client, person, key):
    assert client.get(f"/en/accounts/password/reset/key/{key}/").status_code in (200, 400, 404)


# --- What the pages carry


@pytest.mark.parametrize(
    "path", ["login/", "password/reset/", "password/reset/done/", "inactive/", "password/reset/key/done/"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_everybody(client, language, path):
    assert_page(client.get(f"/{language}/accounts/{path}"))


@pytest.mark.parametrize("path", ["2fa/", "password/change/", "logout/", "reauthenticate/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_the_signed_in(client, person, language, path):
    client.force_login(person)
    assert_page(client.get(f"/{language}/accounts/{path}"))


def assert_page(response):
    """It is there, and nothing in it needs more than the strict policy allows."""
    page = response.content.decode()
    assert response.status_code == 200
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", page) == []
    assert "noindex" in page


@pytest.mark.parametrize(
    "path", ["2fa/", "2fa/totp/activate/", "2fa/recovery-codes/", "password/change/", "reauthenticate/"]
)
def test_the_outsider_is_asked_to_sign_in(client, path):
    response = client.get(f"/en/accounts/{path}")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/en/accounts/login/")
