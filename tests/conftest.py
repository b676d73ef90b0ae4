"""The cast: people in their roles, among them always an outsider, on a site that has been set up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django.utils.text import slugify
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Locale

from home.models import User
from reviewmech.consultations.models import Consultation, Draft, Round
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant

from . import factories


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test finds the site set up; that takes seconds and is done once a run."""
    with django_db_blocker.unblock():
        call_command("setup_site", verbosity=0)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """No test inherits the language that a request of the one before it has left active."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def no_failed_tasks() -> Iterator[None]:
    """A failing task is only logged, not raised: here it fails the test that caused it."""
    failed = []

    def remember(task_result: TaskResult, **kwargs: object) -> None:
        if task_result.status == TaskResultStatus.FAILED:
            failed.append((task_result.task.module_path, [error.traceback for error in task_result.errors]))

    task_finished.connect(remember)
    yield
    task_finished.disconnect(remember)
    assert failed == []


@pytest.fixture
def site(db: None) -> None:
    """The six trees, groups, permissions and workflows, as `manage.py setup_site` makes them.

    They are there from the start; only a test with real transactions leaves an empty database behind it.
    """
    if not Locale.objects.filter(language_code="ar").exists():
        call_command("setup_site", verbosity=0)


@pytest.fixture
def visitor() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def member(db: None) -> User:
    """Signed in, without a seat: the outsider."""
    return factories.make_user("member@example.org")


@pytest.fixture
def africa(db: None) -> Participant:
    return factories.make_participant("africa", ParticipantKind.GROUP, name_en="African States")


@pytest.fixture
def grulac(db: None) -> Participant:
    return factories.make_participant("grulac", ParticipantKind.GROUP, name_en="GRULAC")


@pytest.fixture
def state_a(africa: Participant) -> Participant:
    return factories.make_participant("state-a", ParticipantKind.STATE, name_en="State A", group=africa)


@pytest.fixture
def africa_coordinator(africa: Participant) -> User:
    user = factories.make_user("africa@example.org")
    factories.make_seat(user, africa)
    return user


@pytest.fixture
def grulac_coordinator(grulac: Participant) -> User:
    user = factories.make_user("grulac@example.org")
    factories.make_seat(user, grulac)
    return user


@pytest.fixture
def focal_point(state_a: Participant) -> User:
    user = factories.make_user("state-a@example.org")
    factories.make_seat(user, state_a)
    return user


@pytest.fixture
def consultation(db: None) -> Consultation:
    return factories.make_consultation()


@pytest.fixture
def draft(consultation: Consultation) -> Draft:
    return factories.make_draft(consultation)


@pytest.fixture
def open_round(draft: Draft) -> Round:
    return factories.make_round(draft)


@pytest.fixture
def in_group(site: None):
    """A person of a group that `manage.py setup_site` makes: ``in_group("Translators: fr")``."""

    def make(name: str) -> User:
        user = factories.make_user(f"{slugify(name)}@example.org")
        user.groups.add(Group.objects.get(name=name))
        return user

    return make


@pytest.fixture
def signed_in(client: Client):
    """A browser in which a person is signed in: ``signed_in(user)``."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
