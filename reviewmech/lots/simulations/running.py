"""One run of a simulation: from the moment a worker takes it to its end, whatever that is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..engine import InputError, Refusal, Rules, Setting, prepare, read_parties
from ..engine.simulating import simulate
from ..enums import SimulationState
from ..models import Simulation, SimulationVariant
from ..refusals import with_place
from ..sentences import refusal_in_words

SECONDS_BETWEEN_REPORTS = 1.0


def number_of_processes() -> int:
    """All cores but one, which is for those who use the site meanwhile."""
    return max(1, (os.cpu_count() or 1) - 1)


class Stopped(Exception):  # noqa: N818 (nothing is wrong)
    """The simulation was cancelled, started again or deleted: it is no longer this run's."""


@dataclass(frozen=True)
class Run:
    """``started_at`` is the moment this run took the simulation: by it, it knows whether that is its own."""

    simulation: Simulation
    started_at: datetime

    @classmethod
    def claim(cls, pk: int) -> Run | None:
        """Take a simulation that waits; None if it does not."""
        now = timezone.now()
        waiting = Simulation.objects.filter(pk=pk, state=SimulationState.QUEUED)
        if not waiting.update(state=SimulationState.RUNNING, started_at=now):
            return None
        return cls(Simulation.objects.select_related("parties", "created_by").get(pk=pk), now)

    @property
    def own(self) -> QuerySet[Simulation]:
        """The row of the simulation as long as it is this run's."""
        return Simulation.objects.filter(
            pk=self.simulation.pk, state=SimulationState.RUNNING, started_at=self.started_at
        )

    def go(self) -> None:
        """Make the draws, and tell how it ended. Raises what nobody foresaw, after it has told that too."""
        person = self.simulation.created_by
        with override(person.preferred_language if person else settings.LANGUAGE_CODE):
            try:
                refusals = list(self.refusals())
            except Stopped:
                return
            except SystemExit:  # the worker was told to end at once, and ends when its task does
                self.end(_("The worker was stopped before all draws were made. Start the simulation again."))
            except BaseException:
                self.end(_("An error that nobody foresaw ended the simulation; the server's log has it."))
                raise
            else:
                self.end("\n\n".join(refusals), some=len(refusals) < self.simulation.variants.count())

    def refusals(self) -> Iterator[str]:
        """Make the draws of one set of rules after the other; gives why some of them have none."""
        for variant in self.simulation.variants.order_by("position"):
            try:
                setting = self.setting_of(variant)
            except InputError as error:
                yield self.refused(variant, [with_place(problem) for problem in error.problems])
            except Refusal as refusal:
                yield self.refused(variant, list(refusal_in_words(refusal).lines()))
            else:
                self.make_draws(variant, setting)

    def setting_of(self, variant: SimulationVariant) -> Setting:
        rules = Rules.from_values(variant.rules)
        return prepare(read_parties(self.simulation.parties.table, rules), rules)

    def refused(self, variant: SimulationVariant, lines: list[str]) -> str:
        self.report(variant, 0)
        heading = _("Rules %(number)s cannot be drawn by.") % {"number": variant.position}
        return "\n".join([heading, *lines])

    def make_draws(self, variant: SimulationVariant, setting: Setting) -> None:
        """Raises Stopped when the simulation is no longer this run's."""
        begun = reported = time.monotonic()
        self.report(variant, 0)
        simulation = self.simulation
        processes = number_of_processes()
        with closing(simulate(setting, simulation.seed, simulation.draws, workers=processes)) as growing:
            for tally in growing:
                if time.monotonic() - reported >= SECONDS_BETWEEN_REPORTS:
                    self.report(variant, tally.draws)
                    reported = time.monotonic()
        self.report(variant, tally.draws, tally=tally.values(time.monotonic() - begun))

    def report(self, variant: SimulationVariant, done: int, **more: Any) -> None:
        with transaction.atomic():
            if self.own.select_for_update().first() is None:
                raise Stopped
            SimulationVariant.objects.filter(pk=variant.pk).update(done=done, **more)

    def end(self, failure: str, *, some: bool = False) -> None:
        """``some``: there are figures, for all or for a part of the sets of rules."""
        state = SimulationState.DONE if some else SimulationState.FAILED
        self.own.update(state=state, failure=failure, finished_at=timezone.now())
