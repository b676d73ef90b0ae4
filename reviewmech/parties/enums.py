from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ParticipantKind(TextChoices):
    STATE = "state", _("State party")
    GROUP = "group", _("Regional Group")
    ORGANIZATION = "organization", _("Organization")


class SeatRole(TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    FOCAL_POINT = "focal_point", _("Focal point")
