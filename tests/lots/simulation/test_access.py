"""Who may open which screen of simulations, and press which button."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reviewmech.lots.enums import SimulationState
from reviewmech.lots.models import Simulation

from .screens import address, form_data

READ = ["index", "inspect", "simplification", "progress", "json", "csv"]
ADD = ["add", "suggest"]
ACT = ["cancel", "start_again", "show", "hide"]


@pytest.mark.parametrize("name", [*READ, *ADD])
@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("visitor", {}),
        ("member", {}),
        ("outsider", {}),
        ("reader", dict.fromkeys(READ, 200)),
        ("preparer", dict.fromkeys([*READ, *ADD], 200)),
    ],
)
def test_who_may_open_which_screen(request, client, suggestions, who, statuses, name):
    simulation = suggestions()
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    response = client.get(address(name, simulation))
    if statuses.get(name) == 200:
        assert response.status_code == 200
    else:
        assert (response.status_code, dict(response.headers).get("Content-Disposition")) == (302, None)
        assert b"pair_counts" not in response.content


@pytest.mark.parametrize("name", ACT)
@pytest.mark.parametrize("who", ["visitor", "member", "outsider", "reader"])
def test_who_may_not_prepare_draws_presses_no_button(request, client, begin, who, name):
    simulation = begin()
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    client.post(address(name, simulation))
    simulation.refresh_from_db()
    assert (simulation.state, simulation.is_public) == (SimulationState.QUEUED, False)


@pytest.mark.parametrize("who", ["visitor", "member", "outsider", "reader"])
@pytest.mark.parametrize("name", ADD)
def test_who_may_not_prepare_draws_begins_nothing(request, client, parties, who, name):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    client.post(reverse(f"simulations:{name}"), form_data(parties))
    assert list(Simulation.objects.all()) == []


@pytest.mark.parametrize("name", [*ADD, *ACT])
def test_every_button_needs_the_token_of_its_form(preparer, begin, name):
    simulation = begin()
    client = Client(enforce_csrf_checks=True)
    client.force_login(preparer)
    assert client.post(address(name, simulation)).status_code == 403
    assert list(Simulation.objects.values_list("state", "is_public")) == [(SimulationState.QUEUED, False)]


@pytest.mark.parametrize("name", ACT)
def test_a_button_is_no_link(signed_in, preparer, begin, name):
    assert signed_in(preparer).get(address(name, begin())).status_code == 405


def test_a_simulation_is_deleted_by_who_may(signed_in, reader, preparer, done):
    simulation = done(draws=1)
    url = reverse("simulations:delete", args=[simulation.pk])
    signed_in(preparer).post(url)
    assert Simulation.objects.count() == 1
    preparer.is_superuser = True
    preparer.save()
    signed_in(preparer).post(url)
    assert Simulation.objects.count() == 0
