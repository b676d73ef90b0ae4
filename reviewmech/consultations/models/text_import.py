"""An import between its preview and its confirmation: what was read, so that it is read once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User

from .pages import ConsultationPage

KEPT_FOR = timedelta(days=1)


class TextImportQuerySet(models.QuerySet["TextImport"]):
    def visible_to(self, user: User | AnonymousUser) -> TextImportQuerySet:
        """A preview is for the person who made it."""
        return self.filter(by=user) if user.is_authenticated else self.none()

    def current(self, at: datetime) -> TextImportQuerySet:
        return self.filter(made_at__gt=at - KEPT_FOR)

    def expired(self, at: datetime) -> TextImportQuerySet:
        return self.filter(made_at__lte=at - KEPT_FOR)


class TextImport(models.Model):
    """It goes when it is confirmed or given up, when its author begins another one, or after a day."""

    LONGEST_SOURCE = 200
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(ConsultationPage, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    source = models.CharField(_("name of the file"), max_length=LONGEST_SOURCE, blank=True)
    units = models.JSONField(_("units"))
    losses = models.JSONField(_("what could not be kept"))

    objects = TextImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a text")
        verbose_name_plural = _("imports of texts")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.source or str(self.made_at)
