"""The page that explains the drawing of lots: in plain words, with what is published."""

from __future__ import annotations

import pytest
from django.utils import translation

from home.models import HomePage
from reviewmech.lots.engine import RULES
from reviewmech.lots.enums import DrawKind, DrawState, SimulationState
from reviewmech.lots.models import LotsPage, Simulation, SimulationVariant
from tests.lots.drawing import make_draw
from tests.lots.lists import make_list
from tests.support import queries_of

from .pages import add_lots_page, drawn, page_at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

ALL, SOME = ["UNTOC", "TIP", "SOM", "FA"], ["UNTOC"]
PAIRS = [
    {
        "group": "North",
        "instruments": ALL,
        "states": 9,
        "reviewers": [
            {"group": "North", "instruments": ALL, "probability": "0.125"},
            {"group": "North", "instruments": SOME, "probability": "0"},
        ],
    },
    {
        "group": "North",
        "instruments": SOME,
        "states": 1,
        "reviewers": [{"group": "North", "instruments": ALL, "probability": "0.0004"}],
    },
]


def simulate(
    title: str = "Simulated list", *, is_public: bool = True, state: str = SimulationState.DONE
) -> None:
    parties = make_list(title=title, is_illustrative=True)
    simulation = Simulation.objects.create(
        title=title, parties=parties, seed="x", is_public=is_public, state=state
    )
    tally = {"pair_probabilities": PAIRS}
    SimulationVariant.objects.create(simulation=simulation, position=1, done=1000, tally=tally)


@pytest.fixture
def page() -> LotsPage:
    return add_lots_page(lead="Who reviews whom is drawn by lot.")


def test_it_stands_below_the_home_page_once_and_has_nothing_below_it():
    assert LotsPage.allowed_parent_page_models() == [HomePage]
    assert LotsPage.allowed_subpage_models() == []
    assert LotsPage.max_count_per_parent == 1


def test_nothing_is_there_yet_and_the_page_says_what_will_be(client, page):
    found = words(page_at(client, "/en/lots/"))
    assert "No draw has been sealed yet." in found
    assert "When the Secretariat has published a simulation" in found


def test_it_says_plainly_that_results_are_not_equally_likely_and_why(client, page):
    found = words(page_at(client, "/en/lots/"))
    assert "The possible results are not all equally likely." in found
    assert "so some results come up more often than others" in found
    assert "have exactly the same chances" in found


def test_each_rule_stands_there_with_its_paragraphs_and_status(client, page):
    rows = page_at(client, "/en/lots/").select("table.rules tbody tr")
    found = [words(row.select_one("td:last-child")).removeprefix("Where it stands ") for row in rows]
    assert found == [
        " ".join([*([f"Paragraphs {rule.paragraph}"] if rule.paragraph else []), rule.status.capitalize()])
        for rule in RULES
    ]


def test_the_draws_are_listed_the_newest_first_and_drafts_to_those_who_prepare_them(
    client, page, publisher, member
):
    make_draw(DrawState.DRAFT, code="draft", name_en="Quizzical draft")
    make_draw(DrawState.SEALED, code="sealed", name_en="Sealed draw")
    drawn("trial", name_en="Trial", kind=DrawKind.SIMULATION)

    def titles() -> list[str]:
        return [words(link) for link in page_at(client, "/en/lots/").select("#draws ~ * .ledger__title a")]

    assert titles() == ["Simulation: Trial", "Sealed draw"]
    client.force_login(member)
    assert titles() == ["Simulation: Trial", "Sealed draw"]
    client.force_login(publisher)
    assert titles() == ["Simulation: Trial", "Sealed draw", "Quizzical draft"]


def test_the_matrix_is_of_the_newest_public_simulation_that_is_done(client, page):
    simulate("Hidden", is_public=False)
    simulate("Older")
    simulate("Newest")
    simulate("Under way", state=SimulationState.RUNNING)
    found = page_at(client, "/en/lots/")
    assert "1000 simulated draws · List of States: Newest" in words(found)
    assert "Illustrative: the list of States was made up." in words(found)
    cells = [[words(cell) for cell in row.select(".pairs__cell")] for row in found.select(".pairs tbody tr")]
    assert cells == [["12.5", "0"], ["<0.1", ""]]


def test_numbers_are_written_as_the_reader_writes_them(client, page):
    simulate()
    add_lots_page("fr")
    with translation.override("fr"):
        found = page_at(client, "/fr/lots/")
    assert words(found.select_one(".pairs__cell")) == "12,5"


def test_the_page_costs_as_many_queries_with_three_draws_as_with_one(client, page):
    simulate()
    drawn("first")
    client.get("/en/lots/")
    one = queries_of(lambda: client.get("/en/lots/"))
    drawn("second")
    drawn("third")
    assert queries_of(lambda: client.get("/en/lots/")) == one
