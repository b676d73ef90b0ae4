from .draw import Draw, DrawQuerySet
from .event import DrawEvent
from .page import LotsPage
from .parties_list import PartiesList
from .simulation import Simulation, SimulationVariant

__all__ = [
    "Draw",
    "DrawEvent",
    "DrawQuerySet",
    "LotsPage",
    "PartiesList",
    "Simulation",
    "SimulationVariant",
]
