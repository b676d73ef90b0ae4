"""Make a list of parties: it is written once."""

from __future__ import annotations

import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..engine import InputError
from ..engine.canonical import is_plain
from ..models import PartiesList
from ..refusals import error_of
from ..tables import check_table
from .found import refuse_without

LONGEST_TABLE = 1024 * 1024  # bytes


@transaction.atomic
def add_parties(
    *,
    title: str,
    table: str,
    by: User,
    as_at: date | None = None,
    source: str = "",
    is_illustrative: bool = False,
) -> PartiesList:
    """Keep a table as it is. Raises PermissionDenied, and ValidationError for what is wrong with it."""
    refuse_without("lots.add_partieslist", by)
    source = unicodedata.normalize("NFC", source.strip())
    if not is_plain(source, 200):
        raise ValidationError({"source": _("At most 200 characters, on one line.")})
    refuse_bad_table(table)
    parties = PartiesList(
        title=title,
        as_at=as_at,
        source=source,
        table=table,
        is_illustrative=is_illustrative,
        created_by=by,
    )
    parties.full_clean(exclude=["sha256"])
    parties.save()
    log(instance=parties, action="lots.add_parties", user=by, data={"sha256": parties.sha256})
    return parties


def refuse_bad_table(table: str) -> None:
    if len(table.encode()) > LONGEST_TABLE:
        raise ValidationError({"table": _("The table is larger than 1 MB.")})
    try:
        check_table(table)
    except InputError as error:
        raise ValidationError({"table": error_of(error)}) from None
