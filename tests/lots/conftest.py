"""The cast of a draw: who prepares, seals and draws, who confirms, and those who may do nothing of it."""

import pytest

from home.models import User


@pytest.fixture
def publisher(in_group) -> User:
    return in_group("Publishers")


@pytest.fixture
def administrator(in_group) -> User:
    return in_group("Administrators")


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root@example.org", None, name="Root")


@pytest.fixture
def outsiders(visitor, member, focal_point, in_group) -> dict:
    """Nobody of them may do anything with a draw."""
    return {
        "visitor": visitor,
        "member": member,
        "focal point": focal_point,
        "editor": in_group("Editors"),
        "moderator": in_group("Moderators"),
    }
