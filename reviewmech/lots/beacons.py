"""What links the signature of a public randomness beacon to its value, which is the seed."""

from __future__ import annotations

import re
from hashlib import sha256

HEXADECIMAL = re.compile(r"(?:[0-9a-f]{2}){1,4096}")


def value_of(signature: str) -> str:
    """The SHA-256 of a signature in lower-case hexadecimal, written likewise. Raises ValueError."""
    if not HEXADECIMAL.fullmatch(signature):
        raise ValueError("not hexadecimal")
    return sha256(bytes.fromhex(signature)).hexdigest()
