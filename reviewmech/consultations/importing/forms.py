"""Choose a Word file, or paste a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .archive import LARGEST_FILE
from .pasted import read_pasted
from .refusals import Refused
from .units import Imported
from .word import read_word


class ImportForm(forms.Form):
    """``imported`` is what was read, once the form is valid. ``refused_bytes`` came and were not kept."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy("A file that Word has saved as .docx, of 10 MB at most."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Each paragraph on a line of its own, with its number in front: 12. or (b) or (ii). A line that"
            " begins with # is a heading, with ## one below it. HTML is understood too."
        ),
    )

    def __init__(self, *args: Any, refused_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused_bytes = refused_bytes
        self.imported = Imported()

    @property
    def source(self) -> str:
        """The name of the file; empty where the text was pasted."""
        file = self.cleaned_data.get("file")
        return file.name if file else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.refused_bytes:
            self.add_error("file", too_large(self.refused_bytes))
        elif file and text.strip():
            self.add_error("file", _("Choose a file or paste a text, not both: take one of them away."))
        elif file:
            self._read_file(file)
        elif text.strip():
            self._read_text(text)
        elif not self.errors:
            self.add_error("file", _("Choose a Word file here, or paste the text below."))
        return cleaned

    def _read_file(self, file: UploadedFile[bytes]) -> None:
        if (file.size or 0) > LARGEST_FILE:
            self.add_error("file", too_large(file.size or 0))
            return
        try:
            self.imported = read_word(file.read())
        except Refused as refusal:
            self.add_error("file", refusal)

    def _read_text(self, text: str) -> None:
        try:
            self.imported = read_pasted(text)
        except Refused as refusal:
            self.add_error("text", refusal)


def too_large(size: int) -> str:
    message = _(
        "The file is too large: it has %(size)s, and at most %(limit)s can be imported. Take large images"
        " out of it."
    )
    return message % {"size": filesizeformat(size), "limit": filesizeformat(LARGEST_FILE)}
