"""The forms that begin a simulation do what they say, and tell what they cannot do."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from reviewmech.lots.engine import Rules
from reviewmech.lots.models import Simulation

from .screens import form_data, page, words


def test_the_form_begins_a_simulation_with_one_set_of_rules(signed_in, preparer, parties):
    data = form_data(parties, **{"first-outside_groups": "COK: North\nEU:"})
    response = signed_in(preparer).post(reverse("simulations:add"), data)
    simulation = Simulation.objects.get()
    assert response["Location"] == reverse("simulations:inspect", args=[simulation.pk])
    assert (simulation.title, simulation.draws, simulation.created_by) == ("Two ways", 50, preparer)
    rules = Rules(outside_groups={"COK": "North", "EU": ""}).values()
    assert [variant.rules for variant in simulation.variants.all()] == [rules]


def test_the_form_begins_a_simulation_with_two_sets_of_rules(signed_in, preparer, parties):
    data = form_data(parties, compare="on", **{"second-package": "literal", "second-most_reviews": 0})
    del data["second-not_itself"]  # a box without its mark
    signed_in(preparer).post(reverse("simulations:add"), data)
    first, second = Simulation.objects.get().variants.order_by("position")
    assert first.rules == Rules(outside_groups={}).values()
    expected = Rules(package="literal", most_reviews=0, not_itself=0, outside_groups={})
    assert second.rules == expected.values()


def test_the_form_opens_with_the_default_rules(signed_in, preparer, parties):
    soup = page(signed_in(preparer), reverse("simulations:add"))
    assert [each["value"] for each in soup.select("[name=first-package] option[selected]")] == ["first"]
    assert soup.find(attrs={"name": "first-most_reviews"})["value"] == "3"
    assert soup.find(attrs={"name": "first-not_itself"}).has_attr("checked")
    assert "PSE: Asia-Pacific States" in soup.find(attrs={"name": "first-outside_groups"}).text
    assert "not confirmed" in words(soup.find(id="first-most_reviews-wrapper") or soup)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"draws": 100_001}, "less than or equal to 100000"),
        ({"draws": 0}, "greater than or equal to 1"),
        ({"seed": "a|b"}, "A seed is 1 to 200 characters"),
        ({"title": ""}, "This field is required"),
        ({"parties": 0}, "Select a valid choice"),
        ({"first-most_reviews": 501}, "less than or equal to 500"),
        ({"first-package": "second"}, "Select a valid choice"),
        ({"first-fewest_reviews": 4}, "fewest_reviews (4) is more than most_reviews (3)."),
        ({"first-outside_groups": "COK"}, "has no colon after the code"),
        ({"first-outside_groups": "COK: A\nCOK: B"}, "The code COK is there twice"),
        ({"first-outside_groups": "cok: A"}, "The rule outside_groups cannot be"),
        ({"compare": "on"}, "Two sets of rules are the same"),
        ({"compare": "on", "second-home": "x"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_simulated_is_told_at_the_form(signed_in, preparer, parties, facts, message):
    response = signed_in(preparer).post(reverse("simulations:add"), form_data(parties, **facts))
    assert response.status_code == 200
    assert message in words(BeautifulSoup(response.content, "html.parser"))
    assert list(Simulation.objects.all()) == []


def test_one_press_compares_the_three_ways(signed_in, preparer, parties):
    client = signed_in(preparer)
    soup = page(client, reverse("simulations:suggest"))
    fields = soup.select("form.simulation input, form.simulation select")
    data = {each["name"]: each.get("value") for each in fields if each.name == "input"}
    data |= {"parties": soup.select_one("[name=parties] option")["value"]}
    client.post(reverse("simulations:suggest"), data)
    simulation = Simulation.objects.get()
    assert (simulation.title, simulation.draws) == ("Suggestions for simplification", 1_000)
    changes = [variant.rules for variant in simulation.variants.order_by("position")]
    assert changes == [
        Rules().values(),
        Rules(package="literal").values(),
        Rules(fewest_reviews_first=0).values(),
    ]
