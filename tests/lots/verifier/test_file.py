"""The one file that is given away: it needs nothing, says one line, and its exit code says the rest."""

from __future__ import annotations

import ast
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewmech.lots.verifier import verify_lots

from .transcripts import PLAIN, index_of, lines_of, transcript

FILE = Path(verify_lots.__file__)
SOURCE = FILE.read_text(encoding="utf-8")
SCRIPT = (FILE.parents[1] / "static" / "lots" / "verify_lots.js").read_text(encoding="utf-8")
RAISED = re.compile(r'(?:WrongError|check_fewest|checkFewest|failed)\((?:\d, )?"(\w+)"')


@pytest.fixture
def run(tmp_path):
    """Run the file, alone in a folder, on a file with this content."""

    def run(content: bytes | None, *arguments: str) -> tuple[int, str, str]:
        shutil.copy(FILE, tmp_path)
        if content is not None:
            (tmp_path / "T.jsonl").write_bytes(content)
        command = [sys.executable, "-I", "-W", "error", FILE.name, *(arguments or ["T.jsonl"])]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    return run


def hash_of_the_draw(kind: str) -> str:
    lines = lines_of(transcript(PLAIN, kind))
    return re.findall(r'"hash":"([0-9a-f]{64})"', transcript(PLAIN, kind))[index_of(lines, "result")]


def test_a_right_transcript_ends_with_0_and_says_the_hash_of_the_draw(run):
    assert run(transcript(PLAIN, "official").encode()) == (
        0,
        f"{hash_of_the_draw('official')} official draw\n",
        "",
    )


def test_a_simulation_is_said_to_be_one(run):
    line = f"{hash_of_the_draw('simulation')} simulation, not a draw\n"
    assert run(transcript(PLAIN).encode()) == (0, line, "")


def test_a_wrong_transcript_ends_with_1_and_says_the_line(run):
    line = "line 3: its hash is not the hash of its content and the line before it\n"
    assert run(transcript(PLAIN).encode().replace(b'"bowl":2', b'"bowl":3', 1)) == (1, line, "")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "T.jsonl cannot be opened: No such file or directory\n"),
        (b"", "T.jsonl cannot be read: the file is empty\n"),
        (b"FRA\n", "T.jsonl cannot be read: no line of the file is a JSON object: it is no transcript\n"),
        (b"{" * (64 * 1024 * 1024 + 1), "T.jsonl cannot be read: the file has more than 64 MiB\n"),
    ],
    ids=["missing", "empty", "words", "large"],
)
def test_an_unreadable_file_ends_with_2(run, content, line):
    assert run(content) == (2, "", line)


def test_a_folder_and_an_impossible_name_are_unreadable(run):
    assert run(None, ".") == (2, "", ". cannot be opened: Is a directory\n")
    assert verify_lots.report("\0") == (2, "\0 cannot be opened: embedded null byte")


@pytest.mark.parametrize("arguments", [["--help"], ["T.jsonl", "U.jsonl"]])
def test_anything_else_says_how_it_is_used(run, arguments):
    assert run(b"", *arguments) == (2, "", "Usage: python verify_lots.py T.jsonl\n")


def test_the_file_is_python_3_9_and_imports_nothing_that_is_not_there():
    tree = ast.parse(SOURCE, feature_version=(3, 9))
    imported = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}
    assert imported == {
        *("__future__", "collections.abc", "copy", "hashlib", "json"),
        *("pathlib", "re", "sys", "typing", "unicodedata"),
    }


def test_the_script_asks_for_nothing_from_elsewhere():
    assert (
        re.findall(r"\b(?:import|export|fetch|XMLHttpRequest|require|eval|document|window)\b[ (.{]", SCRIPT)
        == []
    )


def test_every_code_has_a_message_and_both_files_have_the_same_codes():
    of_the_file = {*re.findall(r'unreadable = "(\w+)"', SOURCE), "too_big", "no_object"}
    assert set(RAISED.findall(SOURCE)) | of_the_file == set(verify_lots.MESSAGES)
    assert set(RAISED.findall(SCRIPT)) == set(verify_lots.MESSAGES)


def test_the_ticket_in_the_documentation_is_the_one_that_counts():
    assert "printf '%s' 'untoc-lots/1|SEED|home/FRA|DEU' | sha256sum" in verify_lots.__doc__
    by_hand = hashlib.sha256(b"untoc-lots/1|SEED|home/FRA|DEU").hexdigest()
    assert verify_lots.Tickets("SEED", []).of("home/FRA", "DEU") == by_hand
