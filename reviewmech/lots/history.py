"""Whether the history of a draw is as it was written, and the draw as its history says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .engine import InputError, canonical, hash_of
from .engine.canonical import BEFORE_THE_FIRST
from .enums import WITH_RESULT, DrawState, EventKind
from .models import Draw, DrawEvent

# What has happened to a draw in each state, in this order.
STORIES: dict[str, list[list[str]]] = {
    DrawState.DRAFT: [[]],
    DrawState.SEALED: [[EventKind.SEALED]],
    DrawState.DRAWN: [[EventKind.SEALED, EventKind.DRAWN]],
    DrawState.CONFIRMED: [[EventKind.SEALED, EventKind.DRAWN, EventKind.CONFIRMED]],
    DrawState.SUPERSEDED: [
        [EventKind.SEALED, EventKind.DRAWN, EventKind.SUPERSEDED],
        [EventKind.SEALED, EventKind.DRAWN, EventKind.CONFIRMED, EventKind.SUPERSEDED],
    ],
}


@dataclass(frozen=True)
class Flaw:
    """``number``: of the event that is wrong, or that contradicts the draw; 0: it is about all of them."""

    number: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def verify_chain(draw: Draw) -> list[Flaw]:
    """What is wrong with the history of a draw; nothing where it is intact. Two queries at most."""
    events = list(draw.events.order_by("number"))
    for event in events:
        event.draw = draw
    return [*wrong_links(events), *wrong_story(draw, events), *wrong_row(draw, events)]


def wrong_links(events: list[DrawEvent]) -> Iterator[Flaw]:
    """Numbers without a gap, each hash over the one before, each column as the facts say."""
    before = BEFORE_THE_FIRST
    for expected, event in enumerate(events, start=1):
        place = {"number": event.number}
        if event.number != expected:
            yield Flaw(event.number, _("Event %(expected)s is missing.") % {"expected": expected})
            return
        if event.previous_hash != before:
            yield Flaw(event.number, _("Event %(number)s does not follow on the one before it.") % place)
        if event.computed_hash() != event.hash:
            yield Flaw(event.number, _("Event %(number)s does not have the hash of what it says.") % place)
        if any(event.values.get(name) != value for name, value in event.own_facts().items()):
            yield Flaw(
                event.number, _("Event %(number)s was changed: its columns are not its facts.") % place
            )
        before = event.hash


def wrong_story(draw: Draw, events: list[DrawEvent]) -> Iterator[Flaw]:
    """The state is what the events led to."""
    if [event.kind for event in events] not in STORIES[draw.state]:
        yield Flaw(0, _("The state of the draw is not what its events have led to."))


def wrong_row(draw: Draw, events: list[DrawEvent]) -> Iterator[Flaw]:
    """What the draw has now is what the events say it had."""
    words = _("%(what)s is not what event %(number)s says.")
    for event in events:
        for name, (what, value) in now(draw, event.kind).items():
            if event.values.get(name) != value:
                yield Flaw(event.number, words % {"what": what, "number": event.number})


def now(draw: Draw, kind: str) -> dict[str, tuple[str, Any]]:
    """What events of a kind say of the draw, as it is at present: by the name of the fact, with a label."""
    if kind == EventKind.SEALED:
        return sealed(draw)
    if kind == EventKind.SUPERSEDED:
        successor = draw.superseded_by.code if draw.superseded_by else ""
        return {"superseded_by": (_("The draw that supersedes this one"), successor)}
    if draw.state not in WITH_RESULT:
        return {}
    result = {"result_hash": (_("The hash of the draw"), draw.result_hash)}
    if kind == EventKind.CONFIRMED:
        return result
    return {
        "seed": (_("The seed"), draw.seed),
        "signature": (_("The signature"), draw.signature),
        "transcript_sha256": (_("The transcript"), hash_of(draw.transcript)),
        **result,
    }


def sealed(draw: Draw) -> dict[str, tuple[str, Any]]:
    """What is sealed: the facts of the first event, as the draw has them now."""
    parties = draw.parties
    try:
        rules: Any = draw.read_rules().values()
    except InputError:
        rules = draw.rules
    return {
        "kind_of_draw": (_("The kind of draw"), str(draw.kind)),
        "table_sha256": (_("The table of parties"), hash_of(parties.table)),
        "as_at": (_("The day of the table"), parties.as_at_text),
        "source": (_("The source of the table"), parties.source),
        "rules": (_("The set of rules"), rules),
        "rules_hash": (_("The hash of the rules"), hash_of(canonical(rules))),
        "beacon": (_("The public source of the seed"), draw.beacon),
        "beacon_round": (_("The round of the source"), draw.beacon_round),
    }
