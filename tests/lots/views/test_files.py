"""The files of a draw: the very bytes whose hashes are published."""

from __future__ import annotations

from hashlib import sha256

import pytest

from reviewmech.lots.engine import Rules, read_parties
from reviewmech.lots.verifier.verify_lots import verify
from tests.lots.lists import make_list

from .pages import drawn, named, page_at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/lots/first-draw/"


def hash_of_file(client, path: str) -> str:
    return sha256(client.get(path).content).hexdigest()


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("transcript.jsonl", "application/jsonl; charset=utf-8"),
        ("input.csv", "text/csv; charset=utf-8"),
        ("rules.json", "application/json; charset=utf-8"),
        ("result.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_file_has_its_type_and_a_name_that_tells_the_draw_and_its_kind(client, path, content_type):
    drawn()
    response = client.get(URL + path)
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="first-draw-official-{path}"'
    assert response["Cache-Control"].startswith("public")


def test_the_transcript_is_right_for_the_verifier_that_is_offered_beside_it(client):
    draw = drawn(text=named(12))
    verdict = verify(client.get(f"{URL}transcript.jsonl").content)
    assert (verdict.ok, verdict.hash, verdict.kind) == (True, draw.result_hash, "official")
    served = client.get("/en/lots/verify/verify_lots.py")
    assert served["Content-Disposition"] == 'attachment; filename="verify_lots.py"'
    compile(served.content, "verify_lots.py", "exec")


def test_list_and_rules_lead_to_the_published_hashes(client):
    drawn(parties=make_list(named(12)))
    page = words(page_at(client, URL))
    assert hash_of_file(client, f"{URL}input.csv") in page
    assert hash_of_file(client, f"{URL}rules.json") in page
    rules = Rules.from_json(client.get(f"{URL}rules.json").content.decode())
    assert len(read_parties(client.get(f"{URL}input.csv").content, rules)) == 12
