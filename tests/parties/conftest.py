"""The cast of a delegation: those of tests/conftest.py, the Secretariat, and everybody around State A."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from home.models import User
from reviewmech.parties.actions import invite
from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.parties.steps import PASSWORD, THIRTY_DAYS, path_of


@pytest.fixture
def secretariat(db) -> User:
    """Gives seats, and holds none."""
    user = factories.make_user("secretariat@example.org", name="Secretariat")
    wanted = ["access_admin", "add_seat", "view_seat", "change_seat", "add_invitation", "view_invitation"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def delegation(focal_point, state_a) -> dict[str, User]:
    """The people of State A, by role. The focal point of tests/conftest.py leads them."""
    people = {"focal_point": focal_point}
    for role in ("deputy", "contributor", "observer"):
        people[role] = factories.make_user(f"{role}@a.example")
        factories.make_seat(people[role], state_a, role=role)
    return people


@pytest.fixture
def state_b(africa):
    return factories.make_participant("state-b", name_en="State B", group=africa)


@pytest.fixture
def cast(visitor, member, delegation, africa_coordinator, state_b, secretariat) -> dict[str, User]:
    """Everybody who might try something with the delegation of State A, a State of the African States."""
    other, lapsed = factories.make_user("state-b@example.org"), factories.make_user("lapsed@a.example")
    factories.make_seat(other, state_b)
    factories.make_seat(
        lapsed, delegation["focal_point"].seats.get().participant, from_on="2019-01-01", until_on="2019-01-31"
    )
    return {
        **delegation,
        "visitor": visitor,
        "member": member,
        "coordinator of the group": africa_coordinator,
        "focal point of another State": other,
        "focal point until last year": lapsed,
        "secretariat": secretariat,
    }


@pytest.fixture
def own_seat(focal_point) -> Seat:
    return focal_point.seats.get()


@pytest.fixture
def invited(focal_point, state_a):
    """An invitation to State A, from its focal point unless told: ``invited(role="observer")``."""

    def make(**facts) -> Invitation:
        words = {"email": "new@a.example", "participant": state_a, "role": "deputy", "language": "en"}
        return invite(**{**words, "by": focal_point, **facts})

    return make


@pytest.fixture
def newcomer(db) -> User:
    return factories.make_user("new@a.example", password=PASSWORD, preferred_language="fr")


@pytest.fixture
def expired(invited, monkeypatch) -> str:
    """The path of a link, made so long ago that it has expired."""
    long_ago = time.time() - THIRTY_DAYS - 60
    invitation = invited()
    monkeypatch.setattr(time, "time", lambda: long_ago)
    path = path_of(invitation)
    monkeypatch.undo()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=31))
    return path


@pytest.fixture
def lead(client, focal_point) -> Client:
    client.force_login(focal_point)
    return client


@pytest.fixture
def invitation(invited) -> Invitation:
    row = invited()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    row.refresh_from_db()
    return row
