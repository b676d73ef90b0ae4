"""Somebody is deleted or deactivated: every comment, opinion and log entry stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from reviewmech.consultations.enums import AppealOutcome, CommentStatus, OpinionKind, Stance
from reviewmech.consultations.models import (
    Appeal,
    Circulation,
    Comment,
    CommentVersion,
    Draft,
    Opinion,
    Position,
    RoundPeriod,
)
from reviewmech.parties.actions import invite
from reviewmech.parties.models import Seat
from reviewmech.parties.permissions import can_speak_for
from tests import factories
from tests.consultations.writing import give_back, save, submit
from tests.support import everything

# What is nobody's but the person's own, and goes with the account. A row of content does not belong here.
OWN = {
    "account.EmailAddress.user",
    "consultations.TextImport.by",  # what the person has not confirmed yet
    "consultations.Subscription.person",
    "home.OutgoingMail.person",  # mails that wait to be sent to the person
    "home.User_groups.user",
    "home.User_user_permissions.user",
    "mfa.Authenticator.user",
    "parties.Seat.user",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "wagtailcore.APIToken.user",
    "wagtailcore.Comment.user",  # Wagtail's own: notes of editors to each other beside a page in preparation
    "wagtailcore.CommentReply.user",
    "wagtailcore.PageSubscription.user",
    "wagtailusers.UserProfile.user",
}
# Wagtail's logs keep the number of whoever is gone, without a constraint in the database.
LOGS = {"wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user"}


def references() -> Iterator[tuple[str, models.ForeignKey]]:
    """Every foreign key to a person, by its name."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.remote_field and field.related_model is User:
                yield f"{model._meta.label}.{field.name}", field


def test_nothing_but_what_is_a_persons_own_goes_with_the_account():
    kinds = {name: field.remote_field.on_delete for name, field in references()}
    assert len(kinds) > 30
    assert {name for name, kind in kinds.items() if kind is models.DO_NOTHING} == LOGS
    cascading = {name for name, kind in kinds.items() if kind not in (models.SET_NULL, models.DO_NOTHING)}
    assert cascading - OWN == set()


def test_what_forgets_the_person_may_be_without_one():
    emptied = [field for _, field in references() if field.remote_field.on_delete is models.SET_NULL]
    assert [field for field in emptied if not field.null] == []


@pytest.fixture
def written(open_round, africa, state_a, africa_coordinator) -> User:
    """Has left traces everywhere: words in two states, opinions, positions, decisions, an invitation."""
    person, colleague, now = africa_coordinator, factories.make_user("colleague@example.org"), timezone.now()
    save(open_round, africa, person)
    comment = give_back(submit(open_round, africa, person))
    for who in (person, colleague):
        Opinion.objects.create(comment=comment, person=who, kind=OpinionKind.QUESTION, text="Why?")
    circulation = Circulation.objects.create(
        version=comment.submitted_version, silence_ends_at=now + timedelta(days=1), circulated_by=person
    )
    position = {"participant": state_a, "stance": Stance.ALIGNED, "taken_by": person}
    Position.objects.create(circulation=circulation, **position)
    appeal = {"against": CommentStatus.RETURNED, "text": "Why?", "language": "en", "made_by": person}
    decision = {"outcome": AppealOutcome.UPHELD, "decided_at": now, "decided_by": person}
    Appeal.objects.create(comment=comment, **appeal, **decision)
    invite(email="new@africa.example", participant=africa, role="deputy", language="en", by=person)
    for model, field in (
        (Comment, "decided_by"),
        (CommentVersion, "verified_by"),
        (Draft, "released_by"),
        (RoundPeriod, "announced_by"),
    ):
        models.QuerySet(model).update(**{field: person})
    return person


def traces(person_pk: int) -> list[str]:
    """Which references lead to the person."""
    return [
        name
        for name, field in references()
        if field.model._base_manager.filter(**{field.attname: person_pk}).exists()
    ]


def words() -> list[tuple[object, ...]]:
    return list(CommentVersion._base_manager.order_by("pk").values_list("comment", "number", "text"))


def counts() -> dict[str, int]:
    """Rows by model, without Wagtail's index of references, which follows the rows it was made from."""
    tables = everything()
    del tables["wagtailcore.ReferenceIndex"]
    return {label: len(rows) for label, rows in tables.items()}


def test_of_somebody_deleted_every_row_but_their_own_stands(written):
    of_content = {
        "consultations.Comment.decided_by",
        "consultations.Opinion.person",
        "parties.Invitation.invited_by",
    }
    assert of_content - set(traces(written.pk)) == set()
    key, before, said = written.pk, counts(), words()
    written.delete()
    lost = {label: before[label] - number for label, number in counts().items() if number != before[label]}
    assert lost == {"home.User": 1, "parties.Seat": 1}
    assert words() == said
    assert traces(key) == ["wagtailcore.ModelLogEntry.user"]


def test_the_log_of_somebody_deleted_can_still_be_read(client, site, written):
    client.force_login(User.objects.create_superuser("root@example.org", None, name="Root"))
    entries = ModelLogEntry.objects.filter(user=written.pk).count()
    assert client.post(f"/admin/users/delete/{written.pk}/").status_code == 302
    assert not User.objects.filter(pk=written.pk).exists()
    assert ModelLogEntry.objects.filter(user=written.pk).count() == entries > 0
    assert client.get("/admin/reports/site-history/").status_code == 200


def test_somebody_deactivated_speaks_no_more_and_loses_nothing_else(client, written, africa):
    client.force_login(written)
    assert client.get("/en/delegations/africa/people/").status_code == 200
    before, left = counts(), traces(written.pk)
    User.objects.filter(pk=written.pk).update(is_active=False)
    assert (counts(), traces(written.pk)) == (before, left)
    written.refresh_from_db()
    assert not can_speak_for(written, africa)
    assert client.get("/en/delegations/africa/people/").status_code == 302


@pytest.mark.parametrize("change", [{"ended_at": timezone.now()}, {"until_on": "2019-12-31"}])
@pytest.mark.parametrize("verb", ["save", "submit", "withdraw"])
def test_whose_seat_is_over_does_nothing_any_more_in_the_session_that_is_open(
    client, open_round, africa, africa_coordinator, change, verb
):
    comment = save(open_round, africa, africa_coordinator)
    if verb == "withdraw":
        comment = submit(open_round, africa, africa_coordinator)
    client.force_login(africa_coordinator)
    path = f"/en/my-comments/{comment.pk}/"
    assert client.get(path).status_code == 200
    Seat.objects.update(from_on="2019-01-01", **change)
    before = everything()
    address = {"save": "edit/", "submit": "submit/", "withdraw": "withdraw/"}[verb]
    assert client.get(path).status_code == 404
    assert client.post(f"{path}{address}", {"action": "draft", "text": "Other words."}).status_code == 404
    assert everything() == before
