"""The official draw on anybody's own machine: the same input, rules and seed give the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviewmech.lots.engine import Transcript, check_seed, draw, prepare, write_transcript
from reviewmech.lots.enums import DrawKind
from reviewmech.lots.management.files import day, read_input, write_whole
from reviewmech.lots.management.telling import told


class Command(BaseCommand):
    help = (
        "Draw the lots from a table of parties and a seed, write the transcript, print the hash of the draw. "
        "Exit status 1: no result can satisfy the rules; 2: the input cannot be used."
    )
    requires_system_checks = ()  # needs no database, and nothing else of the site

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parties", type=Path, required=True, metavar="FILE.csv", help="who takes part")
        parser.add_argument(
            "--seed", required=True, metavar="TEXT", help="the public seed, used as it is given"
        )
        parser.add_argument(
            "--rules", type=Path, metavar="FILE.json", help="switches other than the usual ones"
        )
        parser.add_argument("--as-at", type=day, default="", metavar="DATE", help="the day of the table")
        parser.add_argument("--source", default="", metavar="TEXT", help="where the table comes from")
        parser.add_argument("--out", type=Path, required=True, metavar="T.jsonl", help="the transcript")

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        transcript = made(options)
        try:
            write_whole(out, transcript.text)
        except OSError as error:
            raise CommandError(f"The transcript cannot be written: {error}", returncode=2) from None
        self.stdout.write(transcript.hash)


def made(options: dict[str, Any]) -> Transcript:
    """The draw that was asked for. Raises CommandError with what is wrong."""
    with told():
        check_seed(options["seed"])
        drawing = draw(prepare(*read_input(options["parties"], options["rules"])), options["seed"])
        return write_transcript(
            drawing, kind=DrawKind.OFFICIAL, as_at=options["as_at"], source=options["source"]
        )
