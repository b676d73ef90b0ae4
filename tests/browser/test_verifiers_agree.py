"""The verifier in the browser comes to the verdicts of the one in Python: from a file, without network."""

from __future__ import annotations

import random
import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from reviewmech.lots.verifier import verify_lots
from tests.lots.verifier import forged_head, forged_moves, forged_proofs, forged_steps  # noqa: F401
from tests.lots.verifier.forging import FORGERIES
from tests.lots.verifier.other_proofs import EXAMPLES, proved_otherwise
from tests.lots.verifier.transcripts import PLAIN, transcript, transcripts
from tests.lots.verifier.values import FILES, RAW_LINES, with_unexpected_values
from tests.lots.verifier.winners import examples, other_winners

pytestmark = pytest.mark.browser

SCRIPT = Path(verify_lots.__file__).parents[1] / "static" / "lots" / "verify_lots.js"
FIRST = transcript(PLAIN).encode()
# verifyLots may throw nothing; what it throws is shown in place of a verdict.
ASK = """(files) => files.map((text) => {
  try {
    return verifyLots(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch (error) {
    return { thrown: String(error) };
  }
})"""


@pytest.fixture(scope="module")
def page(open_browser, tmp_path_factory):
    """A page that was saved to a folder, in a browser that is offline."""
    folder = tmp_path_factory.mktemp("verifier")
    shutil.copy(SCRIPT, folder)
    (folder / "page.html").write_text(
        f'<!doctype html><title>-</title><script src="{SCRIPT.name}"></script>', encoding="utf-8"
    )
    page = open_browser(offline=True).new_page()
    page.goto((folder / "page.html").as_uri())
    return page


@pytest.fixture(scope="module")
def verdicts(page):
    """What the script says about files."""
    return lambda files: page.evaluate(ASK, [b64encode(data).decode() for data in files])


def by_python(data: bytes) -> dict[str, object]:
    verdict = verify_lots.verify(data)._asdict()
    return {key: value for key, value in verdict.items() if key != "message"}


def assert_agreed(verdicts, files: Iterable[bytes]) -> None:
    files = list(files)
    for start in range(0, len(files), 100):
        some = files[start : start + 100]
        assert verdicts(some) == [by_python(data) for data in some]


def damaged(count: int) -> Iterator[bytes]:
    """Transcripts in which one byte is another, is missing, or is there too much."""
    chance = random.Random(11)
    whole = [transcript(number).encode() for number in EXAMPLES]
    for _ in range(count):
        data = chance.choice(whole)
        at, byte = chance.randrange(len(data)), bytes([chance.randrange(256)])
        yield data[:at] + chance.choice([byte, b"", data[at : at + 1] + byte]) + data[at + 1 :]


def with_line(line: bytes) -> bytes:
    """A transcript with another second line."""
    first, _second, *others = FIRST.splitlines(keepends=True)
    return b"".join([first, line, b"\n", *others])


def test_fifty_transcripts_are_right_for_both(verdicts):
    files = [text.encode() for text in transcripts(50)]
    assert {verdict["ok"] for verdict in verdicts(files)} == {True}
    assert_agreed(verdicts, [*files, transcript(PLAIN, "official").encode()])


def test_forgeries_are_found_by_both(verdicts):
    assert_agreed(verdicts, (forgery.make()[0] for forgery in FORGERIES))


def test_another_winner_is_found_by_both(verdicts):
    assert_agreed(verdicts, (data for text in examples()[::4] for _place, _code, data in other_winners(text)))


def test_proofs_of_another_form_count_for_both(verdicts):
    assert_agreed(verdicts, (data for number in EXAMPLES for _either, data in proved_otherwise(number)))


def test_a_changed_byte_is_found_by_both(verdicts):
    assert_agreed(verdicts, damaged(600))


def test_the_form_of_lines_and_files_is_read_alike(verdicts):
    assert_agreed(verdicts, [with_line(line) for line, _code in RAW_LINES])
    assert_agreed(verdicts, [data for data, _line, _code in FILES])


def test_unexpected_values_are_read_alike(verdicts):
    assert_agreed(verdicts, with_unexpected_values(1000))


def test_neither_looks_at_more_than_64_mib(page):
    size = verify_lots.MOST_BYTES + 1
    assert page.evaluate("(size) => verifyLots(new Uint8Array(size))", size) == by_python(bytes(size))
