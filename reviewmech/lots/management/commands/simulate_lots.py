"""Make many draws and say what they add up to. The k-th draw has the seed ``<seed>#<k>``."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ... import engine
from ...engine.simulating import simulate
from .. import inputs


class Command(BaseCommand):
    help = "Simulate draws of lots. Needs no database; the same figures whatever the number of workers."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        inputs.add_arguments(parser)
        parser.add_argument("--draws", type=inputs.positive, required=True, metavar="N")
        parser.add_argument(
            "--workers", type=inputs.positive, default=os.cpu_count() or 1, metavar="N", help="default: cores"
        )
        parser.add_argument("--json", action="store_true", help="all figures, as one JSON object")

    def handle(self, *args: Any, parties: Path, rules: Path | None, **options: Any) -> None:
        setting = inputs.setting_of(parties, rules)
        values = self.values(setting, options["seed"], options["draws"], options["workers"])
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(summary(values)))

    def values(self, setting: engine.Setting, seed: str, draws: int, workers: int) -> dict[str, Any]:
        begun = time.monotonic()
        with inputs.in_words():
            *_, tally = simulate(setting, seed, draws, workers=workers)
        return tally.values(time.monotonic() - begun)


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
    yield "Chances of pairs, and how often each occurred: --json."


def shares(title: str, counted: dict[str, int]) -> Iterator[str]:
    yield f"{title}:"
    whole = sum(counted.values())
    for number, times in counted.items():
        yield f"  {number}: {times / whole:.1%}"
