"""The reasons for extending or pausing a round: a list that publishers keep."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from reviewmech.consultations.models import RoundReason
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def why(db) -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations")


@pytest.fixture
def secretariat(client, publisher) -> Client:
    client.force_login(publisher)
    return client


def test_publishers_keep_the_list_of_reasons(secretariat, why):
    assert "Late translations" in secretariat.get("/admin/round_reasons/").content.decode()
    names = {f"name_{code}": "" for code in ("ar", "zh_hans", "fr", "ru", "es")}
    data = {"code": "conference", "name_en": "The Conference moved", **names}
    assert secretariat.post("/admin/round_reasons/new/", data).status_code == 302
    assert RoundReason.objects.get(code="conference").name == "The Conference moved"


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Administrators", None])
def test_others_do_not_keep_it(signed_in, why, group):
    user = factories.make_user("somebody@example.org")
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = signed_in(user)
    assert client.get("/admin/round_reasons/").status_code in (302, 403)
    assert client.post("/admin/round_reasons/new/", {"code": "x", "name_en": "X"}).status_code in (302, 403)
    assert RoundReason.objects.count() == 1
