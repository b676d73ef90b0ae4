"""The verbs of importing: keep what was read for its preview, then make it the working text."""

from __future__ import annotations

import html
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from home.models import User

from ..models import ConsultationPage, TextImport
from ..permissions import can_import_text
from ..text import working_units
from .losses import Loss
from .matching import Matching, State, match
from .units import Imported, ImportedUnit


class PageLocked(ValidationError):  # noqa: N818 (named for what happened, as Django names DoesNotExist)
    """Somebody has locked the page, or it waits for an approval or its publishing."""


class PageChanged(ValidationError):  # noqa: N818 (the same)
    """Somebody has saved the page since the preview was shown."""


class ImportGone(ValidationError):  # noqa: N818 (the same)
    """The import was carried out, given up, or replaced by a later one; or it is too old."""


def prepare_import(
    page: ConsultationPage, imported: Imported, *, source: str, by: User, at: datetime | None = None
) -> TextImport:
    """Keep what was read until it is confirmed, in place of the same person's earlier try on this page.

    ``source`` is the name of the file, empty for what was pasted. Raises PermissionDenied and PageLocked.
    """
    refuse_unless_editable(page, by)
    at = at or timezone.now()
    mine = Q(page=page, by=by)
    TextImport.objects.filter(mine | Q(pk__in=TextImport.objects.expired(at))).delete()
    return TextImport.objects.create(
        page=page,
        by=by,
        made_at=at,
        source=source[: TextImport.LONGEST_SOURCE],
        units=[unit.as_json() for unit in imported.units],
        losses=[loss.as_json() for loss in imported.losses],
    )


def discard_import(text_import: TextImport, *, by: User) -> None:
    """Give an import up. Raises PermissionDenied for somebody else's."""
    if text_import.by_id != by.pk:
        raise PermissionDenied
    text_import.delete()


@transaction.atomic
def import_text(
    page: ConsultationPage, pk: int, *, seen_revision: int | None, by: User, at: datetime | None = None
) -> Revision:
    """Write a revision of the page, not published, with the prepared import ``pk`` as its working text.

    ``seen_revision`` is the latest revision that the preview compared with. Raises PermissionDenied,
    ImportGone, PageLocked, PageChanged, and ValidationError for a page that cannot be saved as it is.
    """
    # Two confirmations at once, by one person or by two, come one after the other.
    Page.objects.select_for_update().get(pk=page.pk)
    page = ConsultationPage.objects.get(pk=page.pk)
    refuse_unless_editable(page, by)
    text_import = (
        TextImport.objects.visible_to(by).current(at or timezone.now()).filter(page=page, pk=pk).first()
    )
    if text_import is None:
        raise ImportGone(_("This import is no longer there: it was carried out, given up or replaced."))
    if page.latest_revision_id != seen_revision:
        raise PageChanged(_("Somebody has saved the page since this preview was made. Look at it again."))
    draft = page.get_latest_revision_as_object()
    matching = compared(draft, units_of(text_import))
    draft.working_text = working_text([pair.block() for pair in matching.matches])
    revision = draft.save_revision(user=by)
    data = {"source": text_import.source, **counts(matching)}
    log(
        instance=draft,
        action="consultations.import_text",
        user=by,
        revision=revision,
        content_changed=True,
        data=data,
    )
    text_import.delete()
    return revision


def refuse_unless_editable(page: ConsultationPage, by: User) -> None:
    if not can_import_text(by, page):
        raise PermissionDenied
    lock = page.get_lock()
    if lock and lock.for_user(by):
        raise PageLocked(html.unescape(strip_tags(lock.get_message(by))))


def units_of(text_import: TextImport) -> list[ImportedUnit]:
    return [ImportedUnit.from_json(row) for row in text_import.units]


def losses_of(text_import: TextImport) -> list[Loss]:
    return [Loss(**row) for row in text_import.losses]


def compared(draft: ConsultationPage, units: list[ImportedUnit]) -> Matching:
    """The units beside the working text that a page has now."""
    return match(units, working_units(draft))


def working_text(blocks: list[dict[str, Any]]) -> Any:
    return ConsultationPage.working_text.field.to_python(blocks)


def counts(matching: Matching) -> dict[str, int]:
    """How many units there are of each state, and how many blocks go."""
    found = {str(state): matching.number_of(state) for state in State}
    return {"units": len(matching.matches), **found, "removed": len(matching.removed)}
