"""Who may manage which person's account."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from home.permissions import can_manage
from tests import factories


@pytest.fixture
def cast(db):
    manager = factories.make_user("manager@example.org")
    manager.user_permissions.add(*Permission.objects.filter(codename__in=["change_user", "access_admin"]))
    administrator = factories.make_user("administrator@example.org", is_superuser=True)
    former = factories.make_user("former@example.org", is_superuser=True, is_active=False)
    return {
        "visitor": AnonymousUser(),
        "member": factories.make_user("member@example.org"),
        "manager": manager,
        "administrator": administrator,
        "former administrator": former,
    }


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("visitor", "member", False),
        ("visitor", "administrator", False),
        ("member", "member", False),
        ("member", "manager", False),
        ("member", "administrator", False),
        ("manager", "member", True),
        ("manager", "manager", True),
        ("manager", "administrator", False),
        ("administrator", "member", True),
        ("administrator", "manager", True),
        ("administrator", "administrator", True),
        ("former administrator", "member", False),
        ("former administrator", "former administrator", False),
    ],
)
def test_can_manage(cast, who, whom, may):
    assert can_manage(cast[who], cast[whom]) is may
