"""How often a person is mailed about a consultation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Frequency
from .consultation import Consultation


class Subscription(models.Model):
    """A person's choice for one consultation; without one, for all of which nothing else is said.

    Who holds a seat gets a digest a day where nothing else was chosen; who holds none, nothing. A row whose
    frequency is empty is no choice: it only remembers what has been told.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions"
    )
    consultation = models.ForeignKey(
        Consultation, null=True, blank=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    frequency = models.CharField(
        _("how often"), max_length=20, choices=Frequency, blank=True, default=Frequency.DAILY
    )
    since = models.DateTimeField(
        _("told until"), default=timezone.now, help_text=_("What happened before has been mailed.")
    )

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["person", "consultation"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "consultation"], name="one_subscription_a_consultation"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(consultation=None), name="one_subscription_to_the_rest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.consultation or '*'} · {self.get_frequency_display()}"
