"""Inside a Regional Group: words are circulated, member States take a stance, the outcome is recorded."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from reviewmech.parties.models import Participant

from ..enums import SAID, Audience, Stance
from .comment import Comment
from .consultation import Consultation
from .round import validate_zone
from .version import CommentVersion


def states_asked(group: Participant, consultation: Consultation) -> list[Participant]:
    """The Group's member States whose silence means something: those at present that may read the text."""
    states = list(group.member_states.all())
    if consultation.audience == Audience.PUBLIC:
        return states
    named = set(consultation.participants.all())
    return [state for state in states if state in named]


class CirculationQuerySet(models.QuerySet["Circulation"]):
    def visible_to(self, user: User | AnonymousUser) -> CirculationQuerySet:
        """Those of the Groups whose inner life this person shares, on texts it may read; nobody else's.

        Moderators and administrators learn nothing of them.
        """
        return self.filter(
            version__comment__participant__in=Participant.objects.groups_around(user),
            version__comment__consultation__in=Consultation.objects.visible_to(user),
        )

    def of(self, group: Participant) -> CirculationQuerySet:
        return self.filter(version__comment__participant=group)

    def newest(self) -> CirculationQuerySet:
        """Of each comment the one that began last."""
        later = self.model.objects.filter(
            version__comment=OuterRef("version__comment"), version__number__gt=OuterRef("version__number")
        )
        return self.filter(~Exists(later))

    def with_words(self) -> CirculationQuerySet:
        """With all that is told of them, in the same number of queries for any number.

        ``superseded``: newer words of the comment are being written, or have been.
        """
        newer = CommentVersion.objects.filter(
            comment=OuterRef("version__comment"), number__gt=OuterRef("version__number")
        )
        rows = self.annotate(superseded=Exists(newer)).select_related(
            "version__base__draft_language",
            "version__comment__participant",
            "version__comment__paragraph",
            "version__comment__consultation",
            "version__comment__round__draft__consultation",
        )
        return rows.prefetch_related(
            "positions__participant",
            "version__endorsements__participant",
            "version__comment__consultation__participants",
            "version__comment__drawn_from__participant",
            "version__comment__round__draft__language_versions",
        )


class Circulation(models.Model):
    """The Group's States are asked about one version of its comment. Silence until its end is no objection.

    Other words are another version, with a circulation of their own: no stance is carried over.
    """

    version = models.OneToOneField(CommentVersion, on_delete=models.PROTECT, related_name="circulation")
    circulated_at = models.DateTimeField(_("circulated at"), default=timezone.now)
    silence_ends_at = models.DateTimeField(_("silence ends at"))
    zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Vienna", validators=[validate_zone]
    )
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CirculationQuerySet.as_manager()

    class Meta:
        verbose_name = _("circulation in a Group")
        verbose_name_plural = _("circulations in Groups")
        ordering = ["-circulated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(silence_ends_at__gt=F("circulated_at")), name="silence_ends_after_circulation"
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def is_running(self) -> bool:
        """Whether a State may still take a stance: until the very moment at which silence ends."""
        return timezone.now() < self.silence_ends_at

    def stances(self, states: list[Participant]) -> dict[Participant, Stance]:
        """Where each of some States stands: as it said; silence is no objection (once it has ended)."""
        said = {position.participant_id: Stance(position.stance) for position in self.positions.all()}
        return {state: said.get(state.pk, Stance.NO_OBJECTION) for state in states}


class Position(models.Model):
    """What a member State said of circulated words. It may say otherwise until silence ends."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="positions")
    participant = models.ForeignKey(
        Participant, verbose_name=_("State party"), on_delete=models.PROTECT, related_name="+"
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("position of a State")
        verbose_name_plural = _("positions of States")
        ordering = ["circulation", "participant__name_en"]
        constraints = [
            models.UniqueConstraint(fields=["circulation", "participant"], name="one_position_a_state"),
            models.CheckConstraint(condition=Q(stance__in=SAID), name="silence_is_not_said"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.get_stance_display()}"


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def named(self) -> EndorsementQuerySet:
        """Those that whoever sees the comment sees with it."""
        return self.filter(named=True)

    def visible_to(self, user: User | AnonymousUser) -> EndorsementQuerySet:
        """The named ones of comments this person may know of, and all of those of its own Group."""
        named = Q(named=True, version__comment__in=Comment.objects.visible_to(user))
        circulations = Circulation.objects.visible_to(user)
        return self.filter(named | Q(version__in=circulations.values("version")))


class Endorsement(models.Model):
    """Where a member State stood when its Group's words were submitted. Written once, with the submission."""

    version = models.ForeignKey(CommentVersion, on_delete=models.PROTECT, related_name="endorsements")
    participant = models.ForeignKey(
        Participant, verbose_name=_("State party"), on_delete=models.PROTECT, related_name="+"
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    named = models.BooleanField(
        _("named"), help_text=_("Whether readers see the State's name, as the coordinator chose.")
    )

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement by a State")
        verbose_name_plural = _("endorsements by States")
        ordering = ["version", "stance", "participant__name_en"]
        constraints = [
            models.UniqueConstraint(fields=["version", "participant"], name="one_endorsement_a_state")
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.get_stance_display()}"
