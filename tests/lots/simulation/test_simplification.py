"""The page "suggestions for simplification": what it compares, and what of it the public sees."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from reviewmech.lots.simulations.actions import show_to_public
from reviewmech.lots.simulations.simplification import SUGGESTIONS
from tests.support import queries_of

PUBLIC = "/en/lots/simplification/"


def page(client, url: str = PUBLIC) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


@pytest.fixture
def shown(done, preparer):
    """A public simulation: ``shown(*SUGGESTIONS)``."""

    def make(*rules, **facts):
        simulation = done(*rules, **{"draws": 10, **facts})
        assert show_to_public(simulation, shown=True, by=preparer)
        return simulation

    return make


def test_the_public_reads_the_figures_of_the_three_ways(client, shown):
    simulation = shown(*SUGGESTIONS)
    soup = page(client)
    table = soup.select_one("table.ways-table")
    assert [words(cell) for cell in table.select("thead th")] == [
        "Figure",
        "The package first",
        "To the letter",
        "By ticket alone",
    ]
    figures = {
        words(row.th): [words(cell) for cell in row.find_all("td")] for row in table.select("tbody tr")
    }
    tallies = [variant.tally for variant in simulation.variants.order_by("position")]
    aside = [sum(tally["set_aside_by_rule"].values()) / 10 for tally in tallies]
    assert figures["States with two reviewers"] == ["100%", "100%", "100%"]
    assert figures["Balls set aside in a draw"] == [f"{number:.1f}" if number else "0" for number in aside]
    assert figures["Additional lots in a draw"] == ["0", "0", "0"]
    text = words(soup.find("main"))
    assert "Simulation All figures come from trials of the procedure." in text
    assert "Illustrative The list of States was made up." in text
    assert "10 simulated draws for each way" in text
    assert "Nine made-up States" in text
    assert simulation.parties.sha256 in text


def test_rules_that_nobody_has_confirmed_are_marked(client, shown):
    shown(*SUGGESTIONS)
    listed = [words(each) for each in page(client).select(".unconfirmed-rules li")]
    assert [line.split(":")[0] for line in listed] == [
        "How the package of instruments is covered",
        "Most reviews a State makes",
        "Fewest reviews a State makes",
        "Fewest reviews first",
        "Parties outside the Regional Groups",
    ]
    assert all(line.endswith("Not confirmed") for line in listed)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_page_is_there_in_six_languages(client, site, language):
    assert client.get(f"/{language}/lots/simplification/").status_code == 200


def test_without_a_public_simulation_the_page_says_what_will_be_there(client, done):
    done(*SUGGESTIONS, draws=2)
    soup = page(client)
    assert soup.select("table") == []
    assert "When the Secretariat has published a simulation of the three ways" in words(soup)


def test_only_a_simulation_of_the_three_ways_is_told(client, shown):
    told = shown(*SUGGESTIONS, title="Told", seed="told")
    shown({}, {"package": "literal"}, seed="two")
    shown({}, {"package": "literal"}, {"most_reviews": 4}, seed="others")
    assert "told#1" in words(page(client))
    show = shown(*SUGGESTIONS, seed="newer")
    assert "newer#1" in words(page(client))
    assert told.pk < show.pk


def test_a_way_that_has_no_result_says_so(client, shown, preparer, begin):
    simulation = shown(*SUGGESTIONS)
    simulation.variants.filter(position=2).update(tally=None)
    soup = page(client)
    assert "No result can satisfy these rules" in words(soup.find(id="way-literal").parent)
    assert [words(row.find_all("td")[1]) for row in soup.select(".ways-table tbody tr")] == ["–"] * 9


def test_the_page_costs_the_same_queries_for_one_and_three_simulations(client, shown):
    shown(*SUGGESTIONS)
    client.get(PUBLIC)
    one = queries_of(lambda: client.get(PUBLIC))
    shown(*SUGGESTIONS)
    shown({}, {"package": "literal"})
    assert queries_of(lambda: client.get(PUBLIC)) == one


def test_the_admin_tells_the_same_before_the_public_sees_it(signed_in, reader, done):
    simulation = done(*SUGGESTIONS, draws=2)
    soup = page(signed_in(reader), reverse("simulations:simplification", args=[simulation.pk]))
    assert len(soup.select("table.ways-table tbody tr")) == 9
    inspect = page(signed_in(reader), reverse("simulations:inspect", args=[simulation.pk]))
    assert reverse("simulations:simplification", args=[simulation.pk]) in str(inspect)


def test_other_rules_are_no_suggestions(signed_in, reader, done):
    simulation = done(draws=2)
    url = reverse("simulations:simplification", args=[simulation.pk])
    assert signed_in(reader).get(url).status_code == 404
