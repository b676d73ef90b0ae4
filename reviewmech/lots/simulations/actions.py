"""What is done with a simulation: begun, cancelled, started again, shown to the public. Each is logged."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..engine import InputError, Rules, check_seed, read_parties
from ..enums import UNDER_WAY, SimulationState
from ..models import PartiesList, Simulation, SimulationVariant
from ..refusals import error_of
from .permissions import can_show_simulation, can_simulate
from .tasks import run_simulation

MOST_DRAWS = 100_000
MOST_VARIANTS = 3


def begin_simulation(
    *, title: str, parties: PartiesList, draws: int, seed: str, rules: Sequence[Rules], by: User
) -> Simulation:
    """Have draws made by the worker, so many under each of the rules. Raises ValidationError."""
    if not can_simulate(by):
        raise PermissionDenied
    check(parties, draws, seed, rules)
    with transaction.atomic():
        simulation = Simulation.objects.create(
            title=title, parties=parties, draws=draws, seed=seed, created_by=by
        )
        for position, each in enumerate(rules, start=1):
            SimulationVariant.objects.create(simulation=simulation, position=position, rules=each.values())
        log(simulation, "lots.simulate", user=by, data={"draws": draws, "variants": len(rules)})
        run_simulation.enqueue(simulation.pk)
    return simulation


def check(parties: PartiesList, draws: int, seed: str, rules: Sequence[Rules]) -> None:
    """Raises ValidationError with what is wrong. Whether a result exists at all is for the worker to find."""
    if not 1 <= draws <= MOST_DRAWS:
        raise ValidationError({"draws": _("From 1 to %(most)s draws can be made.") % {"most": MOST_DRAWS}})
    if not 1 <= len(rules) <= MOST_VARIANTS:
        raise ValidationError(
            _("From 1 to %(most)s sets of rules can be compared.") % {"most": MOST_VARIANTS}
        )
    if any(one == other for n, one in enumerate(rules) for other in rules[:n]):
        raise ValidationError(_("Two sets of rules are the same: there is nothing to compare."))
    try:
        check_seed(f"{seed}#{draws}")
    except InputError as error:
        raise ValidationError({"seed": error_of(error).messages}) from None
    for each in rules:
        try:
            read_parties(parties.table, each)
        except InputError as error:
            raise ValidationError({"parties": error_of(error).messages}) from None


def cancel_simulation(simulation: Simulation, *, by: User) -> bool:
    """Stop a simulation that waits or runs; False if it has ended already."""
    if not can_simulate(by):
        raise PermissionDenied
    under_way = Simulation.objects.filter(pk=simulation.pk, state__in=UNDER_WAY)
    with transaction.atomic():
        stopped = under_way.update(state=SimulationState.CANCELLED, finished_at=timezone.now())
        if stopped:
            log(simulation, "lots.cancel_simulation", user=by)
    return bool(stopped)


def start_again(simulation: Simulation, *, by: User) -> bool:
    """Make all the draws anew, whatever has become of the worker; False if they are done already.

    A worker that still runs them sees that the simulation is no longer its own, and leaves it.
    """
    if not can_simulate(by):
        raise PermissionDenied
    unfinished = Simulation.objects.filter(pk=simulation.pk).exclude(state=SimulationState.DONE)
    with transaction.atomic():
        queued = unfinished.update(
            state=SimulationState.QUEUED, failure="", started_at=None, finished_at=None
        )
        if queued:
            simulation.variants.update(done=0, tally=None)
            log(simulation, "lots.restart_simulation", user=by)
            run_simulation.enqueue(simulation.pk)
    return bool(queued)


def show_to_public(simulation: Simulation, *, shown: bool, by: User) -> bool:
    """Show the figures on the public pages, or take them away; False if there are none to show."""
    if not can_show_simulation(by):
        raise PermissionDenied
    done = Simulation.objects.filter(pk=simulation.pk, state=SimulationState.DONE)
    with transaction.atomic():
        changed = done.update(is_public=shown)
        if changed:
            log(simulation, "lots.show_simulation" if shown else "lots.hide_simulation", user=by)
    return bool(changed)
