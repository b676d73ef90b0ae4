"""What is sealed, drawn or written once is refused to change: by rows and by querysets."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils import timezone

from reviewmech.lots import urls as lots_urls
from reviewmech.lots.enums import MOVES, DrawKind, DrawState
from reviewmech.lots.models import Draw, DrawEvent, PartiesList
from reviewmech.lots.models.draw import RESERVED_CODES
from tests.lots.drawing import make_draft, make_draw
from tests.lots.lists import make_list, many
from tests.support import everything

pytestmark = pytest.mark.django_db

FIXED = ["kind", "created_at"]
SEALED = ["code", "rules", "beacon", "beacon_round", "parties"]
DRAWN = ["seed", "signature", "transcript", "result_hash"]
STATES = [DrawState.SEALED, DrawState.DRAWN, DrawState.CONFIRMED, DrawState.SUPERSEDED]


def another(field: str) -> object:
    values = {"kind": DrawKind.SIMULATION, "created_at": timezone.now(), "rules": {"most_reviews": 9}}
    return make_list(many(9)) if field == "parties" else values.get(field, "another")


def refuse(draw: Draw, **changes: object) -> None:
    """Saving the changes is refused, with and without ``update_fields``, and leaves everything as it was."""
    before = everything()
    for only in (None, list(changes)):
        row = Draw.objects.get(pk=draw.pk)
        for name, value in changes.items():
            setattr(row, name, value)
        with pytest.raises(TypeError):
            row.save(update_fields=only)
    assert everything() == before


@pytest.mark.parametrize("field", FIXED)
def test_what_a_draw_is_never_changes(field):
    refuse(make_draw(), **{field: another(field)})


@pytest.mark.parametrize("field", SEALED)
def test_a_draft_may_still_change(field):
    draw, value = make_draw(), another(field)
    setattr(draw, field, value)
    draw.save()
    assert getattr(Draw.objects.get(), field) == value


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("field", [*FIXED, *SEALED])
def test_what_is_sealed_never_changes(state, field):
    refuse(make_draw(state), **{field: another(field)})


@pytest.mark.parametrize("state", STATES[1:])
@pytest.mark.parametrize("field", DRAWN)
def test_what_is_drawn_never_changes(state, field):
    refuse(make_draw(state), **{field: another(field)})


@pytest.mark.parametrize("before", DrawState.values)
@pytest.mark.parametrize("after", DrawState.values)
def test_states_lead_one_way(before, after):
    draw = make_draw(before)
    draw.state = after
    if after in MOVES[before]:
        draw._refuse_changes(Draw.objects.get(), {"state"})
    elif after != before:
        refuse(draw, state=after)


def test_the_name_may_be_corrected_at_any_time():
    draw = make_draw(DrawState.CONFIRMED)
    draw.name_fr = "Premier tirage"
    draw.save()
    assert Draw.objects.get().name_fr == "Premier tirage"


def test_no_draw_begins_with_a_result():
    with pytest.raises(TypeError):
        make_draft(state=DrawState.DRAWN, seed="s", transcript="t", result_hash="h")


def test_an_object_with_the_key_of_another_row_is_held_to_the_same():
    draw = make_draw(DrawState.SEALED)
    with pytest.raises(TypeError):
        Draw(pk=draw.pk, code="forged", parties=draw.parties, name_en="Forged").save()


@pytest.mark.parametrize("state", [DrawState.DRAFT, DrawState.SEALED])
@pytest.mark.parametrize("field", ["seed", "transcript"])
def test_there_is_no_seed_and_no_transcript_before_the_draw(state, field):
    draw = make_draw(state)
    setattr(draw, field, "too early")
    with pytest.raises(IntegrityError):
        draw.save()


def test_a_successor_is_named_only_when_a_draw_is_superseded():
    refuse(make_draw(DrawState.SUPERSEDED), superseded_by=make_draft("second-draw"))
    with pytest.raises(IntegrityError):
        models.QuerySet(Draw).filter(state=DrawState.DRAFT).update(superseded_by=Draw.objects.last())


@pytest.mark.parametrize("state", STATES)
def test_only_a_draft_is_deleted(state):
    draw = make_draw(state)
    with pytest.raises(TypeError):
        draw.delete()
    assert Draw.objects.count() == 1
    make_draft("second-draw").delete()
    assert Draw.objects.count() == 1


@pytest.mark.parametrize("model", [Draw, DrawEvent, PartiesList])
def test_querysets_change_nothing(model):
    make_draw(DrawState.DRAWN)
    before, row = everything(), model.objects.first()
    field = {Draw: "name_en", DrawEvent: "facts", PartiesList: "title"}[model]
    with pytest.raises(TypeError):
        model.objects.update(**{field: "changed"})
    with pytest.raises(TypeError):
        model.objects.bulk_update([row], [field])
    with pytest.raises(TypeError):
        model.objects.bulk_create([row], update_conflicts=True, update_fields=[field], unique_fields=["pk"])
    with pytest.raises((TypeError, models.ProtectedError)):
        model.objects.all().delete()
    assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda draw, other: other.events.add(draw.events.first()),
        lambda draw, other: other.events.set(draw.events.all()),
        lambda draw, other: other.parties.draws.add(draw),
        lambda draw, other: draw.supersedes.add(other),
        lambda draw, other: other.supersedes.add(draw),
        lambda draw, other: draw.parties.draws.update(kind=DrawKind.SIMULATION),
        lambda draw, other: draw.events.update(facts="{}"),
        lambda draw, other: draw.events.all().delete(),
        lambda draw, other: Draw._base_manager.update(kind=DrawKind.SIMULATION),
        lambda draw, other: DrawEvent._base_manager.update(facts="{}"),
    ],
)
def test_no_manager_of_related_rows_goes_around(change):
    draw, other = make_draw(DrawState.DRAWN), make_draw(DrawState.SEALED, code="second-draw")
    before = everything()
    with pytest.raises(TypeError):
        change(draw, other)
    assert everything() == before


@pytest.mark.parametrize("model", [DrawEvent, PartiesList])
def test_rows_written_once_are_not_written_again(model):
    make_draw(DrawState.DRAWN)
    before, row = everything(), model.objects.first()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        model.objects.update_or_create({"source": "x"} if model is PartiesList else {"facts": ""}, pk=row.pk)
    assert everything() == before


def test_events_are_not_deleted():
    make_draw(DrawState.SEALED)
    with pytest.raises(TypeError):
        DrawEvent.objects.get().delete()
    assert DrawEvent.objects.count() == 1


def test_a_list_is_deleted_only_while_nothing_starts_from_it():
    parties = make_list()
    draw = make_draft(parties=parties)
    with pytest.raises(models.ProtectedError):
        parties.delete()
    draw.delete()
    parties.delete()
    assert PartiesList.objects.count() == 0


def test_a_list_has_the_hash_of_its_bytes():
    text = "\ufeffiso3,α\r\n"
    assert make_list(text).sha256 == sha256(text.encode()).hexdigest()


def test_what_forgets_a_person_forgets_nothing_else(member):
    parties = make_list(created_by=member)
    draw = make_draft(parties=parties, created_by=member)
    member.delete()
    assert (PartiesList.objects.get().created_by, Draw.objects.get().created_by) == (None, None)
    assert Draw.objects.get() == draw


def test_a_simulation_is_never_confirmed_in_the_database():
    draw = make_draw(DrawState.DRAWN, kind=DrawKind.SIMULATION)
    with pytest.raises(IntegrityError):
        models.QuerySet(Draw).filter(pk=draw.pk).update(state=DrawState.CONFIRMED)


def test_no_draw_has_the_address_of_another_page():
    taken = {
        str(pattern.pattern).removeprefix("lots/").removesuffix("/")
        for pattern in lots_urls.urlpatterns
        if "<" not in str(pattern.pattern)
    }
    assert taken == RESERVED_CODES


def test_rules_that_cannot_be_read_are_refused_with_the_reason():
    draw = make_draft()
    draw.rules = {"most_reviews": "many", "luck": 1}
    with pytest.raises(ValidationError) as caught:
        draw.full_clean()
    assert caught.value.message_dict == {
        "rules": ["There is no rule luck.", 'The rule most_reviews cannot be "many"; it can be 0 to 500.']
    }
