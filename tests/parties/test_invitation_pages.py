"""What the link of an invitation opens, for whom, and until when."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from home.models import User
from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.parties.steps import NEW, PASSWORD, is_signed_in, link_in, path_of, title_of

SECRET = "JBSWY3DPEHPK3PXP"
LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]


# --- Without an account


def test_a_newcomer_opens_an_account_is_signed_in_and_lands_at_home(client, site, invited, mailoutbox):
    invited(language="fr")
    link = link_in(mailoutbox[0])
    form = client.get(link).context["form"]
    assert (form["language"].value(), list(form.fields)) == (
        "fr",
        ["name", "language", "password1", "password2"],
    )
    landed = client.post(link, NEW, follow=True)
    assert landed.request["PATH_INFO"] == "/ar/"
    assert [str(message) for message in landed.context["messages"]] != []
    person = User.objects.get(email="new@a.example")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [(seat.role, seat.participant.code) for seat in person.seats.all()] == [("deputy", "state-a")]
    browser = Client()
    browser.post("/en/accounts/login/", {"login": "new@a.example", "password": PASSWORD})
    assert is_signed_in(browser)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 151}, ["name"]),
        ({"language": "de"}, ["language"]),
        ({"password1": "short", "password2": "short"}, ["password1"]),
        ({"password1": "123456789012", "password2": "123456789012"}, ["password1"]),
        ({"password1": "new@a.example", "password2": "new@a.example"}, ["password1"]),
        (
            {"password1": "amina amina a", "password2": "amina amina a", "name": "amina amina a"},
            ["password1"],
        ),
        ({"password2": "another long sentence"}, ["password2"]),
        ({"password1": "", "password2": ""}, ["password1", "password2"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(client, invited, fields, wrong):
    response = client.post(path_of(invited()), {**NEW, **fields})
    assert response.status_code == 200
    assert sorted(response.context["form"].errors) == wrong
    assert list(User.objects.filter(email="new@a.example")) == []
    assert not is_signed_in(client)


def test_a_password_is_not_shown_again(client, invited):
    page = client.post(path_of(invited()), {**NEW, "name": ""}).content.decode()
    assert PASSWORD not in page


def test_the_address_of_the_account_is_that_of_the_invitation_whatever_is_sent(client, invited):
    client.post(
        path_of(invited()), {**NEW, "email": "other@example.org", "is_superuser": "on", "role": "focal_point"}
    )
    person = User.objects.get(email="new@a.example")
    assert (person.is_superuser, person.is_staff, person.seats.get().role) == (False, False, "deputy")
    assert not User.objects.filter(email="other@example.org").exists()


def test_a_name_is_one_line(client, invited):
    client.post(path_of(invited()), {**NEW, "name": " Amina \r\nBcc:  x "})
    assert User.objects.get(email="new@a.example").name == "Amina Bcc: x"


# --- With an account


def test_who_has_an_account_signs_in_comes_back_and_accepts(client, site, invited, newcomer):
    path = path_of(invited())
    link = BeautifulSoup(client.get(path).content, "html.parser").select_one(".form__actions a")["href"]
    back = client.post(link, {"login": newcomer.email, "password": PASSWORD})
    assert back.headers["Location"] == path
    assert title_of(client.get(path)) == "Accept this invitation?"
    assert list(newcomer.seats.all()) == []
    assert client.post(path).headers["Location"] == "/fr/"
    assert [seat.role for seat in newcomer.seats.all()] == ["deputy"]


def test_a_second_factor_is_asked_on_the_way(client, invited, newcomer):
    TOTP.activate(newcomer, SECRET)
    path = path_of(invited())
    asked = client.post(f"/en/accounts/login/?next={path}", {"login": newcomer.email, "password": PASSWORD})
    assert "/2fa/authenticate/" in asked.headers["Location"]
    assert client.post(path).status_code == 200
    assert list(newcomer.seats.all()) == []
    code = format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))
    assert client.post(asked.headers["Location"], {"code": code}).headers["Location"] == path
    client.post(path)
    assert [seat.role for seat in newcomer.seats.all()] == ["deputy"]


def test_an_account_there_is_cannot_be_opened_again_by_the_link(client, invited, newcomer):
    path = path_of(invited(email="NEW@a.example"))
    assert title_of(client.post(path, NEW)) == "Sign in to accept this invitation"
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)
    assert not is_signed_in(client)
    assert list(newcomer.seats.all()) == []


@pytest.mark.parametrize(
    "who", ["member", "focal_point", "deputy", "secretariat", "coordinator of the group"]
)
def test_somebody_else_is_told_and_offered_to_sign_out(client, cast, invited, who):
    path = path_of(invited())
    client.force_login(cast[who])
    for response in (client.get(path), client.post(path, NEW)):
        assert title_of(response) == "You are signed in with another address"
    assert [row.state for row in Invitation.objects.all()] == ["pending"]
    assert not User.objects.filter(email="new@a.example").exists()
    out = client.post("/en/accounts/logout/", {"next": path})
    assert out.headers["Location"] == path
    assert title_of(client.get(path)) == "Open your account"


def test_an_account_whose_address_changed_meanwhile_is_somebody_elses(client, invited, newcomer):
    path = path_of(invited())
    User.objects.filter(pk=newcomer.pk).update(email="elsewhere@a.example")
    assert title_of(client.get(path)) == "Open your account"
    client.force_login(newcomer)
    assert title_of(client.post(path)) == "You are signed in with another address"
    assert list(newcomer.seats.all()) == []


def test_a_deactivated_account_is_said_to_be_one(client, invited, newcomer):
    User.objects.update(is_active=False)
    path = path_of(invited(by=factories.make_user("root@example.org", is_superuser=True)))
    assert title_of(client.post(path, NEW)) == "The account with this address is deactivated"
    assert not is_signed_in(client)
    assert list(newcomer.seats.all()) == []


def test_what_cannot_be_accepted_any_more_says_why(client, invited, newcomer):
    invitation = invited()
    Invitation.objects.update(until_on=timezone.now().date() - timedelta(days=1))
    client.force_login(newcomer)
    assert "Ask for a new invitation." in client.post(path_of(invitation)).content.decode()
    assert list(newcomer.seats.all()) == []


# --- The pages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["nobody", "newcomer", "signed in", "somebody else"])
def test_the_pages_are_there_in_six_languages(client, site, invited, member, who, language):
    path = path_of(invited(), language)
    if who in ("newcomer", "signed in"):
        person = factories.make_user("new@a.example")
    if who in ("signed in", "somebody else"):
        client.force_login(member if who == "somebody else" else person)
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []
    assert "noindex" in page
    assert f'href="{path}"' in page  # the language bar stays here
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_every_post_needs_the_token_of_its_form(invited, expired, newcomer, mailoutbox):
    mailoutbox.clear()
    browser = Client(enforce_csrf_checks=True)
    path = path_of(invited(email="nobody@a.example"))
    mine = path_of(Invitation.objects.get(email="new@a.example"))
    mailoutbox.clear()
    assert [browser.post(each, NEW).status_code for each in (path, expired)] == [403, 403]
    browser.force_login(newcomer)
    assert browser.post(mine).status_code == 403
    assert (User.objects.filter(email="nobody@a.example").count(), Seat.objects.count()) == (0, 1)
    assert mailoutbox == []
