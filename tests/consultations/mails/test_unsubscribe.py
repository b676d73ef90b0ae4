"""The link in every mail that ends them."""

from __future__ import annotations

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from reviewmech.consultations.enums import Audience
from reviewmech.consultations.mails import tokens
from reviewmech.consultations.models import Subscription
from tests import factories
from tests.support import everything

from .telling import follow

pytestmark = pytest.mark.django_db
URL = "/en/accounts/mails/"


def choices(person) -> dict[str | None, str]:
    """What is chosen, by the code of the consultation; None is the rest."""
    rows = Subscription.objects.filter(person=person).select_related("consultation")
    return {row.consultation and row.consultation.code: row.frequency for row in rows}


def link(person, consultation=None) -> str:
    with override("en"):
        return reverse(
            "consultations:unsubscribe", args=[tokens.token(person, consultation and consultation.pk)]
        )


@pytest.fixture
def draft_(draft):
    """What can be chosen has something to be seen."""
    return draft


# --- The link in the mails


def test_following_the_link_changes_nothing_and_shows_a_button(client, member, draft_, consultation):
    follow(member, consultation)
    before = everything()
    answer = client.get(link(member))
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert '<form class="form__actions" method="post">' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert everything() == before


@pytest.mark.parametrize("times", [1, 2])
def test_the_button_ends_all_mails_signed_in_or_not(member, draft_, consultation, times):
    other = factories.make_consultation("other-talks")
    follow(member, consultation)
    follow(member, other, "weekly")
    for _ in range(times):
        answer = Client(enforce_csrf_checks=True).post(link(member), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert choices(member) == {None: "never", "pending-issues": "never", "other-talks": "never"}
    assert URL in answer.content.decode()


def test_the_link_of_one_consultation_ends_the_mails_about_it(
    client, africa_coordinator, draft_, consultation
):
    client.post(link(africa_coordinator, consultation))
    assert choices(africa_coordinator) == {"pending-issues": "never"}


def test_a_link_ends_the_mails_of_nobody_else(client, member, africa_coordinator, draft_, consultation):
    follow(africa_coordinator, consultation)
    client.force_login(africa_coordinator)
    client.post(link(member))
    assert choices(africa_coordinator) == {"pending-issues": "at_once"}


@pytest.mark.parametrize("change", ["x", "cut", "other", "salt", "shape"])
def test_a_link_that_the_site_did_not_make_is_not_found(client, member, africa_coordinator, change):
    good = tokens.token(member)
    tokens_ = {
        "x": "x",
        "cut": good[:-1],
        "other": tokens.token(africa_coordinator).partition(":")[0] + ":" + good.partition(":")[2],
        "salt": signing.Signer().sign_object([member.pk, None]),
        "shape": signing.Signer(salt=tokens.SIGNER).sign_object("person"),
    }
    url = f"/en/unsubscribe/{tokens_[change]}/"
    assert [client.get(url).status_code, client.post(url).status_code] == [404, 404]
    assert Subscription.objects.count() == 0


def test_the_link_of_somebody_who_is_gone_is_not_found(client, member):
    url = link(member)
    member.delete()
    assert client.post(url).status_code == 404


def test_the_link_tells_the_title_while_its_person_may_know_it(client, member, draft_, consultation):
    url = link(member, consultation)
    assert "Title en" in client.get(url).content.decode()
    consultation.audience = Audience.NAMED
    consultation.save()
    for answer in (client.get(url), client.post(url)):
        assert (answer.status_code, "Title en" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_pages_of_the_link_are_there_in_six_languages(client, member, draft_, language):
    url = link(member).replace("/en/", f"/{language}/", 1)
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 200
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in answer.content.decode()
