"""No mail reaches an outsider: for everything that is hidden, whose mails have a word of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from home.mails import Outcome, deliver, make_due_mails
from home.models import OutgoingMail
from reviewmech.consultations import actions
from reviewmech.consultations.enums import Audience, CommentStatus, Embargo
from reviewmech.consultations.models import (
    Circulation,
    Comment,
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    RoundPeriod,
)
from reviewmech.parties.enums import SeatRole
from tests import factories
from tests.consultations.writing import give_back, save, submit

from .telling import ago, follow, old_round, published, run, to, told, whole

pytestmark = pytest.mark.django_db

# A word of each hidden thing, and in whose mails it stands. Everybody follows everything, at once.
KNOWN = {
    "Zquiznamed": ["africa", "moderator"],  # the words of a comment in a consultation named for Africa
    "Zquiztitle": ["africa", "moderator"],  # its title
    "Zquizheldall": ["africa"],  # under an embargo on all: its own delegation
    "Zquizheldpublic": ["africa", "grulac", "state-a", "state-a-observer"],
    # Its own delegation was told when it was published, while it was held back from the others.
    "Zquizlifted": ["grulac", "member", "moderator", "state-a", "state-a-observer", "translator"],
    "Zquizdraft": [],
    "Zquizqueue": [],
    "Zquizreturned": [],
    "Zquizwhy": ["africa"],  # what the moderator wrote to the delegation
    "Zquizwithdrawn": [],
    "Zquizdown": [],
    "Zquizshared": [],
    "Zquizcirculated": ["africa", "state-a", "state-a-observer"],
    "Zquizworking": [],
    "Zquizopen": ["africa", "grulac", "member", "moderator", "state-a", "state-a-observer", "translator"],
}


@pytest.fixture
def people(cast, state_a, in_group):
    observer = factories.make_user("observer@example.org")
    factories.make_seat(observer, state_a, role=SeatRole.OBSERVER)
    people = cast | {"state-a-observer": observer, "translator": in_group("Translators: fr")}
    del people["visitor"]
    for person in people.values():
        follow(person)
    return people


@pytest.fixture
def named(site, africa, africa_coordinator) -> Consultation:
    """Named for Africa, with a published comment, extended a while ago, and closing in a day."""
    index = ConsultationIndexPage(title="Consultations", slug="consultations")
    factories.add_page(factories.home_page(), index)
    text = [("paragraph", {"number": "1", "text": "<p>Zquizworking stands in the working text.</p>"})]
    page = ConsultationPage(title="Zquiztitle", slug="closed-talks", working_text=text)
    factories.add_page(index, page)
    consultation = Consultation.objects.get(key=page.translation_key)
    consultation.audience = Audience.NAMED
    consultation.save()
    consultation.participants.add(africa)
    round_ = old_round(consultation, closes_at=ago(hours=-12))
    RoundPeriod.objects.create(
        round=round_, opens_at=ago(days=4), closes_at=ago(hours=-24), announced_at=ago(days=3.9)
    )
    published(round_, africa, africa_coordinator, text="Zquiznamed words")
    return consultation


@pytest.fixture
def hidden(people, named, consultation, africa, africa_coordinator, state_a, focal_point, reason):
    """Comments of the African States in every state, and one that everybody reads."""
    who = (africa, africa_coordinator)
    open_ = old_round(consultation)
    published(open_, *who, text="Zquizopen words")
    for embargo, word in ((Embargo.ALL, "Zquizheldall"), (Embargo.PUBLIC, "Zquizheldpublic")):
        held = old_round(consultation)
        held.embargo = embargo
        held.save()
        published(held, *who, text=f"{word} words", proposed_wording=f"{word} wording")
    lifted = old_round(consultation, closes_at=ago(hours=1))
    lifted.embargo = Embargo.ALL
    lifted.save()
    published(lifted, *who, hours=5, text="Zquizlifted words")
    save(open_, *who, text="Zquizdraft words")
    submit(open_, *who, text="Zquizqueue words")
    give_back(submit(open_, *who, text="Zquizreturned words"), "Zquizwhy, please?")
    actions.withdraw_comment(published(open_, *who, text="Zquizwithdrawn words"), by=africa_coordinator)
    down = published(open_, *who, text="Zquizdown words")
    Comment.objects.filter(pk=down.pk).update(
        status=CommentStatus.TAKEN_DOWN, taken_down_at=ago(minutes=30), taken_down_reason=reason
    )
    shared = save(open_, state_a, focal_point, text="Zquizshared words")
    Comment.objects.filter(pk=shared.pk).update(shared_at=ago(hours=1))
    asked = save(open_, *who, text="Zquizcirculated words")
    version = asked.pending_version
    version.frozen_at = ago(hours=1)
    version.save()
    Circulation.objects.create(
        version=version, circulated_at=ago(hours=1), silence_ends_at=timezone.now() + timedelta(days=2)
    )
    Comment.objects.get(status=CommentStatus.RETURNED).versions.update(returned_at=ago(minutes=30))


def whose(people) -> dict[str, list[str]]:
    """For each word, in whose mails it stands; the moment does not matter, nor the kind of mail."""
    said = {
        name: " ".join(whole(message) for message in mail.outbox if message.to == [person.email])
        for name, person in people.items()
    }
    return {word: sorted(name for name, words in said.items() if word in words) for word in KNOWN}


def test_every_word_stands_in_the_mails_of_those_who_may_read_it_and_of_nobody_else(people, hidden):
    call_command("send_mails", verbosity=0)
    assert {message.subject.split(":")[0] for message in mail.outbox} >= {"Zquiztitle", "Title en"}
    assert whose(people) == KNOWN


def test_reminders_and_extensions_of_a_named_consultation_reach_those_named_alone(people, named):
    Comment.objects.update(status=CommentStatus.WITHDRAWN)
    sent = run()
    assert to([message for message in sent if "Zquiztitle" in whole(message)]) == to(sent)
    subjects = sorted(
        (message.to[0].split("@")[0], message.subject.partition(" until")[0]) for message in sent
    )
    assert subjects == [
        ("africa", "Zquiztitle: comments"),
        ("africa", "Zquiztitle: more time,"),
        ("moderator", "Zquiztitle: more time,"),
    ]


def test_what_was_queued_and_may_no_longer_be_read_is_not_sent(
    member, consultation, africa, africa_coordinator
):
    follow(member)
    published(old_round(consultation), africa, africa_coordinator)
    make_due_mails(timezone.now())
    consultation.audience = Audience.NAMED
    consultation.save()
    row = OutgoingMail.objects.get(person=member)
    OutgoingMail.objects.exclude(pk=row.pk).delete()
    assert deliver() == {Outcome.CALLED_OFF: 1}
    assert mail.outbox == []


def test_of_two_comments_queued_the_one_withdrawn_meanwhile_is_left_out(
    member, consultation, africa, africa_coordinator
):
    follow(member)
    round_ = old_round(consultation)
    stays = published(round_, africa, africa_coordinator, text="Zquizstays")
    goes = published(round_, africa, africa_coordinator, text="Zquizgoes")
    make_due_mails(timezone.now())
    actions.withdraw_comment(goes, by=africa_coordinator)
    deliver()
    [message] = [each for each in mail.outbox if each.to == [member.email]]
    assert ["Zquizstays" in message.body, "Zquizgoes" in whole(message)] == [True, False]
    assert message.subject == f"Title en: Comment {stays.number} by African States"


def test_who_ends_the_mails_while_one_is_waiting_does_not_get_it(
    member, consultation, africa, africa_coordinator
):
    follow(member)
    published(old_round(consultation), africa, africa_coordinator)
    make_due_mails(timezone.now())
    actions.unsubscribe(person=member, consultation=None)
    deliver()
    assert [each for each in mail.outbox if each.to == [member.email]] == []


def test_comments_that_an_embargo_let_go_are_told_once(member, consultation, africa, africa_coordinator):
    row = follow(member, hours=3)
    round_ = old_round(consultation, closes_at=ago(hours=1))
    round_.embargo = Embargo.PUBLIC
    round_.save()
    published(round_, africa, africa_coordinator, hours=30)
    assert len(told(member)) == 1
    assert told(member) == []
    row.refresh_from_db()
    assert row.since > ago(minutes=2)


def test_the_outbox_keeps_no_words_of_what_it_tells(people, hidden):
    make_due_mails(timezone.now())
    rows = OutgoingMail.objects.values_list("subject", "text", "html", "about")
    assert [row for row in rows if "zquiz" in str(row).lower()] == []


def test_a_deactivated_member_of_a_delegation_gets_nothing(
    focal_point, consultation, africa, africa_coordinator
):
    follow(focal_point)
    published(old_round(consultation), africa, africa_coordinator)
    focal_point.is_active = False
    focal_point.save()
    assert told(focal_point) == []
