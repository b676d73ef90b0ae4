"""The demo's drawing of lots: draws in every state, by the real verbs, and every page of them."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from cms.demo import loading
from cms.demo.content import LANGUAGES, TRANSLATIONS
from cms.demo.lots import lot_problems
from home.models import User
from reviewmech.lots.engine import Rules, read_parties
from reviewmech.lots.history import verify_chain
from reviewmech.lots.models import Draw, PartiesList, Simulation
from reviewmech.lots.names import StateNames
from reviewmech.lots.simulations.simplification import SUGGESTIONS
from reviewmech.lots.verifying import verdict_on
from tests.support import everything

from .demo_content import draws_alone

CONTENT = draws_alone()
DRAWS = {row["code"]: row for row in CONTENT.facts["draws"]}
DRAWN = [code for code, row in DRAWS.items() if row["state"] != "sealed"]
STATES = [code.upper() for code in CONTENT.facts["memberships"]]


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(site_settings, "DEMO", True, raising=False)
        patch.setattr(site_settings, "DEMO_PASSWORD", "demo-password-2019", raising=False)
        loading.load(CONTENT)
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def loaded(loaded_once, db):
    """The draws, under the demo's settings. What a test changes in them is taken back after the test."""


def address(language, name, *args):
    with translation.override(language):
        return reverse(f"lots:{name}", args=args)


def in_words(language, text):
    with translation.override(language):
        return gettext(text)


def texts(response):
    """Every text of a page, each by itself."""
    return {" ".join(text.split()) for text in BeautifulSoup(response.content, "html.parser").strings}


# What is loaded


def test_there_is_a_draw_in_every_state(loaded):
    found = {draw.code: (draw.kind, draw.state) for draw in Draw.objects.all()}
    assert found == {
        "illustrative-trial": ("simulation", "drawn"),
        "illustrative-1": ("official", "superseded"),
        "illustrative-2": ("official", "confirmed"),
        "illustrative-3": ("official", "drawn"),
        "illustrative-4": ("official", "sealed"),
    }
    assert Draw.objects.get(code="illustrative-1").superseded_by.code == "illustrative-2"


def test_who_draws_does_not_confirm(loaded):
    """A publisher seals and draws; an administrator without all rights confirms and supersedes."""
    people = {user.pk: user.email.partition("@")[0] for user in User.objects.all()}
    events = Draw.objects.get(code="illustrative-1").events.order_by("number")
    assert [(event.kind, people[event.person]) for event in events] == [
        ("sealed", "publisher"),
        ("drawn", "publisher"),
        ("confirmed", "confirmer"),
        ("superseded", "confirmer"),
    ]
    assert not User.objects.get(email="confirmer@demo.example").is_superuser


def test_a_superseded_draw_says_why(loaded):
    facts = Draw.objects.get(code="illustrative-1").events.get(kind="superseded").values
    assert facts["reason"] == DRAWS["illustrative-1"]["reason"]
    assert facts["reason"].startswith("[Illustrative]")


@pytest.mark.parametrize("code", DRAWS)
def test_the_history_of_each_draw_is_intact(loaded, code):
    assert verify_chain(Draw.objects.get(code=code)) == []


@pytest.mark.parametrize("code", DRAWN)
def test_the_verifier_finds_each_transcript_right(loaded, code):
    draw = Draw.objects.get(code=code)
    verdict = verdict_on(draw.transcript)
    assert (verdict.ok, verdict.hash, verdict.kind) == (True, draw.result_hash, draw.kind)


def test_all_start_from_the_sites_own_list_of_45_made_up_states(loaded):
    parties = PartiesList.objects.get()
    assert (parties.is_illustrative, parties.as_at_text) == (True, "2020-06-30")
    states = read_parties(parties.table, Rules())
    assert [state.code for state in states] == sorted(STATES)
    assert len(states) == 45


def test_seeds_and_their_sources_say_that_they_are_made_up(loaded):
    seeds = [draw.seed for draw in Draw.objects.all() if draw.has_result]
    assert [seed for seed in seeds if "MADE UP" not in seed] == []
    assert len(set(seeds)) == len(seeds) == 4
    assert set(Draw.objects.values_list("beacon", flat=True)) == {"", "DEMO BEACON (made up)"}


def test_the_trial_has_additional_lots_and_the_draws_have_none(loaded):
    extra = {code: '+","step"' in Draw.objects.get(code=code).transcript for code in DRAWN}
    assert extra == {code: code == "illustrative-trial" for code in DRAWN}


def test_a_simulation_of_what_is_suggested_is_shown_to_the_public(loaded):
    simulation = Simulation.objects.get()
    variants = simulation.variants.order_by("position")
    assert (simulation.state, simulation.failure, simulation.is_public) == ("done", "", True)
    assert [each.rules for each in variants] == [Rules.from_values(each).values() for each in SUGGESTIONS]
    assert [(each.done, each.tally["draws"]) for each in variants] == [(3, 3)] * 3


def test_a_second_run_changes_nothing(loaded):
    before = everything()
    loading.load(CONTENT)
    assert everything() == before


# What readers see


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_draws_lists_them_by_name(loaded, client, language):
    shown = client.get(f"/{language}/lots/").content.decode()
    names = CONTENT.words[language]["draws"]
    assert [name for name in names.values() if name not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", DRAWS)
def test_every_page_and_file_of_a_draw_opens(loaded, client, language, code):
    names = ["draw", "input", "rules", *(["result", "result_file", "transcript"] if code in DRAWN else [])]
    answers = {name: client.get(address(language, name, code)).status_code for name in names}
    assert answers == dict.fromkeys(names, 200)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", DRAWS)
def test_every_page_of_a_draw_is_marked(loaded, client, language, code):
    marks = {in_words(language, "Illustrative")}
    if DRAWS[code]["kind"] == "simulation":
        marks.add(in_words(language, "Simulation"))
    places = [("draw", code), *([("result", code), ("state", code, "AF01")] if code in DRAWN else [])]
    for place in places:
        assert marks - texts(client.get(address(language, *place))) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_every_state_opens_and_names_it(loaded, client, language):
    with translation.override(language):
        names = {code: str(StateNames.of(PartiesList.objects.get()).state(code)) for code in STATES}
    for code in STATES:
        response = client.get(address(language, "state", "illustrative-2", code))
        assert (code, response.status_code) == (code, 200)
        assert names[code] in BeautifulSoup(response.content, "html.parser").h1.text


def test_the_page_of_every_state_of_the_trial_opens(loaded, client):
    answers = {
        code: client.get(address("en", "state", "illustrative-trial", code)).status_code for code in STATES
    }
    assert answers == dict.fromkeys(STATES, 200)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_state_is_named_in_english_to_readers_of_another_language(loaded, client, language):
    parties, named = PartiesList.objects.get(), {}
    for each in ("en", language):
        with translation.override(each):
            named[each] = {str(StateNames.of(parties).state(code)) for code in STATES}
    shown = texts(client.get(address(language, "result", "illustrative-2")))
    assert named[language] - shown == set()
    assert named["en"] & shown == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_suggestions_open_with_figures(loaded, client, language):
    response = client.get(address(language, "simplification"))
    assert response.status_code == 200
    assert in_words(language, "Illustrative") in response.content.decode()


# What is wrong with draws is found before anything is written


def problems(code, **changes):
    content = deepcopy(CONTENT)
    row = next(row for row in content.facts["draws"] if row["code"] == code)
    row.update(changes)
    for key in [key for key, value in changes.items() if value is None]:
        del row[key]
    return list(lot_problems(content))


def test_nothing_is_wrong_with_the_draws():
    assert list(lot_problems(CONTENT)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"state": "draft", "seed": None}, "state cannot be draft"),
        ({"kind": "trial"}, "kind cannot be trial"),
        ({"seed": None}, "drawn, and no seed"),
        ({"state": "sealed"}, "a seed, and not drawn"),
        ({"state": "superseded"}, "superseded draws, and only these, have a successor and a reason"),
        ({"state": "superseded", "reason": "x", "superseded_by": "x"}, "there is no draw x"),
    ],
)
def test_a_draw_that_cannot_be_is_named(changes, problem):
    assert problems("illustrative-3", **changes) == [f"facts.toml: draw illustrative-3: {problem}"]
