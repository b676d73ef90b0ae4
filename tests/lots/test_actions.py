"""From a draft to a confirmed result: what each verb checks, changes, logs and writes down."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from reviewmech.lots import actions
from reviewmech.lots.engine import Rules, canonical, draw, hash_of, prepare, read_parties, write_transcript
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw, DrawEvent, PartiesList
from reviewmech.lots.verifier.verify_lots import Verdict
from tests.lots.drawing import SEED, make_draft, make_draw, person
from tests.lots.lists import make_list, many, table
from tests.support import everything

pytestmark = pytest.mark.django_db

SIGNATURE = "a1" * 48
VALUE = sha256(bytes.fromhex(SIGNATURE)).hexdigest()


@pytest.fixture
def drawer(db):
    return person("drawer")


@pytest.fixture
def confirmer(db):
    return person("confirmer")


def entries(row: object) -> list[tuple[str, int]]:
    return list(ModelLogEntry.objects.for_instance(row).order_by("pk").values_list("action", "user"))


def refused(kind: type[Exception], verb, *args, **words) -> list[str]:
    """What a verb says when it refuses, and that it has changed nothing."""
    before = everything()
    with pytest.raises(kind) as caught:
        verb(*args, **words)
    assert everything() == before
    return getattr(caught.value, "messages", [str(caught.value)])


# --- Sealing


def test_sealing_writes_down_what_is_sealed(drawer):
    parties = make_list(as_at="2019-01-01", source="A note")
    parties.refresh_from_db()
    sealed = actions.seal_draw(make_draft(parties=parties), by=drawer)
    assert (sealed.state, Draw.objects.get().state) == (DrawState.SEALED, DrawState.SEALED)
    event = DrawEvent.objects.get()
    rules = Rules().values()
    states = [state.values() for state in read_parties(parties.table, Rules())]
    assert event.values == {
        "draw": "first-draw",
        "number": 1,
        "kind": "sealed",
        "at": event.at.isoformat(),
        "person": drawer.pk,
        "kind_of_draw": "official",
        "table_sha256": parties.sha256,
        "as_at": "2019-01-01",
        "source": "A note",
        "rules": rules,
        "rules_hash": hash_of(canonical(rules)),
        "beacon": "A public beacon",
        "beacon_round": "17",
        "states": 8,
        "input_hash": hash_of(canonical(states)),
    }
    assert entries(sealed) == [("lots.seal", drawer.pk)]


def test_a_draw_that_no_result_can_satisfy_is_not_sealed(drawer):
    draft = make_draft(parties=make_list(many(5, groups=1)))
    words = refused(actions.NoResult, actions.seal_draw, draft, by=drawer)
    assert (words[0], words[-1]) == (
        "No result can satisfy these rules.",
        "  Other reviewer: Any group (other)",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (table(["AAA,North,2004-02-01,,,"]), "The table has 1 States parties; at least 3 are needed."),
        (
            table(["AAA,,2004-02-01,,,"]),
            "Row 2, column regional_group: AAA has no group, and the rule outside_groups does not name it.",
        ),
    ],
)
def test_a_list_that_the_rules_cannot_read_is_not_sealed(drawer, text, words):
    draft = make_draft(parties=make_list(text))
    assert refused(ValidationError, actions.seal_draw, draft, by=drawer) == [words]


def test_an_official_draw_names_the_source_of_its_seed_first(drawer):
    words = refused(ValidationError, actions.seal_draw, make_draft(beacon=" "), by=drawer)
    assert words == ["Say where the seed will come from, before anybody can know it."]
    simulation = make_draft("simulated", beacon="", kind=DrawKind.SIMULATION)
    assert actions.seal_draw(simulation, by=drawer).state == DrawState.SEALED


def test_a_list_whose_source_no_transcript_can_hold_is_not_sealed(drawer):
    draft = make_draft(parties=make_list(source="tab\there"))
    assert refused(ValidationError, actions.seal_draw, draft, by=drawer) == [
        "The source of the list has a character that a transcript cannot hold: make another list."
    ]


def test_a_draft_that_is_gone_is_not_sealed(drawer):
    draft = make_draft()
    Draw.objects.get().delete()
    assert refused(actions.WrongState, actions.seal_draw, draft, by=drawer) == ["The draft was deleted."]


# --- Drawing


def test_the_draw_is_what_anybody_computes_from_the_same_input(drawer):
    parties = make_list(as_at="2019-01-01", source="A note")
    parties.refresh_from_db()
    drawn = make_draw(DrawState.DRAWN, parties=parties)
    setting = prepare(read_parties(parties.table, Rules()), Rules())
    expected = write_transcript(draw(setting, SEED), kind="official", as_at="2019-01-01", source="A note")
    assert (drawn.seed, drawn.transcript, drawn.result_hash) == (SEED, expected.text, expected.hash)
    event = DrawEvent.objects.get(kind="drawn")
    facts = {name: event.values[name] for name in event.values if name not in event.own_facts()}
    assert facts == {
        "seed": SEED,
        "beacon": "A public beacon",
        "beacon_round": "17",
        "signature": "",
        "signature_checked": 0,
        "transcript_sha256": sha256(expected.text.encode()).hexdigest(),
        "result_hash": expected.hash,
    }
    assert entries(drawn) == [("lots.seal", drawer.pk), ("lots.draw", drawer.pk)]


def test_a_signature_whose_hash_is_the_seed_is_checked(drawer):
    sealed = make_draw(DrawState.SEALED)
    typed = f" {SIGNATURE[:40]}\n{SIGNATURE[40:].upper()}"
    drawn = actions.draw_lots(sealed, seed=VALUE, signature=typed, by=drawer)
    assert drawn.signature == SIGNATURE
    assert DrawEvent.objects.get(kind="drawn").values["signature_checked"] == 1


@pytest.mark.parametrize(
    ("seed", "signature", "words"),
    [
        ("", "", ["A seed is 1 to 200 characters without | and control characters, in the normal form NFC."]),
        (
            "a|b",
            "",
            ["A seed is 1 to 200 characters without | and control characters, in the normal form NFC."],
        ),
        (VALUE, "xyz", ["A signature is written in hexadecimal: 0 to 9 and a to f."]),
        (VALUE, "abc", ["A signature is written in hexadecimal: 0 to 9 and a to f."]),
        (SEED, SIGNATURE, [f"The SHA-256 of this signature is {VALUE}, and that is not the seed."]),
        (VALUE.upper(), SIGNATURE, [f"The SHA-256 of this signature is {VALUE}, and that is not the seed."]),
    ],
)
def test_a_seed_or_signature_that_cannot_be_is_refused(drawer, seed, signature, words):
    sealed = make_draw(DrawState.SEALED)
    verb = {"seed": seed, "signature": signature, "by": drawer}
    assert refused(ValidationError, actions.draw_lots, sealed, **verb) == words


@pytest.mark.parametrize("state", [each for each in DrawState.values if each != DrawState.SEALED])
def test_only_a_sealed_draw_is_drawn(drawer, state):
    made = make_draw(state)
    refused(actions.WrongState, actions.draw_lots, made, seed="another", by=drawer)


# --- Confirming


def test_another_person_confirms_what_the_verifier_finds_right(confirmer):
    confirmed = actions.confirm_draw(make_draw(DrawState.DRAWN), by=confirmer)
    assert confirmed.state == DrawState.CONFIRMED
    event = DrawEvent.objects.get(kind="confirmed")
    assert (event.values["result_hash"], event.person) == (confirmed.result_hash, confirmer.pk)
    assert entries(confirmed)[-1] == ("lots.confirm", confirmer.pk)


def test_whoever_has_drawn_does_not_confirm_not_even_a_superuser(drawer):
    drawn = make_draw(DrawState.DRAWN)
    words = refused(PermissionDenied, actions.confirm_draw, drawn, by=drawer)
    assert words == ["Whoever has drawn the lots does not confirm the draw."]


def test_a_simulation_is_never_confirmed(confirmer):
    drawn = make_draw(DrawState.DRAWN, kind=DrawKind.SIMULATION)
    words = refused(actions.WrongState, actions.confirm_draw, drawn, by=confirmer)
    assert words == ["A simulation is never confirmed."]


def test_what_the_verifier_finds_wrong_is_not_confirmed(confirmer, monkeypatch):
    wrong = Verdict(False, line=7, message="another ball wins")
    monkeypatch.setattr("reviewmech.lots.actions.confirming.verdict_on", lambda text: wrong)
    words = refused(actions.WrongState, actions.confirm_draw, make_draw(DrawState.DRAWN), by=confirmer)
    assert words == ["The verifier finds line 7 of the transcript wrong: another ball wins"]


def test_a_right_transcript_of_another_draw_is_not_confirmed(confirmer, drawer, monkeypatch):
    """One that was brought in with a history of its own, by somebody who can do that."""
    other = make_list(many(9))
    rules = Rules(most_reviews=4)
    setting = prepare(read_parties(other.table, rules), rules)
    foreign = write_transcript(draw(setting, "another"), kind="simulation")
    monkeypatch.setattr("reviewmech.lots.actions.holding.transcript_of", lambda *args: foreign)
    words = refused(actions.WrongState, actions.confirm_draw, make_draw(DrawState.DRAWN), by=confirmer)
    assert words == ["The transcript is not of this draw: its kind, its list of States, its rules, its seed."]


# --- Superseding


@pytest.mark.parametrize("state", [DrawState.DRAWN, DrawState.CONFIRMED])
def test_a_result_that_holds_no_longer_stays_with_the_reason(confirmer, state):
    made, second = make_draw(state), make_draw(DrawState.SEALED, code="second-draw")
    done = actions.supersede_draw(made, reason=" A State\n was missing. ", by=confirmer, successor=second)
    assert (done.state, done.superseded_by) == (DrawState.SUPERSEDED, second)
    assert done.transcript == made.transcript
    values = DrawEvent.objects.get(kind="superseded").values
    assert (values["reason"], values["superseded_by"]) == ("A State was missing.", "second-draw")
    assert entries(done)[-1] == ("lots.supersede", confirmer.pk)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 1001])
def test_the_reason_is_there_and_can_be_read(confirmer, reason):
    refused(ValidationError, actions.supersede_draw, make_draw(DrawState.DRAWN), reason=reason, by=confirmer)


@pytest.mark.parametrize("other", ["itself", "draft", "superseded", "simulation"])
def test_not_every_draw_can_take_the_place(confirmer, other):
    made = make_draw(DrawState.DRAWN)
    successor = {
        "itself": lambda: made,
        "draft": lambda: make_draft("second-draw"),
        "superseded": lambda: make_draw(DrawState.SUPERSEDED, code="second-draw"),
        "simulation": lambda: make_draw(DrawState.SEALED, code="second-draw", kind=DrawKind.SIMULATION),
    }[other]()
    verb = {"reason": "Wrong.", "successor": successor, "by": confirmer}
    assert refused(ValidationError, actions.supersede_draw, made, **verb) == [
        "Only another draw of the same kind, sealed and not superseded, can take the place."
    ]


# --- Lists


def test_a_list_is_kept_byte_for_byte(drawer):
    text = "\ufeff" + many().replace("\n", "\r\n")
    parties = actions.add_parties(title="List", table=text, source=" Cafe\u0301 ", by=drawer)
    assert (PartiesList.objects.get().table, parties.source, parties.created_by) == (text, "Café", drawer)
    assert entries(parties) == [("lots.add_parties", drawer.pk)]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"source": "two\nlines"}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"table": "iso3\n"}, "table"),
        ({"table": many() + "\n" * 1024 * 1024}, "table"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_at_its_field(drawer, facts, wrong):
    with pytest.raises(ValidationError) as caught:
        actions.add_parties(**{"title": "List", "table": many(), "by": drawer, **facts})
    assert list(caught.value.message_dict) == [wrong]
    assert PartiesList.objects.count() == 0
