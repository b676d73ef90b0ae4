"""Signing in and out, passwords, and the second factor, as a browser without scripts does them."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client, override_settings

from home.models import User
from tests import factories

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
PASSWORD = "a quiet long sentence"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/[a-z-]+/accounts/password/reset/key/\S+/)")

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return factories.make_user("person@example.org", password=PASSWORD, preferred_language="fr")


def sign_in(client, email="person@example.org", password=PASSWORD, path="/en/accounts/login/", **fields):
    return client.post(path, {"login": email, "password": password, **fields})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def link_in(message):
    return LINK.search(message.body)[1]


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


# --- Passwords


def test_a_forgotten_password_is_set_anew_by_a_mailed_link(client, person):
    response = client.post("/en/accounts/password/reset/", {"email": "Person@Example.org"})
    assert response.headers["Location"] == "/en/accounts/password/reset/done/"
    form = client.get(link_in(mail.outbox[0]), follow=True)
    done = client.post(
        form.request["PATH_INFO"],
        {"password1": "another long sentence", "password2": "another long sentence"},
    )
    assert done.headers["Location"].endswith("/accounts/password/reset/key/done/")
    assert client.get(done.headers["Location"]).status_code == 200
    sign_in(client, password="another long sentence")
    assert is_signed_in(client)


def test_the_link_is_mailed_in_the_persons_language_and_leads_there(client, person):
    client.post("/en/accounts/password/reset/", {"email": person.email})
    [message] = mail.outbox
    assert message.to == ["person@example.org"]
    assert link_in(message).startswith("/fr/")


def test_the_link_does_not_follow_a_made_up_host(client, person):
    with override_settings(ALLOWED_HOSTS=["*"]):
        client.post("/en/accounts/password/reset/", {"email": person.email}, headers={"Host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body


def test_an_unknown_address_reveals_nothing_and_gets_no_mail(client, person):
    known = client.post("/en/accounts/password/reset/", {"email": person.email})
    unknown = client.post("/en/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (unknown.status_code, unknown.headers["Location"]) == (
        known.status_code,
        known.headers["Location"],
    )
    assert [message.to for message in mail.outbox] == [["person@example.org"]]


def test_a_link_works_once(client, person):
    client.post("/en/accounts/password/reset/", {"email": person.email})
    link = link_in(mail.outbox[0])
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "another long sentence", "password2": "another long sentence"})
    used = Client().get(link, follow=True)
    assert used.context["token_fail"] is True


def test_a_link_of_a_deactivated_person_is_void(client, person):
    client.post("/en/accounts/password/reset/", {"email": person.email})
    User.objects.update(is_active=False)
    assert client.get(link_in(mail.outbox[0]), follow=True).context["token_fail"] is True


def test_a_link_to_the_old_address_is_void_and_the_old_address_no_way_in(client, person):
    client.post("/en/accounts/password/reset/", {"email": person.email})
    User.objects.update(email="new@example.org")
    assert client.get(link_in(mail.outbox[0]), follow=True).context["token_fail"] is True
    sign_in(client)
    assert not is_signed_in(client)
    assert EmailAddress.objects.count() == 0


def test_a_deactivated_person_gets_no_link(client, person):
    User.objects.update(is_active=False)
    client.post("/en/accounts/password/reset/", {"email": person.email})
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("short", "short"),
        ("a long sentence here", "another sentence"),
        ("", ""),
        ("123456789012", "123456789012"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_reason(client, person, first, second):
    client.post("/en/accounts/password/reset/", {"email": person.email})
    form = client.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]
    response = client.post(form, {"password1": first, "password2": second})
    assert response.status_code == 200
    assert response.context["form"].errors != {}


def test_a_password_is_changed_with_the_old_one(client, person):
    client.force_login(person)
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    assert client.post("/en/accounts/password/change/", {"oldpassword": "wrong", **new}).status_code == 200
    assert client.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, **new}).status_code == 302
    person.refresh_from_db()
    assert person.check_password("another long sentence")
    assert is_signed_in(client)


def test_a_session_without_a_password_does_not_set_one(client, member):
    client.force_login(member)
    assert (
        client.get("/en/accounts/password/change/", follow=True).request["PATH_INFO"]
        == "/en/accounts/password/reset/"
    )


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
