from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ParticipantKind(TextChoices):
    STATE = "state", _("State party")
    GROUP = "group", _("Regional Group")
    ORGANIZATION = "organization", _("Organization")


class Instrument(TextChoices):
    """The four instruments, in the order in which they are always listed."""

    UNTOC = "UNTOC", _("Convention")
    TIP = "TIP", _("Trafficking in Persons Protocol")
    SOM = "SOM", _("Smuggling of Migrants Protocol")
    FA = "FA", _("Firearms Protocol")


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
# Whom a delegation's lead invites. Who leads is the Secretariat's to say, or the holder's who hands over.
FOLLOWING = (SeatRole.DEPUTY, SeatRole.CONTRIBUTOR, SeatRole.OBSERVER)


class InvitationState(TextChoices):
    """What has become of an invitation. Only an open one that is young enough has a link that works."""

    PENDING = "pending", _("Pending")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Link expired")
    CANCELLED = "cancelled", _("Called off")
