"""Rows that are written once: neither their objects nor a queryset changes them."""

from __future__ import annotations

from typing import Any

from django.db import models


class WrittenOnceQuerySet(models.QuerySet[Any]):
    def update(self, **fields: Any) -> int:
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
