"""`manage.py draw_lots`: a State draws the same lots on its own machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reviewmech.lots.engine import Rules
from reviewmech.lots.enums import DrawState
from reviewmech.lots.verifier.verify_lots import verify
from tests.lots.drawing import make_draw
from tests.lots.lists import make_list, many, table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "parties.csv").write_text(many())
    return tmp_path


def drawn(folder: Path, *more: str, seed: str = "48 12 7") -> str:
    """What the command prints."""
    out = StringIO()
    files = ["--parties", str(folder / "parties.csv"), "--out", str(folder / "t.jsonl")]
    call_command("draw_lots", *files, "--seed", seed, *more, stdout=out)
    return out.getvalue()


def refused(folder: Path, *more: str, **options: str) -> tuple[list[str], int]:
    """The lines of the error and the exit status; nothing is left behind."""
    before = sorted(folder.iterdir())
    with pytest.raises(CommandError) as caught:
        drawn(folder, *more, **options)
    assert sorted(folder.iterdir()) == before
    return str(caught.value).split("\n"), caught.value.returncode


def test_it_prints_the_hash_of_a_transcript_that_the_verifier_finds_right(folder):
    printed = drawn(folder)
    verdict = verify((folder / "t.jsonl").read_bytes())
    assert (verdict.ok, f"{verdict.hash}\n", verdict.kind) == (True, printed, "official")


def test_notes_and_rules_stand_in_the_head(folder):
    (folder / "rules.json").write_text('{"most_reviews": 5, "not_itself": true}')
    rules = str(folder / "rules.json")
    drawn(folder, "--rules", rules, "--as-at", "2019-01-01", "--source", "Une note à tous")
    head = json.loads((folder / "t.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert head["rules"] == {**Rules().values(), "most_reviews": 5}
    assert (head["as_at"], head["source"]) == ("2019-01-01", "Une note à tous")


@pytest.mark.django_db
def test_the_site_and_the_command_write_the_same_bytes(folder):
    parties = make_list(as_at="2019-01-01", source="A note")
    parties.refresh_from_db()
    draw = make_draw(DrawState.DRAWN, parties=parties)
    printed = drawn(folder, "--as-at", "2019-01-01", "--source", "A note", seed=draw.seed)
    assert printed == f"{draw.result_hash}\n"
    assert (folder / "t.jsonl").read_bytes() == draw.transcript.encode()


def test_it_runs_without_a_database_and_gives_the_same_bytes_elsewhere(folder):
    printed = drawn(folder)
    first = (folder / "t.jsonl").read_bytes()
    command = [sys.executable, "manage.py", "draw_lots", "--parties", folder / "parties.csv"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/none",
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
    }
    done = subprocess.run(
        [*command, "--seed", "48 12 7", "--out", folder / "again.jsonl"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")
    assert (folder / "again.jsonl").read_bytes() == first


def test_what_is_wrong_with_the_table_is_told_by_row_and_column(folder):
    rows = ["aaa,North,2004-02-01,,,", "BBB,North,soon,,,"]
    (folder / "parties.csv").write_text(table(rows))
    assert refused(folder) == (
        [
            "Row 2, column iso3: “aaa” is no code: 1 to 16 of the characters A-Z, 0-9, - and _.",
            "Row 3, column untoc: “soon” is no date: write it as 2014-07-31, or leave the cell empty.",
        ],
        2,
    )


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ('{"luck": 1}', "There is no rule luck."),
        ('{"most_reviewers": 9}', "The rule most_reviewers cannot be 9; it can be 4 or 3 or 2."),
        ("[]", "The rules are not one JSON object: it is a list."),
    ],
)
def test_rules_that_cannot_be_are_refused_by_name(folder, rules, words):
    (folder / "rules.json").write_text(rules)
    assert refused(folder, "--rules", str(folder / "rules.json")) == ([words], 2)


@pytest.mark.parametrize("seed", ["", "a|b", "e\u0301", "x" * 201, "tab\t"])
def test_a_seed_that_cannot_be_is_refused(folder, seed):
    words = "A seed is 1 to 200 characters without | and control characters, in the normal form NFC."
    assert refused(folder, seed=seed) == ([words], 2)


@pytest.mark.parametrize("value", ["yesterday", "2019-02-30", "20190101", "2019-W01-1"])
def test_a_day_that_is_none_is_refused(folder, value):
    words = [f"Error: argument --as-at: {value!r} is no date: write it as 2014-07-31"]
    assert refused(folder, "--as-at", value)[0] == words


def test_a_note_that_is_too_long_is_refused(folder):
    words = "source is longer than 200 characters, or has control characters in it."
    assert refused(folder, "--source", "x" * 201) == ([words], 2)


def test_files_that_are_not_there_or_no_text_are_refused(folder):
    assert refused(folder, "--rules", str(folder / "none.json"))[1] == 2
    (folder / "rules.json").write_bytes(b"\xff")
    words = ["The file is not text in UTF-8."]
    assert refused(folder, "--rules", str(folder / "rules.json")) == (words, 2)
    (folder / "parties.csv").unlink()
    assert refused(folder)[1] == 2


def test_what_no_result_can_satisfy_is_refused_with_counts_and_repairs(folder):
    (folder / "parties.csv").write_text(many(5, groups=1))
    lines, status = refused(folder)
    assert (lines[0], lines[-1], status) == (
        "No result can satisfy these rules.",
        "  Other reviewer: Any group (other)",
        1,
    )


def test_a_refusal_leaves_an_older_transcript_as_it_was(folder):
    drawn(folder)
    before = sha256((folder / "t.jsonl").read_bytes()).hexdigest()
    (folder / "parties.csv").write_text(many(5, groups=1))
    refused(folder)
    assert sha256((folder / "t.jsonl").read_bytes()).hexdigest() == before


def test_a_folder_that_is_not_there_is_refused(folder):
    assert refused(folder, "--out", str(folder / "nowhere" / "t.jsonl"))[1] == 2
