"""Links of invitations: used, called off, made up and expired."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.utils import timezone

from home.models import User
from reviewmech.parties.actions import accept_invitation, cancel_invitation
from reviewmech.parties.links import SALT
from reviewmech.parties.models import Invitation
from tests.parties.steps import NEW, THIRTY_DAYS, is_signed_in, link_in, path_of, title_of


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
