"""What a draw is called wherever it is named."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Draw


def title_of(draw: Draw) -> str:
    """The draw's name; a simulation says that it is one."""
    return _("Simulation: %(name)s") % {"name": draw.name} if draw.is_simulation else draw.name
