"""How far a simulation is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..enums import SimulationState
from ..models import Simulation, SimulationVariant
from .simplification import names_of


@dataclass(frozen=True)
class SetProgress:
    """``done``: draws made under one set of rules."""

    name: str
    done: int
    words: str


@dataclass(frozen=True)
class Progress:
    words: str
    sets: tuple[SetProgress, ...]


def progress_of(simulation: Simulation, variants: Sequence[SimulationVariant]) -> Progress:
    sets = zip(variants, names_of(variants), strict=True)
    return Progress(words_of(simulation), tuple(set_progress(simulation, *each) for each in sets))


def words_of(simulation: Simulation) -> str:
    if simulation.state == SimulationState.QUEUED:
        return _("Waiting for the worker.")
    if simulation.state == SimulationState.RUNNING:
        return _("Draws are being made.")
    return str(simulation.get_state_display())


def set_progress(simulation: Simulation, variant: SimulationVariant, name: str) -> SetProgress:
    numbers = {"done": number_format(variant.done), "draws": number_format(simulation.draws)}
    return SetProgress(name, variant.done, _("%(done)s of %(draws)s draws") % numbers)
