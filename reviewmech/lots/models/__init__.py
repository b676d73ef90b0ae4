from .draw import Draw, DrawQuerySet
from .event import DrawEvent
from .parties_list import PartiesList
from .simulation import Simulation, SimulationVariant

__all__ = [
    "Draw",
    "DrawEvent",
    "DrawQuerySet",
    "PartiesList",
    "Simulation",
    "SimulationVariant",
]
