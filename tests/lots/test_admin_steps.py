"""From a draft to a confirmed result in the admin: one clear step after the other."""

from __future__ import annotations

from hashlib import sha256

import pytest

from home.models import User
from reviewmech.lots.engine import Rules, canonical
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw
from tests.lots.drawing import SEED, make_draft, make_draw
from tests.lots.forging import forge
from tests.lots.lists import make_list, many
from tests.lots.screens import STEPS, at, text

pytestmark = pytest.mark.django_db


def test_the_way_from_a_draft_to_a_confirmed_result(signed_in, client, publisher, administrator):
    draw = make_draft()
    browser = signed_in(publisher)
    assert "Nothing has happened yet" in text(browser.get(at(draw, "inspect")))
    assert browser.post(at(draw, "seal")).url == at(draw, "inspect")
    assert browser.post(at(draw, "draw"), {"seed": SEED, "signature": ""}).url == at(draw, "inspect")
    client.force_login(administrator)
    assert client.post(at(draw, "confirm")).url == at(draw, "inspect")
    draw.refresh_from_db()
    assert (draw.state, draw.seed) == (DrawState.CONFIRMED, SEED)
    page = text(client.get(at(draw, "inspect")))
    assert "The history is intact" in page
    assert page.count(draw.result_hash) >= 1


@pytest.mark.parametrize(
    ("state", "person", "label"),
    [
        ("draft", "publisher", "Seal the draw"),
        ("sealed", "publisher", "Draw the lots"),
        ("drawn", "publisher", None),
        ("drawn", "administrator", "Confirm the draw"),
        ("sealed", "administrator", None),
        ("confirmed", "administrator", None),
        ("superseded", "administrator", None),
    ],
)
def test_one_button_leads_to_the_next_step(signed_in, publisher, administrator, state, person, label):
    people = {"publisher": publisher, "administrator": administrator}
    answer = signed_in(people[person]).get(at(make_draw(state), "inspect"))
    step = answer.context["step"]
    assert (step and step["label"]) == label
    assert (f'class="button">{label}</a>' in text(answer)) == bool(label)


def test_the_page_of_the_sealing_shows_what_is_sealed(signed_in, publisher):
    draw = make_draft()
    answer = signed_in(publisher).get(at(draw, "seal"))
    page = text(answer)
    states = [{"code": f"A{n:02}", "group": f"Group {n % 2 + 1}"} for n in range(8)]
    states = [{**state, "instruments": ["UNTOC", "TIP", "SOM", "FA"]} for state in states]
    for shown in (canonical(states), canonical(Rules().values()), draw.parties.table):
        assert sha256(shown.encode()).hexdigest() in page
    assert "A public beacon" in page
    assert "nobody can change its list" in page


def test_what_no_result_can_satisfy_is_told_with_counts_and_repairs(signed_in, publisher):
    draw = make_draft(parties=make_list(many(5, groups=1)))
    browser = signed_in(publisher)
    for answer in (browser.get(at(draw, "seal")), browser.post(at(draw, "seal"))):
        page = text(answer)
        assert "No result can satisfy these rules." in page
        assert "Other reviewer: Any group (other)" in page
        assert '<button type="submit" class="button">Seal the draw' not in page
    assert answer.status_code == 422
    assert Draw.objects.get().state == DrawState.DRAFT


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"seed": ""}, "seed"), ({"seed": "a|b"}, "seed"), ({"seed": "s", "signature": "no"}, "signature")],
)
def test_a_seed_that_cannot_be_is_told_at_its_field_and_kept(signed_in, publisher, fields, said):
    draw = make_draw(DrawState.SEALED)
    answer = signed_in(publisher).post(at(draw, "draw"), fields)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [said])
    assert f'value="{fields["seed"]}"' in text(answer) or not fields["seed"]
    assert Draw.objects.get().state == DrawState.SEALED


def test_superseding_asks_for_a_reason(signed_in, administrator):
    draw, second = make_draw(DrawState.DRAWN), make_draw(DrawState.SEALED, code="second-draw")
    browser = signed_in(administrator)
    answer = browser.post(at(draw, "supersede"), {"reason": "", "successor": second.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    browser.post(at(draw, "supersede"), {"reason": "A State <b>was missing", "successor": second.pk})
    draw.refresh_from_db()
    assert (draw.state, draw.superseded_by) == (DrawState.SUPERSEDED, second)
    assert "A State &lt;b&gt;was missing" in text(browser.get(at(draw, "inspect")))


def test_whoever_has_drawn_is_told_that_somebody_else_confirms(signed_in):
    draw = make_draw(DrawState.DRAWN)
    browser = signed_in(User.objects.get(email="drawer@example.org"))
    assert "You have drawn the lots: somebody else confirms the draw." in text(
        browser.get(at(draw, "inspect"))
    )
    assert browser.post(at(draw, "confirm")).status_code == 302
    assert Draw.objects.get().state == DrawState.DRAWN


@pytest.mark.parametrize("state", DrawState.values)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_not_the_next_one_leads_back_and_does_nothing(signed_in, root, state, step):
    allowed = {"draft": ["seal"], "sealed": ["draw"], "drawn": ["confirm", "supersede"]}
    allowed["confirmed"] = ["supersede"]
    if step in allowed.get(state, []):
        return
    draw, browser = make_draw(state), signed_in(root)
    for answer in (browser.get(at(draw, step)), browser.post(at(draw, step), {"seed": "s", "reason": "r"})):
        assert (answer.status_code, answer.url) == (302, at(draw, "inspect"))
    assert Draw.objects.get(pk=draw.pk).state == state


def test_a_simulation_says_so_on_every_page(signed_in, root):
    browser = signed_in(root)
    of_state = {"draft": ["inspect", "edit", "seal"], "sealed": ["inspect", "draw"], "drawn": ["inspect"]}
    for state, pages in of_state.items():
        draw = make_draw(state, code=f"a-{state}", kind=DrawKind.SIMULATION)
        for page in pages:
            assert "can never be confirmed" in text(browser.get(at(draw, page)))
    assert browser.get(at(draw, "inspect")).context["step"] is None


def test_an_illustrative_list_says_so_with_the_draw(signed_in, root):
    draw = make_draw(DrawState.DRAWN, parties=make_list(is_illustrative=True))
    assert "the list of parties is made up" in text(signed_in(root).get(at(draw, "inspect")))


def test_a_history_that_was_changed_is_told(signed_in, root):
    draw = make_draw(DrawState.DRAWN)
    forge(Draw.objects.all(), beacon="another")
    page = text(signed_in(root).get(at(draw, "inspect")))
    assert "The history of this draw is not intact." in page
    assert "The public source of the seed is not what event 1 says." in page
    assert "The history is intact" not in page
