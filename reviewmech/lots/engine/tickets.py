"""The only source of chance: hashes of the public seed. PROCEDURE.md, section 1."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from .canonical import FORMAT, is_plain
from .problems import InputError, Problem

# The tickets of one label: a function from codes to texts that are compared.
Ticket = Callable[[str], str]
# From labels to their tickets. A draw takes them from a seed; tests may take them from a table.
Tickets = Callable[[str], Ticket]


def tickets_of(seed: str) -> Tickets:
    """The tickets of a seed: SHA-256 of ``untoc-lots/1|seed|label|code``, in hexadecimal."""
    beginning = sha256(f"{FORMAT}|{seed}|".encode())

    def of_label(label: str) -> Ticket:
        of_seed = beginning.copy()
        of_seed.update(f"{label}|".encode())

        def of_code(code: str) -> str:
            ticket = of_seed.copy()
            ticket.update(code.encode())
            return ticket.hexdigest()

        return of_code

    return of_label


def check_seed(seed: str) -> None:
    """Raises InputError where a text cannot be a seed."""
    if not seed or "|" in seed or not is_plain(seed, 200):
        raise InputError([Problem("seed")])
