"""What the link of an invitation opens, for whom, and until when."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from home.models import User
from reviewmech.parties.actions import accept_invitation, cancel_invitation
from reviewmech.parties.links import SALT, link_for
from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.parties.conftest import PASSWORD, link_in

THIRTY_DAYS = 30 * 24 * 60 * 60
SECRET = "JBSWY3DPEHPK3PXP"
LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
NEW = {"name": "Amina", "language": "ar", "password1": PASSWORD, "password2": PASSWORD}


def path_of(invitation: Invitation, language: str = "en") -> str:
    with override(language):
        return link_for(invitation).removeprefix("http://127.0.0.1:8000")


def title_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def newcomer(db) -> User:
    return factories.make_user("new@a.example", password=PASSWORD, preferred_language="fr")


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


# --- Links that do not work


def test_a_used_link_and_one_called_off_say_so(client, invited, newcomer, focal_point):
    used, off = invited(), invited(email="off@a.example")
    accept_invitation(used, person=newcomer)
    cancel_invitation(off, by=focal_point)
    assert title_of(client.post(path_of(used), NEW)) == "This invitation has been accepted"
    assert title_of(client.post(path_of(off), NEW)) == "This invitation was called off"
    assert not is_signed_in(client)
    assert not User.objects.filter(email="off@a.example").exists()


def made_up(invitation: Invitation) -> dict[str, str]:
    token = path_of(invitation).split("/")[-2]
    value, stamp, signature = token.split(":")
    other = signing.dumps(invitation.pk + 1, salt=SALT).split(":")[0]
    return {
        "another invitation": f"{other}:{stamp}:{signature}",
        "a younger link": f"{value}:zzzzzz:{signature}",
        "a letter off": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "a letter less": token[:-1],
        "no signature": f"{value}:{stamp}",
        "signed for something else": signing.dumps(invitation.pk, salt="something else"),
        "signed for nobody's row": signing.dumps(invitation.pk + 1, salt=SALT),
        "a number": str(invitation.pk),
        "long": "a:" * 5000,
        "not ASCII": "ы:ы:ы",
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_a_link_up(client, invited, mailoutbox, method):
    invitation = invited()
    for what, token in made_up(invitation).items():
        response = getattr(client, method)(f"/en/invitations/{token}/", NEW)
        assert (what, response.status_code) == (what, 404)
    assert [row.state for row in Invitation.objects.all()] == ["pending"]
    assert len(mailoutbox) == 1
    assert not User.objects.filter(email="new@a.example").exists()


@pytest.mark.parametrize(
    ("seconds", "title"),
    [
        (0, "Open your account"),
        (THIRTY_DAYS, "Open your account"),
        (THIRTY_DAYS + 1, "This link has expired"),
    ],
)
def test_a_link_works_for_thirty_days(client, invited, monkeypatch, seconds, title):
    now = int(time.time())
    monkeypatch.setattr(time, "time", lambda: now)
    path = path_of(invited())
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    response = client.get(path)
    monkeypatch.undo()
    assert title_of(response) == title


@pytest.fixture
def expired(invited, monkeypatch) -> str:
    """The path of a link, made so long ago that it has expired."""
    long_ago = time.time() - THIRTY_DAYS - 60
    invitation = invited()
    monkeypatch.setattr(time, "time", lambda: long_ago)
    path = path_of(invitation)
    monkeypatch.undo()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=31))
    return path


def test_an_expired_link_is_renewed_to_the_address_that_was_invited(client, expired, mailoutbox):
    mailoutbox.clear()
    assert title_of(client.get(expired)) == "This link has expired"
    assert mailoutbox == []
    client.post(expired, {"email": "thief@example.org", **NEW})
    assert [message.to for message in mailoutbox] == [["new@a.example"]]
    assert title_of(client.get(link_in(mailoutbox[0]))) == "Open your account"


def test_not_more_often_than_once_in_five_minutes(client, expired, mailoutbox):
    mailoutbox.clear()
    for _ in range(3):
        client.post(expired)
    assert len(mailoutbox) == 1
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=5, seconds=1))
    client.post(expired)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_expired_link_tells_nothing_of_what_became_of_the_invitation(client, expired, mailoutbox, method):
    mailoutbox.clear()
    now, answers = timezone.now(), []
    for state in ({}, {"accepted_at": now}, {"accepted_at": None, "cancelled_at": now}):
        Invitation.objects.update(**state)
        page = BeautifulSoup(getattr(client, method)(expired).content, "html.parser").main
        for token in page.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
        answers.append(str(page))
    assert answers[0] == answers[1] == answers[2]
    assert "a.example" not in answers[0]
    assert "State A" not in answers[0]
    assert len(mailoutbox) == (1 if method == "post" else 0)


def test_an_expired_link_lets_nobody_in(client, expired, newcomer):
    client.force_login(newcomer)
    client.post(expired, NEW)
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
