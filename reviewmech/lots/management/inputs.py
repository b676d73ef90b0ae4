"""What the commands read: a table of parties and a file of rules. What is wrong with them is told in words."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from ..engine import InputError, Refusal, Rules, Setting, prepare, read_parties
from ..refusals import with_place
from ..sentences import refusal_in_words


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--parties", type=Path, required=True, metavar="FILE.csv")
    parser.add_argument("--seed", required=True, metavar="TEXT")
    parser.add_argument(
        "--rules", type=Path, metavar="FILE.json", help="default: every switch on its default"
    )


def setting_of(parties: Path, rules: Path | None) -> Setting:
    """What is drawn from. Raises CommandError."""
    with in_words():
        chosen = Rules.from_json(text_of(rules)) if rules else Rules()
        return prepare(read_parties(bytes_of(parties), chosen), chosen)


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the engine refuses into an error of the command."""
    try:
        yield
    except InputError as error:
        raise CommandError("\n".join(map(with_place, error.problems))) from None
    except Refusal as refusal:
        raise CommandError("\n".join(refusal_in_words(refusal).lines())) from None


def bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def text_of(path: Path) -> str:
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not text in UTF-8.") from None


def positive(text: str) -> int:
    """A number of 1 or more, as an argument."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ArgumentTypeError(f"“{text}” is not a number of 1 or more")
    return int(text)
