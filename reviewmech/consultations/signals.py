"""A consultation begins with the page of the source language and outlives it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Consultation, ConsultationPage


@receiver(post_save, sender=ConsultationPage)
def begin_consultation(instance: ConsultationPage, raw: bool = False, **kwargs: Any) -> None:
    """Make the row with the page. Until a draft is released its code follows the page's slug.

    The admin saves a page while its title is still being typed.
    """
    if raw or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    consultation, _made = Consultation.objects.get_or_create(
        key=instance.translation_key, defaults={"code": free_code(instance)}
    )
    if consultation.code != instance.slug and not consultation.drafts.exists():
        consultation.code = free_code(instance)
        consultation.save(update_fields=["code"])


def free_code(page: ConsultationPage) -> str:
    """The page's slug, or one like it where another consultation has that."""
    others = Consultation.objects.exclude(key=page.translation_key)
    return f"{page.slug}-{page.pk}" if others.filter(code=page.slug).exists() else page.slug
