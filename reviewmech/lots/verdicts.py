"""What a verifier finds, in the reader's language: a sentence for each code of ``verifier/verify_lots.py``.

``%(name)s`` stands for a parameter, which is a code, a number or a hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SENTENCES: dict[str, StrPromise] = {}


def sentences() -> dict[str, str]:
    """Every sentence by its code, in the language that is active."""
    return {code: str(sentence) for code, sentence in SENTENCES.items()}
