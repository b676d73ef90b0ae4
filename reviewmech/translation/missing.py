"""What a translation lacks: segments without a valid translation, and a source's words left standing."""

from __future__ import annotations

from wagtail.models import Page
from wagtail_localize.models import StringSegmentQuerySet, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def translation_of(page: Page) -> Translation | None:
    """The translation whose target is this page; None for a source page and for one without any."""
    return (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
        .select_related("source", "target_locale")
        .first()
    )


def missing_segments(page: Page) -> list[str]:
    """The source's strings that have no translation, or one with an error, in the order of the page."""
    translation = translation_of(page)
    return missing_strings(translation) if translation else []


def missing_strings(translation: Translation) -> list[str]:
    segments = translated_segments(translation).filter(translation__isnull=True)
    return list(segments.values_list("string__data", flat=True))


def missing_words(page: Page, draft: Page) -> list[str]:
    """What a translation and a draft of it lack before the draft may be published."""
    return list(dict.fromkeys([*missing_segments(page), *left_in_the_source_language(draft)]))


def left_in_the_source_language(draft: Page) -> list[str]:
    """The strings that a copy of a page shows in its source's words, where those are no accepted translation.

    A draft made before its strings were translated holds the source's words: published, it mixes languages.
    """
    translation = translation_of(draft)
    if translation is None:
        return []
    shown = words(draft)
    return [
        segment.string.data
        for segment in translated_segments(translation)
        if segment.translation != segment.string.data
        and segment.string.data in shown.get(segment.context.path, [])
    ]


def translated_segments(translation: Translation) -> StringSegmentQuerySet:
    """The source's segments with ``translation``: what was accepted for them, None where nothing was."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    return segments.select_related("string", "context").order_by("order")


def words(page: Page) -> dict[str, list[str]]:
    """The translatable strings of a page as it stands in memory, by content path."""
    found: dict[str, list[str]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def is_outdated(page: Page) -> bool:
    """Whether a live translation shows less than its source: words that changed there are not live here."""
    translation = translation_of(page)
    if translation is None or page.last_published_at is None:
        return False
    if source_is_behind(translation.source) or missing_strings(translation):
        return True
    strings = translation.source.stringsegment_set.get_translations(translation.target_locale)
    return strings.filter(created_at__gt=page.last_published_at).exists()


def source_is_behind(source: TranslationSource) -> bool:
    """Whether the page was published after its text was last taken over for translation."""
    published_at = source.get_source_instance().last_published_at
    return published_at is not None and source.last_updated_at < published_at
