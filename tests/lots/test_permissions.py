"""Who may do what with lists and draws, when."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from reviewmech.lots import actions, permissions
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw
from tests.lots.drawing import make_draw, person
from tests.lots.lists import many
from tests.support import everything

pytestmark = pytest.mark.django_db

NOBODY: set[str] = set()
# By state: who may do each thing. The drawer is a superuser, and is the one who has drawn.
MAY = {
    DrawState.DRAFT: {"prepare": {"publisher", "drawer"}, "seal": {"publisher", "drawer"}},
    DrawState.SEALED: {"hold": {"publisher", "drawer"}},
    DrawState.DRAWN: {"confirm": {"administrator"}, "supersede": {"administrator", "drawer"}},
    DrawState.CONFIRMED: {"supersede": {"administrator", "drawer"}},
    DrawState.SUPERSEDED: {},
}
VERBS = {
    "seal": actions.seal_draw,
    "hold": lambda draw, by: actions.draw_lots(draw, seed="s", by=by),
    "confirm": actions.confirm_draw,
    "supersede": lambda draw, by: actions.supersede_draw(draw, reason="Wrong.", by=by),
}


@pytest.fixture
def everybody(publisher, administrator, outsiders) -> dict:
    return {"publisher": publisher, "administrator": administrator, "drawer": person("drawer"), **outsiders}


@pytest.mark.parametrize("state", DrawState.values)
@pytest.mark.parametrize("what", ["prepare", "seal", "hold", "confirm", "supersede"])
def test_who_may_when(everybody, state, what):
    draw = make_draw(state)
    may = getattr(permissions, f"can_{what}")
    assert {name for name, user in everybody.items() if may(user, draw)} == MAY[state].get(what, NOBODY)


@pytest.mark.parametrize("what", VERBS)
def test_outsiders_are_refused_by_the_verbs_and_change_nothing(outsiders, what):
    draw = make_draw({"seal": "draft", "hold": "sealed"}.get(what, "drawn"))
    before = everything()
    for user in outsiders.values():
        with pytest.raises(PermissionDenied):
            VERBS[what](draw, by=user)
    assert everything() == before


def test_outsiders_make_no_list(outsiders, administrator):
    for user in [*outsiders.values(), administrator]:
        assert not permissions.can_add_parties(user)
        with pytest.raises(PermissionDenied):
            actions.add_parties(title="List", table=many(), by=user)


def test_nobody_confirms_a_simulation(everybody):
    draw = make_draw(DrawState.DRAWN, kind=DrawKind.SIMULATION)
    assert [name for name, user in everybody.items() if permissions.can_confirm(user, draw)] == []


def test_who_sees_a_draft(everybody):
    make_draw()
    seen = {name for name, user in everybody.items() if Draw.objects.visible_to(user).exists()}
    assert seen == {"publisher", "drawer"}


@pytest.mark.parametrize("state", ["sealed", "drawn", "confirmed", "superseded"])
def test_everybody_sees_a_draw_from_its_sealing_on(everybody, state):
    make_draw(state)
    assert all(Draw.objects.visible_to(user).exists() for user in everybody.values())
