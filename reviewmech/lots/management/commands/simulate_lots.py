"""Make many draws and say what they add up to. The k-th draw has the seed ``<seed>#<k>``."""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reviewmech.lots.engine import prepare
from reviewmech.lots.engine.simulating import simulate
from reviewmech.lots.management.files import read_input
from reviewmech.lots.management.telling import told


class Command(BaseCommand):
    help = (
        "Simulate draws of lots: the same figures whatever the number of workers. "
        "Exit status 1: no result can satisfy the rules; 2: the input cannot be used."
    )
    requires_system_checks = ()  # needs no database, and nothing else of the site

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parties", type=Path, required=True, metavar="FILE.csv", help="who takes part")
        parser.add_argument("--draws", type=positive, required=True, metavar="N", help="how many")
        parser.add_argument(
            "--seed", required=True, metavar="TEXT", help="the first draw has it with #1, the second with #2"
        )
        parser.add_argument(
            "--rules", type=Path, metavar="FILE.json", help="switches other than the usual ones"
        )
        cores = os.cpu_count() or 1
        parser.add_argument(
            "--workers", type=positive, default=cores, metavar="N", help=f"processes; here {cores} by default"
        )
        parser.add_argument("--json", action="store_true", help="all figures, as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        values = figures(options)
        text = json.dumps(values, ensure_ascii=False) if options["json"] else "\n".join(summary(values))
        self.stdout.write(text)


def figures(options: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, drawn and added up. Raises CommandError with what is wrong."""
    with told():
        setting = prepare(*read_input(options["parties"], options["rules"]))
        begun = time.monotonic()
        *_, tally = simulate(setting, options["seed"], options["draws"], workers=options["workers"])
    return tally.values(time.monotonic() - begun)


def positive(text: str) -> int:
    """A number of 1 or more. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def summary(values: dict[str, Any]) -> Iterator[str]:
    """The figures that fit on a screen."""
    draws = values["draws"]
    yield f"{draws} draws in {values['seconds']} seconds. These are simulations, no draw."
    yield f"Additional lots in a draw: {values['extra_lots'] / draws:.2f}"
    yield f"Reviews a State makes, on average: {values['mean_load']:.2f}"
    yield from shares("Reviews that a State makes", values["reviews_per_state"])
    yield from shares("Reviewers of a State", values["reviewers_per_state"])
    yield "Balls set aside in a draw:"
    for rule, times in values["set_aside_by_rule"].items():
        yield f"  {rule}: {times / draws:.2f}"
    yield "All figures, with the chances of pairs: --json"


def shares(title: str, counted: dict[str, int]) -> Iterator[str]:
    yield f"{title}:"
    whole = sum(counted.values())
    for number, times in counted.items():
        yield f"  {number}: {times / whole:.1%}"
