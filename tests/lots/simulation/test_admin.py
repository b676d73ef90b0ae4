"""The screens of simulations: who may open which, what they show, and that a form begins what it says."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from reviewmech.lots.engine import Rules
from reviewmech.lots.enums import SimulationState
from reviewmech.lots.models import Simulation
from reviewmech.lots.simulations.tasks import run_simulation
from tests.support import queries_of

READ = ["index", "inspect", "simplification", "progress", "json", "csv"]
ADD = ["add", "suggest"]
ACT = ["cancel", "start_again", "show", "hide"]
WITHOUT_KEY = {"index", "add", "suggest"}


def address(name: str, simulation: Simulation) -> str:
    return reverse(f"simulations:{name}", args=[] if name in WITHOUT_KEY else [simulation.pk])


def page(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def rows(soup: BeautifulSoup, key: str) -> list[list[str]]:
    """The cells of the table that a heading with this id stands over."""
    frame = soup.find(attrs={"aria-labelledby": key})
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in frame.find_all("tr")]


@pytest.fixture
def suggestions(begin):
    """The three ways, done."""

    def make(**facts) -> Simulation:
        simulation = begin({}, {"package": "literal"}, {"fewest_reviews_first": 0}, draws=10, **facts)
        run_simulation.call(simulation.pk)
        simulation.refresh_from_db()
        return simulation

    return make


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


def form_data(chosen, **facts) -> dict[str, object]:
    """The form as it stands when it is opened, filled in."""
    rules = {key: value for key, value in Rules().values().items() if key != "outside_groups"}
    sets = {f"{prefix}-{key}": value for prefix in ("first", "second") for key, value in rules.items()}
    return {"title": "Two ways", "parties": chosen.pk, "draws": 50, "seed": "x", **sets, **facts}


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


def test_a_simulation_that_waits_or_runs_says_how_far_it_is(signed_in, preparer, begin):
    simulation, client = begin({}, {"package": "literal"}, draws=200), signed_in(preparer)
    simulation.variants.filter(position=1).update(done=50)
    url = address("inspect", simulation)
    soup = page(client, url)
    bars = [(bar["value"], bar["max"]) for bar in soup.find_all("progress")]
    assert bars == [("50", "200"), ("0", "200")]
    assert soup.select_one("[data-words]").text == "Waiting for the worker."
    assert "50 of 200 draws" in words(soup)
    assert client.get(address("progress", simulation)).json() == {
        "ended": False,
        "words": "Waiting for the worker.",
        "sets": [{"done": 50, "words": "50 of 200 draws"}, {"done": 0, "words": "0 of 200 draws"}],
    }


def test_what_runs_is_cancelled_and_started_again_from_its_page(signed_in, preparer, begin):
    simulation, client = begin(), signed_in(preparer)
    response = client.post(address("cancel", simulation), follow=True)
    assert b"The simulation has been cancelled." in response.content
    soup = BeautifulSoup(response.content, "html.parser")
    assert [form["action"] for form in soup.select(".simulation form")] == [
        address("start_again", simulation)
    ]
    assert b"had ended already" in client.post(address("cancel", simulation), follow=True).content
    assert b"has been started again" in client.post(address("start_again", simulation), follow=True).content
    simulation.refresh_from_db()
    assert simulation.state == SimulationState.QUEUED


def test_figures_are_shown_to_the_public_and_hidden_again(signed_in, preparer, done):
    simulation, client = done(draws=2), signed_in(preparer)
    client.post(address("show", simulation))
    simulation.refresh_from_db()
    assert simulation.is_public
    client.post(address("hide", simulation))
    simulation.refresh_from_db()
    assert not simulation.is_public


def test_what_is_not_done_is_not_shown(signed_in, preparer, begin):
    simulation = begin()
    response = signed_in(preparer).post(address("show", simulation), follow=True)
    assert b"The simulation has no figures to show." in response.content


def test_the_figures_of_two_sets_stand_side_by_side(signed_in, reader, done):
    simulation = done({}, {"package": "literal", "most_reviews": 4}, draws=10)
    soup = page(signed_in(reader), address("inspect", simulation))
    head, *figures = rows(soup, "key-figures")
    assert head == ["Figure", "Rules 1", "Rules 2"]
    assert figures[0] == ["Draws", "10", "10"]
    assert figures[2] == ["Reviews a State makes, on average", "2.00", "2.00"]
    assert rows(soup, "rules") == [
        ["Switch", "Rules 1", "Rules 2", "Where it stands"],
        [
            "How the package of instruments is covered",
            "First",
            "Literal",
            "annex to resolution 9/1, paragraphs 17, 28: not confirmed",
        ],
        ["Most reviews a State makes", "3", "4", "not confirmed"],
    ]
    assert rows(soup, "reviewers") == [["Reviewers", "Rules 1", "Rules 2"], ["2", "100%", "100%"]]
    assert [row[0] for row in rows(soup, "set-aside")[1:]] == [
        "Most reviews a State makes",
        "Fewest reviews a State makes",
        "No mutual reviews",
        "Two different reviewers",
        "Party to the instruments",
    ]
    assert len(soup.select("table.pairs")) == 2
    assert {"Simulation", "Illustrative"} <= {words(each) for each in soup.select(".w-status")}
    assert "Nine made-up States" in words(soup.select_one(".simulation__facts"))
    assert soup.select(".simulation form[method=post]") == []  # a reader has no buttons


def test_the_chances_of_a_state_are_those_counted(signed_in, reader, done):
    simulation = done(draws=10)
    tally = simulation.variants.get().tally
    client = signed_in(reader)
    soup = page(client, f"{address('inspect', simulation)}?state=A")
    assert soup.select_one("#state option[selected]")["value"] == "A"
    counts = tally["pair_counts"]["A"]
    expected = {
        f"Land {code}": [chance(counts[role].get(code, 0)) for role in ("home", "other", "extra")]
        for code in {*counts["home"], *counts["other"]}
    }
    assert {row[0]: row[1:] for row in rows(soup, "reviewers-of")[1:]} == expected
    reviewed = {
        f"Land {state}"
        for state, each in tally["pair_counts"].items()
        if "A" in {*each["home"], *each["other"]}
    }
    assert {row[0] for row in rows(soup, "reviewed-by")[1:]} == reviewed
    for unknown in ("", "?state=", "?state=QQ", "?state=%3Cb%3E"):
        assert page(client, address("inspect", simulation) + unknown).find(id="reviewers-of") is None


def chance(times: int) -> str:
    """Of ten draws, in per cent."""
    return {0: "", 10: "100%"}.get(times, f"{times * 10}.0%")


def test_rules_without_figures_say_why(signed_in, reader, done):
    simulation = done({}, {"most_reviews": 1}, draws=2)
    soup = page(signed_in(reader), address("inspect", simulation))
    assert "Rules 2 cannot be drawn by." in words(soup.select_one(".simulation__failure"))
    assert rows(soup, "key-figures")[0] == ["Figure", "Rules 1"]


def test_all_figures_can_be_kept_as_json(signed_in, reader, done, parties):
    simulation = done({}, {"most_reviews": 1}, draws=2)
    response = signed_in(reader).get(address("json", simulation))
    assert response["Content-Disposition"] == f'attachment; filename="simulation-{simulation.pk}.json"'
    first, second = simulation.variants.order_by("position")
    content = response.json()
    assert content.pop("failure") == simulation.failure
    assert content == {
        "kind": "simulation",
        "title": "A simulation",
        "parties": {
            "title": "Nine made-up States",
            "as_at": "",
            "source": "",
            "sha256": parties.sha256,
            "illustrative": True,
        },
        "seed": "x",
        "draws": 2,
        "variants": [
            {"position": 1, "rules": first.rules, "result": first.tally},
            {"position": 2, "rules": second.rules, "result": None},
        ],
    }


def test_all_figures_can_be_kept_for_a_spreadsheet(signed_in, reader, done):
    simulation = done(draws=2, title="=1+1")
    response = signed_in(reader).get(address("csv", simulation))
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    tally = simulation.variants.get().tally
    assert lines[0] == "simulation,'=1+1"
    assert "parties: illustrative,True" in lines
    assert "rules,figure,of,by,role,value" in lines
    assert "1,draws,,,,2" in lines
    assert "1,reviewers_per_state,2,,,18" in lines
    (reviewer, times), *_ = tally["pair_counts"]["A"]["home"].items()
    assert f"1,pair_counts,A,{reviewer},home,{times}" in lines


def test_the_list_says_what_is_there(signed_in, reader, done, begin):
    done(draws=2, title="First one")
    begin(draws=30, title="Second one")
    listed = words(page(signed_in(reader), reverse("simulations:index")).find("main"))
    assert "First one" in listed
    assert "Done" in listed
    assert "Second one" in listed
    assert "Waiting" in listed


def test_an_empty_list_says_what_simulations_are_for(signed_in, reader):
    assert "No simulation has been made." in words(page(signed_in(reader), reverse("simulations:index")))


def test_a_simulation_is_deleted_by_who_may(signed_in, reader, preparer, done):
    simulation = done(draws=1)
    url = reverse("simulations:delete", args=[simulation.pk])
    signed_in(preparer).post(url)
    assert Simulation.objects.count() == 1
    preparer.is_superuser = True
    preparer.save()
    signed_in(preparer).post(url)
    assert Simulation.objects.count() == 0


def test_the_screens_cost_the_same_queries_for_one_and_three_simulations(signed_in, preparer, suggestions):
    client, first = signed_in(preparer), suggestions()
    urls = [reverse("simulations:index"), address("inspect", first), address("simplification", first)]

    def cost() -> list[int]:
        for url in urls:
            client.get(url)
        return [queries_of(lambda url=url: client.get(url)) for url in urls]

    one = cost()
    suggestions()
    suggestions()
    assert cost() == one


def test_a_screen_costs_the_same_queries_for_one_and_three_sets_of_rules(signed_in, preparer, done):
    client = signed_in(preparer)
    one, three = done(draws=2), done({}, {"package": "literal"}, {"most_reviews": 4}, draws=2)
    client.get(address("inspect", one))
    costs = [queries_of(lambda each=each: client.get(address("inspect", each))) for each in (one, three)]
    assert costs[0] == costs[1]
