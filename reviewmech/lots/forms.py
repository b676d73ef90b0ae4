"""What the Secretariat fills in: lists of parties, draws, a seed, the end of a draw."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from .actions.listing import LONGEST_TABLE, refuse_bad_table
from .actions.superseding import LONGEST_REASON, possible_successors
from .engine import hash_of
from .from_site import SiteTable, site_table
from .models import Draw
from .rules_form import RulesForm

MOST_ERRORS = 50


class ListForm(forms.Form):
    """What every list has; ``table`` is there once the form is valid."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    as_at = forms.DateField(
        label=gettext_lazy("As at"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("The day on which the list says what is true."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where the list comes from. It stands in the transcript of each draw."),
    )
    table = ""
    is_illustrative = False

    @cached_property
    def sha256(self) -> str:
        return hash_of(self.table)

    def facts(self) -> dict[str, Any]:
        """What the verb is given."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "as_at": given["as_at"],
            "source": given["source"],
            "table": self.table,
            "is_illustrative": self.is_illustrative,
        }

    def accept(self, table: str, field: str | None) -> None:
        """Take a table, or say at a field what is wrong with it."""
        try:
            refuse_bad_table(table)
        except ValidationError as error:
            self.add_error(field, shortened(error.messages))
        else:
            self.table = table


class UploadForm(ListForm):
    """``kept`` is a file that came before, in base64: nobody has to choose it again."""

    illustrative = forms.BooleanField(
        label=gettext_lazy("Illustrative"),
        required=False,
        help_text=gettext_lazy("Made up: every page that shows it says so."),
    )
    file = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy(
            "UTF-8, of 1 MB at most. Columns: iso3 (the code), regional_group, untoc, tip, som, firearms; in"
            " the last four, the date of becoming party as 2014-07-31, or nothing. Names may stand in"
            " name_ar, name_zh_hans, name_en, name_fr, name_ru, name_es. Other columns are ignored."
        ),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, refused_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused_bytes = refused_bytes
        self.content = b""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.is_illustrative = cleaned.get("illustrative", False)
        file: UploadedFile[bytes] | None = cleaned.get("file")
        size = self.refused_bytes or (file.size or 0 if file else 0)
        if size > LONGEST_TABLE:
            words = _("The file has %(size)s, and at most %(limit)s can be taken.")
            limits = {"size": filesizeformat(size), "limit": filesizeformat(LONGEST_TABLE)}
            self.add_error("file", words % limits)
            return cleaned
        self.content = file.read() if file else from_base64(cleaned.get("kept", ""))
        if not file and not self.content:
            self.add_error("file", _("Choose a file."))
            return cleaned
        self.read(self.content)
        return cleaned

    def read(self, content: bytes) -> None:
        """With all its bytes, a byte order mark too: the hash is that of the file."""
        try:
            self.accept(content.decode(), "file")
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not text in UTF-8."))

    @property
    def content_kept(self) -> str:
        """The file for the next time this form is sent."""
        return base64.b64encode(self.content).decode()


class SiteForm(ListForm):
    """The participants and memberships of this site as of a day."""

    site: SiteTable | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].required = True
        self.fields["as_at"].initial = timezone.localdate
        self.fields["source"].initial = _("Participants and memberships of this site")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("as_at"):
            return cleaned
        try:
            self.site = site_table(cleaned["as_at"])
        except ValidationError as error:
            self.add_error(None, error)
            return cleaned
        self.is_illustrative = self.site.is_illustrative
        self.accept(self.site.table, None)
        return cleaned


def shortened(messages: list[str]) -> list[str]:
    """The first messages, and how many more there are."""
    more = len(messages) - MOST_ERRORS
    if more <= 0:
        return messages
    words = ngettext("… and %(more)s more error.", "… and %(more)s more errors.", more)
    return [*messages[:MOST_ERRORS], words % {"more": more}]


def from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""


class DrawForm(WagtailAdminModelForm):
    """A draft, with its rules as a form of their own. The kind is chosen once."""

    class Meta:
        model = Draw
        fields = [*Draw.NAME_FIELDS, "code", "kind", "parties", "beacon", "beacon_round"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("It never changes: a simulation does not become a draw.")
        data = self.data if self.is_bound else None
        self.rules_form = RulesForm(data, prefix="rules", initial=self.instance.rules)

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[name] for name in Draw.NAME_FIELDS]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in Draw.NAME_FIELDS]

    def is_valid(self) -> bool:
        both = [super().is_valid(), self.rules_form.is_valid()]
        return all(both)

    def _post_clean(self) -> None:
        self.rules_form.is_valid()
        self.instance.rules = self.rules_form.rules.values()
        super()._post_clean()


class SeedForm(forms.Form):
    seed = forms.CharField(
        label=gettext_lazy("Seed"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("The value that the public source has given, exactly as it is published."),
    )
    signature = forms.CharField(
        label=gettext_lazy("Signature (optional)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The source's signature in hexadecimal, where it has one. Its SHA-256 has to be the seed."
        ),
    )


class SupersedeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Everybody reads it beside the draw, in the words you write here."),
    )
    successor = forms.ModelChoiceField(
        queryset=Draw.objects.none(),
        label=gettext_lazy("Draw that takes its place"),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        field.queryset = possible_successors(draw)
