"""Files too large for an import are refused while they arrive."""

import io
import re
import tracemalloc

import pytest
from django.test import Client

from .browsing import start

pytestmark = pytest.mark.django_db


class Zeros(io.RawIOBase):
    """A request's body that is made while it is read: a form with a file of any size."""

    def __init__(self, before: bytes, size: int, after: bytes) -> None:
        self.parts = [io.BytesIO(before), size, io.BytesIO(after)]
        self.length = len(before) + size + len(after)
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            if isinstance(self.parts[0], int):
                length = min(size, self.parts[0])
                self.parts[0] -= length
                piece = b"\0" * length
            else:
                piece = self.parts[0].read(size)
            if piece:
                self.given += len(piece)
                return piece
            self.parts.pop(0)
        return b""


def send(client, page, size: int, token: str = "") -> tuple[object, Zeros]:
    line = b"--edge\r\nContent-Disposition: form-data; name="
    before = line + b'"csrfmiddlewaretoken"\r\n\r\n' + token.encode() + b"\r\n"
    before += line + b'"file"; filename="huge.docx"\r\nContent-Type: application/zip\r\n\r\n'
    after = b"\r\n" + line + b'"text"\r\n\r\n1. Pasted beside it\r\n--edge--\r\n'
    stream = Zeros(before, size, after)
    response = client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": start(page),
            "CONTENT_TYPE": "multipart/form-data; boundary=edge",
            "CONTENT_LENGTH": str(stream.length),
            "wsgi.input": stream,
        }
    )
    return response, stream


def test_300_megabytes_are_refused_in_words_and_never_stored(page, in_group, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not-there")  # storing anything would fail
    client = Client(enforce_csrf_checks=True)
    client.force_login(in_group("Editors"))
    form = client.get(start(page)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    tracemalloc.start()
    response, _stream = send(client, page, 300 * 1024 * 1024, token)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert response.status_code == 422
    reason = response.context["form"].errors["file"][0].replace("\xa0", " ")
    assert reason.startswith("The file is too large: it has 300.0 MB, and at most 10.0 MB can be imported.")
    assert response.context["form"]["text"].value() == "1. Pasted beside it"
    assert peak < 20 * 1024 * 1024


def test_a_little_too_much_is_refused_as_well(editor, page):
    response, _stream = send(editor, page, 10 * 1024 * 1024 + 1)
    assert "The file is too large" in response.context["form"].errors["file"][0]


def test_a_file_of_the_largest_size_is_looked_at(editor, page):
    response, _stream = send(editor, page, 10 * 1024 * 1024)
    assert "not both" in response.context["form"].errors["file"][0]


def test_what_is_beyond_all_measure_is_not_even_read(editor, page):
    response, stream = send(editor, page, 2 * 1024**3)
    assert response.status_code == 422
    assert stream.given < 1024 * 1024
