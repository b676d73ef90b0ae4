"""The verbs of translating a page: make it translatable, keep its words, submit it, publish it."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail_localize.models import StringTranslation, Translation, TranslationLog, TranslationSource

from home.models import User

from .missing import is_outdated, missing_words, translation_of
from .models import translated

# By the source's words, or by path and words where the same words are translated in two ways.
Strings = Mapping[str | tuple[str, str], str]


class MissingTranslations(PermissionDenied):
    """A translation may not be shown yet. ``strings`` are the source's that lack a valid translation.

    Where nobody asked before, Wagtail's admin answers it as a refusal and not as a failure.
    """

    def __init__(self, page: Page, strings: list[str]) -> None:
        self.page, self.strings = page, strings
        super().__init__(f"{page} ({page.locale.language_code}): {len(strings)} not translated: {strings}")


def update_source(page: Page) -> TranslationSource:
    """Take over the words of a source page for translation: the live ones, or a draft's if none are live."""
    current = page.specific_class.objects.get(pk=page.pk)
    if not current.live:
        # A page that was never published keeps its first text in its own row.
        current = current.get_latest_revision_as_object()
    return TranslationSource.update_or_create_from_instance(current)[0]


@transaction.atomic
def ensure_translation(page: Page, locale: Locale, *, user: User | None = None) -> Page:
    """The page in a language: made as a draft, below its parent's translation, where there was none."""
    translation = start_translation(page, locale, user=user)
    if not page.has_translation(locale):
        make_target(translation, user=user)
    return page.get_translation(locale).specific


def start_translation(page: Page, locale: Locale, *, user: User | None = None) -> Translation:
    """Take over a source page's words for translation into a language that its parent is translated into."""
    parent = page.get_parent()
    if not parent.is_root() and not parent.has_translation(locale):
        ensure_translation(parent.specific, locale, user=user)
    return Translation.objects.get_or_create(source=update_source(page), target_locale=locale)[0]


def make_target(translation: Translation, *, user: User | None = None) -> None:
    """Make the page of a translation, as a draft of what is translated so far."""
    translation.source.create_or_update_translation(
        translation.target_locale, user=user, publish=False, fallback=True
    )


@transaction.atomic
def save_translation(
    page: Page, locale: Locale, strings: Strings, *, user: User | None = None, publish: bool = False
) -> Page:
    """Keep the words of a source page in a language, and the page made of them as a draft or published.

    ``strings`` has a translation for each string of the source's segments, as wagtail-localize extracts
    them, or for a pair of content path and string where it depends on the place. Strings that are not in
    the page are passed over. What is as it was is not saved again.
    Raises ``MissingTranslations`` if the page is to be published and a string lacks a valid translation.
    """
    translation = start_translation(page, locale, user=user)
    changed = keep_strings(translation, strings, user=user)
    if not page.has_translation(locale):
        make_target(translation, user=user)
    elif changed or is_outdated(page.get_translation(locale)):
        save_draft(page.get_translation(locale), user=user)
    target = page.get_translation(locale).specific
    if publish and (not target.live or target.has_unpublished_changes):
        publish_translation(target, user=user)
        target.refresh_from_db()
    return target


def keep_strings(translation: Translation, strings: Strings, *, user: User | None = None) -> int:
    """Keep translations of a source's strings. Returns how many were new or changed."""
    changed = 0
    of_page = {"context__object_id": translation.source.object_id, "locale_id": translation.target_locale_id}
    kept = {
        (row.translation_of_id, row.context_id): row for row in StringTranslation.objects.filter(**of_page)
    }
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        source, key = segment.string.data, (segment.string_id, segment.context_id)
        words = strings.get((segment.context.path, source), strings.get(source))
        row = kept.get(key)
        if words is None or (row and row.data == words and not row.has_error):
            continue
        row = row or StringTranslation(locale_id=translation.target_locale_id)
        row.translation_of, row.context = segment.string, segment.context
        row.data, row.translation_type = words, StringTranslation.TRANSLATION_TYPE_MANUAL
        row.last_translated_by, row.has_error, row.field_error = user, False, ""
        row.save()
        kept[key] = row
        changed += 1
    return changed


def save_draft(page: Page, *, user: User | None = None) -> Revision:
    """Make a draft of a translation from the strings kept so far; the source's words stand for the rest.

    wagtail-localize's own ``save_target(publish=False)`` also writes a live page's row: readers would see
    words that nobody approved. Raises ``ValidationError`` where the page's own checks refuse a string.
    """
    translation = translation_of(page)
    draft = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    revision = draft.save_revision(user=user, log_action=True)
    TranslationLog.objects.create(
        source=translation.source, locale=translation.target_locale, revision=revision
    )
    return revision


def check_complete(page: Page) -> None:
    """Raises ``MissingTranslations`` unless a translation's strings and its latest draft are complete."""
    if missing := missing_words(page, page.get_latest_revision_as_object()):
        raise MissingTranslations(page, missing)


def publish_translation(page: Page, *, user: User | None = None) -> None:
    """Publish a translation's latest draft. Raises ``MissingTranslations`` where words are missing."""
    check_complete(page)
    page.get_latest_revision().publish(user=user)


@transaction.atomic
def submit_translation(page: Page, *, user: User) -> WorkflowState:
    """Make a draft of what is translated and start the page's workflow, so that a publisher can approve it.

    Raises ``MissingTranslations`` where words are missing, ``ValidationError`` where the page refuses them.
    """
    save_draft(page, user=user)
    page = page.specific_class.objects.get(pk=page.pk)
    check_complete(page)
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    return page.get_workflow().start(page, user)


def source_was_published(page: Page) -> None:
    """Show translators what is missing since a source page was published. What is live stays as it is."""
    if not translated(page) and TranslationSource.objects.filter(object_id=page.translation_key).exists():
        update_source(page)
