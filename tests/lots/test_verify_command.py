"""``manage.py verify_lots`` says what the file says that is given away, with the same exit codes."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from .verifier.transcripts import PLAIN, transcript


@pytest.fixture
def verify(tmp_path):
    """Run the command on a file with this content: its exit code, output and errors."""

    def run(content: str) -> tuple[int, str, str]:
        path, out, err = tmp_path / "T.jsonl", StringIO(), StringIO()
        path.write_text(content, encoding="utf-8")
        try:
            call_command("verify_lots", str(path), stdout=out, stderr=err)
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue().replace(f"{tmp_path}/", "")
        return 0, out.getvalue(), err.getvalue()

    return run


def test_a_right_transcript(verify):
    exit_code, line, errors = verify(transcript(PLAIN))
    assert (exit_code, line[64:], errors) == (0, " simulation, not a draw\n", "")
    assert f'"hash":"{line[:64]}","result"' in transcript(PLAIN)


def test_a_wrong_transcript(verify):
    cut = "".join(transcript(PLAIN).splitlines(keepends=True)[:9])
    assert verify(cut) == (1, "line 10: the file ends here, and the transcript does not\n", "")


def test_an_unreadable_file(verify):
    assert verify("") == (2, "", "T.jsonl cannot be read: the file is empty\n")
