"""Who prepares draws, who only reads simulations, and simulations in their states."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from home.models import User
from reviewmech.lots.engine import Rules
from reviewmech.lots.models import PartiesList, Simulation
from reviewmech.lots.simulations.actions import begin_simulation
from reviewmech.lots.simulations.tasks import run_simulation
from tests import factories
from tests.lots.lists import make_list

from .made_up import table

NINE = table({"North": "A B C", "South": "D E F", "West": "X Y Z"})


def grant(user: User, *names: str) -> User:
    for name in names:
        app, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


@pytest.fixture
def preparer(site: None) -> User:
    """Prepares draws: has them simulated, and shows what came out."""
    names = ("wagtailadmin.access_admin", "lots.add_simulation", "lots.change_simulation")
    return grant(factories.make_user("preparer@example.org"), *names)


@pytest.fixture
def reader(site: None) -> User:
    """Reads simulations in the admin."""
    user = factories.make_user("reader@example.org")
    return grant(user, "wagtailadmin.access_admin", "lots.view_simulation")


@pytest.fixture
def outsider(site: None) -> User:
    """Is in the admin for something else."""
    return grant(factories.make_user("outsider@example.org"), "wagtailadmin.access_admin")


@pytest.fixture
def parties(db: None) -> PartiesList:
    return make_list(NINE, title="Nine made-up States", is_illustrative=True)


@pytest.fixture
def begin(preparer: User, parties: PartiesList):
    """A simulation that waits for the worker: ``begin({"package": "literal"}, draws=5)``."""

    def make(*rules: dict[str, Any], **facts: Any) -> Simulation:
        defaults = {"title": "A simulation", "parties": parties, "draws": 20, "seed": "x", "by": preparer}
        chosen = [Rules.from_values(each) for each in rules or ({},)]
        return begin_simulation(rules=chosen, **{**defaults, **facts})

    return make


@pytest.fixture
def done(begin):
    """One whose draws are made: ``done({}, {"package": "literal"})``."""

    def make(*rules: dict[str, Any], **facts: Any) -> Simulation:
        simulation = begin(*rules, **facts)
        run_simulation.call(simulation.pk)
        simulation.refresh_from_db()
        return simulation

    return make


@pytest.fixture
def suggestions(begin):
    """The three ways, done."""

    def make(**facts) -> Simulation:
        simulation = begin({}, {"package": "literal"}, {"fewest_reviews_first": 0}, draws=10, **facts)
        run_simulation.call(simulation.pk)
        simulation.refresh_from_db()
        return simulation

    return make
