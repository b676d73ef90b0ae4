from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ParticipantKind(TextChoices):
    STATE = "state", _("State party")
    GROUP = "group", _("Regional Group")
    ORGANIZATION = "organization", _("Organization")


class SeatRole(TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    FOCAL_POINT = "focal_point", _("Focal point")
    DEPUTY = "deputy", _("Deputy")
    CONTRIBUTOR = "contributor", _("Contributor")
    OBSERVER = "observer", _("Observer of the delegation")


# Who leads a delegation: submits for the participant, and says who belongs to it.
LEADING = (SeatRole.COORDINATOR, SeatRole.FOCAL_POINT)
# Who may say that words are ready to be submitted.
VERIFYING = (*LEADING, SeatRole.DEPUTY)
# Who may write for the participant. An observer of the delegation reads along.
WRITING = (*VERIFYING, SeatRole.CONTRIBUTOR)
