from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DrawKind(TextChoices):
    OFFICIAL = "official", _("Official draw")
    SIMULATION = "simulation", _("Simulation")


class DrawState(TextChoices):
    DRAFT = "draft", _("Draft")
    SEALED = "sealed", _("Sealed")
    DRAWN = "drawn", _("Drawn")
    CONFIRMED = "confirmed", _("Confirmed")
    SUPERSEDED = "superseded", _("Superseded")


# What the public sees: a draft is still in preparation.
PUBLIC = (DrawState.SEALED, DrawState.DRAWN, DrawState.CONFIRMED, DrawState.SUPERSEDED)
# A result is there.
WITH_RESULT = (DrawState.DRAWN, DrawState.CONFIRMED, DrawState.SUPERSEDED)
# What becomes of a draw. Nothing leads back.
MOVES = {
    DrawState.DRAFT: (DrawState.SEALED,),
    DrawState.SEALED: (DrawState.DRAWN,),
    DrawState.DRAWN: (DrawState.CONFIRMED, DrawState.SUPERSEDED),
    DrawState.CONFIRMED: (DrawState.SUPERSEDED,),
    DrawState.SUPERSEDED: (),
}


class EventKind(TextChoices):
    SEALED = "sealed", _("Sealed")
    DRAWN = "drawn", _("Drawn")
    CONFIRMED = "confirmed", _("Confirmed")
    SUPERSEDED = "superseded", _("Superseded")


class SimulationState(TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")


# A worker has it still to do, or does it.
UNDER_WAY = (SimulationState.QUEUED, SimulationState.RUNNING)
