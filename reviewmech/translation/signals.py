"""What happens whenever a page is published, by whatever way."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from .actions import MissingTranslations, source_was_published
from .missing import left_in_the_source_language, words
from .models import translated


@receiver(page_published)
def take_over_for_translation(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    source_was_published(instance)


@receiver(pre_save)
def refuse_mixed_languages(
    sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """The last guard, where no view asked before: a live translation never shows new words of its source."""
    if raw or update_fields is not None or not isinstance(instance, Page) or not instance.live:
        return
    if not translated(instance) or not shows_other_words(instance):
        return
    if missing := left_in_the_source_language(instance):
        raise MissingTranslations(instance, missing)


def shows_other_words(page: Page) -> bool:
    """Whether saving this page changes what readers see of its words."""
    shown = type(page).objects.filter(pk=page.pk, live=True).first()
    return shown is None or words(shown) != words(page)
