"""The cast of a consultation: those of tests/conftest.py, a moderator, and comments in every state."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from home.models import User
from reviewmech.consultations.enums import Audience
from reviewmech.consultations.models import Consultation, ReturnReason, Round
from tests import factories

from . import circulating


@pytest.fixture
def moderator(site: None) -> User:
    user = factories.make_user("moderator@example.org")
    user.groups.add(Group.objects.get(name="Moderators"))
    return user


@pytest.fixture
def publisher(site: None) -> User:
    user = factories.make_user("publisher@example.org")
    user.groups.add(Group.objects.get(name="Publishers"))
    return user


@pytest.fixture
def reason(db: None) -> ReturnReason:
    return ReturnReason.objects.create(code="not-on-text", name_en="Not on the text", name_ar="ليس عن النص")


@pytest.fixture
def cast(visitor, member, africa_coordinator, grulac_coordinator, focal_point, moderator):
    """Everybody by the name used in the tables: state-a speaks for a State of the Group africa."""
    return {
        "visitor": visitor,
        "member": member,
        "africa": africa_coordinator,
        "grulac": grulac_coordinator,
        "state-a": focal_point,
        "moderator": moderator,
    }


@pytest.fixture
def state_b(africa):
    """Another State of the same Group."""
    return factories.make_participant("state-b", name_en="State B", group=africa)


@pytest.fixture
def delegation(cast, state_a, state_b) -> dict[str, User]:
    """Everybody around State A: its own people by their role, and who is none of them."""
    people = dict(cast)
    people["focal point"] = people.pop("state-a")
    for role in ("deputy", "contributor", "observer"):
        people[role] = factories.make_user(f"{role}@example.org")
        factories.make_seat(people[role], state_a, role=role)
    people["same group"] = factories.make_user("state-b@example.org")
    factories.make_seat(people["same group"], state_b)
    return people


@pytest.fixture
def contributor(delegation) -> User:
    return delegation["contributor"]


@pytest.fixture
def deputy(delegation) -> User:
    return delegation["deputy"]


@pytest.fixture
def browser():
    """A browser of one's own for each person: ``browser(user)``; a visitor's is signed in as nobody."""

    def open_for(user, **options) -> Client:
        client = Client(**options)
        if user.is_authenticated:
            client.force_login(user)
        return client

    return open_for


@pytest.fixture
def hidden_round(africa) -> Round:
    """An open round of a consultation named for the African States only."""
    consultation = factories.make_consultation("closed-talks", audience=Audience.NAMED)
    consultation.participants.add(africa)
    return factories.make_round(factories.make_draft(consultation))


@pytest.fixture
def hidden_consultation(hidden_round) -> Consultation:
    return hidden_round.draft.consultation


@pytest.fixture
def coordinator(client, open_round, africa_coordinator) -> Client:
    client.force_login(africa_coordinator)
    return client


@pytest.fixture
def filled(africa) -> dict[str, object]:
    """What the browser sends when only the comment was typed."""
    return {
        "language": "en",
        "type": "substantive",
        "text": "Words of ours.",
        "proposed_wording": "Paragraph 2 in en.",
        "participant": africa.pk,
        "action": "check",
    }


@pytest.fixture
def wide_cast(cast, africa, grulac, state_a):
    """Everybody by the name used in the tables about Groups: see ``circulating.py``."""
    return circulating.make_wide_cast(cast, africa, grulac, state_a)
