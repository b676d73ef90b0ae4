"""The draft of a draw in the admin: its form, with one field a switch."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from reviewmech.lots.actions import WrongState
from reviewmech.lots.engine import RULES, Rules
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw
from tests.lots.drawing import make_draft, make_draw
from tests.lots.lists import make_list
from tests.lots.screens import NEW, at, form, text
from tests.support import everything

pytestmark = pytest.mark.django_db


def errors(response) -> dict[str, list[str]]:
    """What is said at which field of the draft's form."""
    found = response.context["form"]
    of_rules = {f"rules-{name}": list(said) for name, said in found.rules_form.errors.items()}
    return {name: list(said) for name, said in found.errors.items()} | of_rules


def test_a_draft_is_made_with_its_rules(signed_in, publisher):
    answer = signed_in(publisher).post(NEW, form(parties=make_list().pk, **{"rules-most_reviews": "5"}))
    draw = Draw.objects.get()
    assert (answer.status_code, answer.url) == (302, at(draw, "inspect"))
    assert (draw.state, draw.created_by, draw.beacon_round) == (DrawState.DRAFT, publisher, "7")
    outside = {"PSE": "Asia-Pacific States", "EU": ""}
    assert draw.rules == {**Rules().values(), "most_reviews": 5, "outside_groups": outside}
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(draw)] == ["wagtail.create"]


def test_a_draft_is_changed_and_deleted(signed_in, publisher):
    browser, draw = signed_in(publisher), make_draft()
    fields = form(parties=draw.parties.pk, **{"rules-home": "any"})
    del fields["rules-no_mutual_reviews"]
    browser.post(at(draw, "edit"), fields)
    draw.refresh_from_db()
    assert (draw.code, draw.rules["home"], draw.rules["no_mutual_reviews"]) == ("a-draw", "any", 0)
    assert browser.post(at(draw, "delete")).status_code == 302
    assert Draw.objects.count() == 0


def test_the_form_of_a_draft_shows_its_rules(signed_in, publisher):
    draw = make_draft(rules={**Rules().values(), "most_reviews": 9, "not_itself": 0})
    found = signed_in(publisher).get(at(draw, "edit")).context["form"].rules_form
    assert (found["most_reviews"].value(), found["not_itself"].value()) == (9, 0)


def test_each_switch_says_where_it_stands(signed_in, publisher):
    page = text(signed_in(publisher).get(NEW))
    for rule in RULES:
        assert f'name="rules-{rule.key}"' in page
    assert page.count(": sourced)") == sum(rule.status == "sourced" for rule in RULES)
    assert "(annex to resolution 9/1, paragraphs 17, 28 (a): sourced)" in page
    assert page.count("not confirmed)") == sum(rule.status == "not confirmed" for rule in RULES)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rules-package": "luck"}, {"rules-package"}),
        ({"rules-home": "different"}, {"rules-home"}),
        ({"rules-most_reviewers": "5"}, {"rules-most_reviewers"}),
        ({"rules-most_reviews": "501"}, {"rules-most_reviews"}),
        ({"rules-most_reviews": "some"}, {"rules-most_reviews"}),
        ({"rules-fewest_reviews": "4"}, {"rules-fewest_reviews"}),
        ({"rules-outside_groups": "pse: Asia"}, {"rules-outside_groups"}),
        ({"rules-outside_groups": "PSE Asia"}, {"rules-outside_groups"}),
        ({"rules-outside_groups": "PSE: a\nPSE: b"}, {"rules-outside_groups"}),
        ({"code": "no code"}, {"code"}),
        ({"code": "verify"}, {"code"}),
        ({"name_en": ""}, {"name_en"}),
        ({"kind": "rehearsal"}, {"kind"}),
        ({"code": "", "rules-home": ""}, {"code", "rules-home"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(signed_in, publisher, fields, said):
    answer = signed_in(publisher).post(NEW, form(parties=make_list().pk, beacon="Typed words", **fields))
    assert (answer.status_code, Draw.objects.count()) == (200, 0)
    assert set(errors(answer)) == said
    assert 'value="Typed words"' in text(answer)


def test_the_kind_is_chosen_once(signed_in, publisher):
    draw = make_draft(kind=DrawKind.SIMULATION)
    signed_in(publisher).post(at(draw, "edit"), form(parties=draw.parties.pk, kind="official"))
    draw.refresh_from_db()
    assert (draw.kind, draw.code) == (DrawKind.SIMULATION, "a-draw")


@pytest.mark.parametrize("state", ["sealed", "drawn", "confirmed", "superseded"])
@pytest.mark.parametrize("page", ["edit", "delete"])
def test_what_is_sealed_is_not_changed_and_not_deleted(signed_in, root, state, page):
    draw, browser = make_draw(state), signed_in(root)
    before = everything()
    for answer in (browser.get(at(draw, page)), browser.post(at(draw, page), form(parties=draw.parties.pk))):
        assert (answer.status_code, answer.url) == (302, at(draw, "inspect"))
    assert {**everything(), "sessions.Session": []} == {**before, "sessions.Session": []}


def test_a_form_that_comes_while_the_draw_is_being_sealed_changes_nothing(signed_in, root, monkeypatch):
    """The draw was a draft when the page was asked for, and is none when it would be saved."""
    draw = make_draft()

    def refuse(*args: object) -> None:
        raise WrongState("Sealed.")

    monkeypatch.setattr("reviewmech.lots.admin_draws.locked", refuse)
    answer = signed_in(root).post(at(draw, "edit"), form(parties=draw.parties.pk))
    assert (answer.status_code, answer.url) == (302, at(draw, "inspect"))
    assert Draw.objects.get().code == "first-draw"
