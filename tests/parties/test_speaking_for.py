"""For whom the reader speaks, on every signed-in page, and nothing of it for visitors."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from tests import factories

TAG = Template("{% load parties_tags %}{% speaking_for %}")


def shown_to(user):
    request = RequestFactory().get("/en/")
    request.user = user
    return " ".join(TAG.render(Context({"request": request})).split())


@pytest.mark.django_db
def test_it_names_the_participants_in_the_language_of_the_page(member, django_assert_num_queries):
    africa = factories.make_participant(
        "africa", "group", name_en="African States", name_fr="États d’Afrique"
    )
    factories.make_seat(member, africa)
    with override("fr"), django_assert_num_queries(1):
        assert "États d’Afrique" in shown_to(member)


def test_three_seats_cost_as_many_queries_as_one(member, africa, grulac, state_a, django_assert_num_queries):
    for participant in (africa, grulac, state_a):
        factories.make_seat(member, participant)
    with override("en"), django_assert_num_queries(1):
        words = shown_to(member)
    assert [name in words for name in ("African States", "GRULAC", "State A")] == [True, True, True]


def test_who_has_no_seat_is_told_so(member, africa_coordinator):
    with override("en"):
        words = shown_to(member)
    assert "You speak for no participant" in words
    assert "African States" not in words


@pytest.mark.django_db
def test_a_visitor_sees_nothing_and_no_query_is_made(africa_coordinator, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shown_to(AnonymousUser()) == ""
        assert TAG.render(Context({})) == ""


def test_it_stands_on_a_signed_in_page(signed_in, africa_coordinator):
    assert "African States" in signed_in(africa_coordinator).get("/en/accounts/2fa/").content.decode()


def test_each_participant_leads_to_its_page_with_the_role(member, africa, state_a):
    factories.make_seat(member, africa, role="deputy")
    factories.make_seat(member, state_a, role="contributor")
    with override("fr"):
        words = shown_to(member)
    assert 'href="/fr/delegations/africa/"' in words
    assert 'href="/fr/delegations/state-a/"' in words
    with override("en"):
        words = shown_to(member)
    assert [role in words for role in ("Deputy", "Contributor", "Focal point")] == [True, True, False]
    assert 'href="/en/my-comments/"' in words
