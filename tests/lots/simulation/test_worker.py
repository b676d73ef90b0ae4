"""The worker for long tasks, with transactions of its own as it has them on a site."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from reviewmech.lots.enums import SimulationState
from tests.consultations.test_concurrency import the_site_is_set_up_again  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_worker_for_long_tasks_makes_the_draws(site, begin):
    simulation = begin(draws=3)
    assert simulation.state == SimulationState.QUEUED
    call_command("db_worker", "--backend=long", "--batch", "--no-startup-delay", verbosity=0)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.variants.get().done) == (SimulationState.DONE, 3)
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
