"""Passwords are set by mailed links and changed with the old one."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client, override_settings

from home.models import User

from .browsing import PASSWORD, is_signed_in, link_in, sign_in

pytestmark = pytest.mark.django_db


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
