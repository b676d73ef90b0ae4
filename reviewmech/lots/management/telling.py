"""How the commands say that they cannot go on, and how they end then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from ..engine import InputError, Refusal
from ..refusals import with_place
from ..sentences import refusal_in_words


@contextmanager
def told() -> Iterator[None]:
    """In words; exit status 1: no result can satisfy the rules, 2: the input cannot be used."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"A file cannot be read: {error}", returncode=2) from None
    except InputError as error:
        raise CommandError("\n".join(map(with_place, error.problems)), returncode=2) from None
    except Refusal as refusal:
        raise CommandError("\n".join(refusal_in_words(refusal).lines()), returncode=1) from None
