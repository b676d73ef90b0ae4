"""Uploads that a view wants no larger than it can use: what is too much is never stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.views import View

V = TypeVar("V", bound=type[View])

AROUND_THE_FILE = 1024 * 1024  # bytes that a request may have besides the file: the form's other fields
NOT_EVEN_READ = (
    50  # times the limit: from there on the connection is closed; below, the reader gets an answer
)


def limit_upload(largest: int) -> Callable[[V], V]:
    """Mark a class of views: a file of more than ``largest`` bytes is dropped while it arrives.

    The view finds the number of bytes that came as ``request.refused_bytes``, and no file.
    """

    def mark(view: V) -> V:
        view.largest_upload = largest  # type: ignore[attr-defined]  # read by the handler below
        return view

    return mark


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers, and lets pass what no view has limited.

    Django reads a form before the view runs, in the check of its token: the limit has to be known by then.
    """

    limit: int | None = None
    expected = received = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        match = getattr(self.request, "resolver_match", None)
        view = getattr(match.func, "view_class", None) if match else None
        self.limit = getattr(view, "largest_upload", None)
        self.expected = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        if self.limit and self.expected > self.limit + AROUND_THE_FILE:
            self._refuse(self.limit)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.limit and self.received > self.limit:
            self._refuse(self.limit)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self, limit: int) -> None:
        self.request.refused_bytes = max(self.expected, self.received)  # type: ignore[union-attr]
        if self.expected > NOT_EVEN_READ * limit:
            raise StopUpload(connection_reset=True)
        raise SkipFile
