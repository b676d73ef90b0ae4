"""``manage.py simulate_lots``: what it prints, and how it refuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reviewmech.lots.engine import draw
from reviewmech.lots.engine.simulating import Tally

from .made_up import setting_of, table

ROOT = Path(__file__).resolve().parents[3]
NINE = table({"North": "A B C", "South": "D E F", "West": "X Y Z"})
KEYS = [
    "draws",
    "seconds",
    "mean_load",
    "extra_lots",
    "reviewers_per_state",
    "reviews_per_state",
    "set_aside_by_rule",
    "pair_probabilities",
    "pair_counts",
]


@pytest.fixture
def parties(tmp_path) -> Path:
    path = tmp_path / "parties.csv"
    path.write_text(NINE, encoding="utf-8")
    return path


def printed(*arguments: object) -> str:
    output = io.StringIO()
    call_command("simulate_lots", *map(str, arguments), stdout=output)
    return output.getvalue()


def figures(*arguments: object) -> dict:
    values = json.loads(printed(*arguments, "--json"))
    assert values.pop("seconds") >= 0
    return values


def test_it_prints_the_figures_of_the_draws(parties):
    setting = setting_of(NINE)
    tally = Tally(setting)
    for k in range(1, 13):
        tally.add(draw(setting, f"x#{k}"))
    expected = tally.values(0)
    assert list(json.loads(printed("--parties", parties, "--draws", 12, "--seed", "x", "--json"))) == KEYS
    del expected["seconds"]
    assert figures("--parties", parties, "--draws", 12, "--seed", "x") == expected


def test_the_number_of_workers_does_not_matter(parties):
    one, two = (
        figures("--parties", parties, "--draws", 300, "--seed", "x", "--workers", workers)
        for workers in (1, 2)
    )
    assert one == two
    assert one["draws"] == 300


def test_the_rules_come_from_a_file(parties, tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text('{"package": "literal", "fewest_reviews_first": false}', encoding="utf-8")
    setting = setting_of(NINE, package="literal", fewest_reviews_first=0)
    tally = Tally(setting)
    tally.add(draw(setting, "x#1"))
    found = figures("--parties", parties, "--draws", 1, "--seed", "x", "--rules", rules)
    assert found["pair_counts"] == tally.values(0)["pair_counts"]


def test_without_json_it_prints_a_summary(parties):
    lines = printed("--parties", parties, "--draws", 10, "--seed", "x").splitlines()
    assert lines[0].startswith("10 draws in ")
    assert lines[1:3] == ["Additional lots in a draw: 0.00", "Reviews a State makes, on average: 2.00"]
    assert "Reviewers of a State:" in lines
    assert "  2: 100.0%" in lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NINE.replace("2003-09-29", "29.9.2003", 1), "Row 2, column untoc: “29.9.2003” is no date"),
        (NINE + NINE.splitlines()[1] + "\n", "Row 11, column iso3: The code A stands in row 2 already."),
        ("iso3\nA\n", "The column regional_group is missing."),
    ],
)
def test_a_table_with_errors_is_refused_by_row_and_column(parties, text, message):
    parties.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        printed("--parties", parties, "--draws", 1, "--seed", "x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"most": 3}', "There is no rule most."),
        ('{"home": "other"}', 'The rule home cannot be "other"; it can be same or any.'),
        ("[]", "The rules are not one JSON object"),
        ('{"most_reviews": 1}', "18 reviews can be made only by the States named here."),
    ],
)
def test_rules_that_cannot_be_used_are_refused_in_words(parties, tmp_path, text, message):
    rules = tmp_path / "rules.json"
    rules.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        printed("--parties", parties, "--draws", 1, "--seed", "x", "--rules", rules)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--draws", "0", "--seed", "x"], "not a number of 1 or more"),
        (["--draws", "many", "--seed", "x"], "not a number of 1 or more"),
        (["--draws", "1", "--seed", "x", "--workers", "-1"], "not a number of 1 or more"),
        (["--draws", "1", "--seed", "a|b"], "A seed is 1 to 200 characters"),
        (["--draws", "10", "--seed", "x" * 198], "A seed is 1 to 200 characters"),
        (["--draws", "1"], "--seed"),
        (["--seed", "x"], "--draws"),
    ],
)
def test_arguments_that_cannot_be_used_are_refused(parties, arguments, message):
    with pytest.raises(CommandError, match=message):
        printed("--parties", parties, *arguments)


def test_a_file_that_is_not_there_or_not_text_is_refused(parties, tmp_path):
    with pytest.raises(CommandError, match=r"A file cannot be read: .*nowhere\.csv"):
        printed("--parties", tmp_path / "nowhere.csv", "--draws", 1, "--seed", "x")
    rules = tmp_path / "rules.json"
    rules.write_bytes(b"\xff")
    with pytest.raises(CommandError, match=r"The file is not text in UTF-8\."):
        printed("--parties", parties, "--draws", 1, "--seed", "x", "--rules", rules)


def test_the_exit_status_tells_a_refusal_from_an_input_that_cannot_be_used(parties, tmp_path):
    rules = tmp_path / "rules.json"
    for text, status in (('{"most_reviews": 1}', 1), ('{"most": 1}', 2)):
        rules.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError) as refused:
            printed("--parties", parties, "--draws", 1, "--seed", "x", "--rules", rules)
        assert refused.value.returncode == status


def test_it_needs_no_database_and_says_what_is_wrong_on_the_other_channel(parties):
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, "manage.py", "simulate_lots", "--seed", "x", "--json", "--draws", "50"]

    def run(*more: str) -> subprocess.CompletedProcess:
        return subprocess.run([*command, *more], cwd=ROOT, env=environment, capture_output=True, check=False)

    done = run("--parties", str(parties), "--workers", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["draws"] == 50
    refused = run("--parties", str(parties.parent))
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert "Traceback" not in refused.stderr.decode()
