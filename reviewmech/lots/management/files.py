"""The files that the commands read and write."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from ..engine import InputError, Problem, Rules, State, read_parties


def read_input(parties: Path, rules: Path | None) -> tuple[tuple[State, ...], Rules]:
    """The States of a table and the rules of a file, the usual ones without one.

    Raises InputError with all that is wrong, OSError where a file cannot be read.
    """
    found = Rules() if rules is None else Rules.from_json(read_text(rules))
    return read_parties(parties.read_bytes(), found), found


def read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Problem("not_utf8")]) from None


def day(text: str) -> str:
    """A date as people type it for a command: 2014-07-31, or none. Raises ArgumentTypeError."""
    try:
        if not text or date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise ArgumentTypeError(f"{text!r} is no date: write it as 2014-07-31")


def write_whole(path: Path, text: str) -> None:
    """Write a file in UTF-8, all of it or nothing: what was there stays until the new one is complete."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o666 & ~umask())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def umask() -> int:
    """The rights that new files do not get."""
    now = os.umask(0)
    os.umask(now)
    return now
