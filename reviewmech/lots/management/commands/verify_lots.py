"""Verify a transcript with the file that is given away for it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reviewmech.lots.verifier.verify_lots import report


class Command(BaseCommand):
    help = (
        "Verifies the transcript of a drawing of lots. Exit code 0: it is right, with the hash of the draw; "
        "1: wrong, with the first line that is; 2: it cannot be read."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("transcript", metavar="T.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        exit_code, line = report(options["transcript"])
        (self.stderr if exit_code == 2 else self.stdout).write(line)
        if exit_code:
            sys.exit(exit_code)
