"""Changes that nobody may make, made as somebody who owns the database could make them."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from reviewmech.lots.models import Draw, DrawEvent, PartiesList

GUARDED = [Draw, DrawEvent, PartiesList]


def forge(rows: models.QuerySet[Any], **changes: Any) -> None:
    """Change rows past the guards of models and database."""
    unguarded(
        lambda: (
            models.QuerySet(rows.model)
            .filter(pk__in=list(rows.values_list("pk", flat=True)))
            .update(**changes)
        )
    )


def erase(rows: models.QuerySet[Any]) -> None:
    """Delete rows past the guards."""
    unguarded(
        lambda: models.QuerySet(rows.model).filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    )


def unguarded(change: Any) -> None:
    switch_guards("DISABLE")
    change()
    switch_guards("ENABLE")


def switch_guards(how: str) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table changes while a check of it is pending
        for model in GUARDED:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {how} TRIGGER USER")
