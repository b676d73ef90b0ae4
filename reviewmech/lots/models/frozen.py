"""Rows that are written once: neither their objects nor a queryset changes them."""

from __future__ import annotations

from typing import Any

from django.db import models

# What Django writes where a person's account is deleted: the one change there is.
FORGOTTEN = {"created_by": None}


class WrittenOnceQuerySet(models.QuerySet[Any]):
    """A model whose rows are of this kind names it as its base manager too: else ``draw.events.add(event)``
    and its like would go around it.
    """

    def update(self, **fields: Any) -> int:
        if fields == FORGOTTEN:
            return super().update(**fields)
        raise TypeError("These rows are written once: they are never changed.")

    def bulk_update(self, *args: Any, **options: Any) -> int:
        raise TypeError("These rows are written once: they are never changed.")

    def bulk_create(self, *args: Any, **options: Any) -> list[Any]:
        raise TypeError("These rows are made one by one.")


class WrittenOnce(models.Model):
    """A row that can be made, and read ever after. Its manager is one of ``WrittenOnceQuerySet``."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("These rows are written once: they are never changed.")
        # Else an object that was given the key of another row would be written over it.
        super().save(*args, **{**options, "force_insert": True})
