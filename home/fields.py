"""A form field for what people write at length."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LINE_BREAKS = re.compile("\r\n|\r")
# They turn the words around them or hide what stands there, and no language is written with them. The marks
# and joiners that Arabic and others do need (U+200C to U+200F, U+061C) stay.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")


def validate_characters(value: str) -> None:
    """Refuse what no keyboard writes and no database or file format keeps: controls and lone surrogates."""
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in value if c not in "\n\t"):
        raise ValidationError(_("There is a character in it that cannot be kept. Type the words again."))


def tame(words: str) -> str:
    """Words without invisible characters that would turn the direction of what stands around them."""
    return TURNING.sub("", words)


class WordsField(forms.CharField):
    """Long plain text. Too much of it is an error: a browser's ``maxlength`` would cut it off in silence."""

    widget = forms.Textarea

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(validators=[validate_characters, MaxLengthValidator(most)], **kwargs)

    def to_python(self, value: Any) -> str:
        return tame(LINE_BREAKS.sub("\n", super().to_python(value) or ""))
