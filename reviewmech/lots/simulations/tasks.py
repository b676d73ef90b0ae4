"""The work that a simulation is, for the worker of long tasks: ``manage.py db_worker --backend long``."""

from __future__ import annotations

from django_tasks import task

from .running import Run


@task(backend="long")
def run_simulation(pk: int) -> None:
    """Make the draws of a simulation that waits. One that was cancelled, or is run already, is left alone."""
    run = Run.claim(pk)
    if run is not None:
        run.go()
