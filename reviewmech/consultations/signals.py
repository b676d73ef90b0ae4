"""A consultation begins with the page of the source language and outlives it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Consultation, ConsultationPage


@receiver(post_save, sender=ConsultationPage)
def begin_consultation(
    instance: ConsultationPage, *, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if not created or raw or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    taken = Consultation.objects.filter(code=instance.slug).exists()
    code = f"{instance.slug}-{instance.pk}" if taken else instance.slug
    Consultation.objects.get_or_create(key=instance.translation_key, defaults={"code": code})
