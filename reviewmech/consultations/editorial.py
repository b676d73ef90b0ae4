"""The table in which many small corrections are typed at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.addresses import direction, html_lang
from home.fields import WordsField
from reviewmech.parties.models import Participant

from .forms import CHOOSE, choose_speaker
from .models import ParagraphText
from .models.version import MAX_COMMENT_LENGTH

ROWS = 6
MOST_ROWS = 30
FIELDS = ("paragraph", "proposed_wording", "text")


class EditorialForm(forms.Form):
    """What all rows have in common."""

    language = forms.ChoiceField(label=_("Language of the comments"), choices=settings.LANGUAGES)
    participant = forms.ModelChoiceField(
        label=_("On behalf of"),
        queryset=Participant.objects.none(),
        empty_label=None,
        error_messages={"required": CHOOSE},
    )

    def __init__(self, *args: Any, participants: Any, speaker: Participant | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": get_language(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choose_speaker(self, participants, speaker)
        cast("forms.ModelChoiceField[Participant]", self.fields["participant"]).queryset = participants


class EditorialRow(forms.Form):
    """A paragraph, and other words for it, or what is to be done in words. An empty row says nothing.

    ``texts`` are the paragraphs of the draft by position, in the language they are read in.
    """

    paragraph = forms.TypedChoiceField(label=_("Paragraph"), required=False, coerce=int, empty_value=None)
    proposed_wording = WordsField(
        label=_("Proposed wording"),
        most=MAX_COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text = WordsField(
        label=_("Comment"),
        most=MAX_COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, number: int, texts: dict[int, ParagraphText], choices: list[Any], **kwargs: Any
    ) -> None:
        self.number, self.texts = number, texts
        kwargs["prefix"] = f"row-{number}"
        super().__init__(*args, **kwargs)
        cast("forms.TypedChoiceField", self.fields["paragraph"]).choices = choices
        read_in = next(iter(texts.values())).draft_language.language if texts else settings.LANGUAGE_CODE
        self.fields["proposed_wording"].widget.attrs |= {
            "lang": html_lang(read_in),
            "dir": direction(read_in),
        }

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        if self.errors or self.is_blank:
            return words
        if words["paragraph"] is None:
            self.add_error("paragraph", _("Choose the paragraph."))
            return words
        current = self.base.plain.strip()
        if words["proposed_wording"].strip() == current:
            words["proposed_wording"] = ""
        if not words["proposed_wording"] and not words["text"]:
            raise ValidationError(_("Change the words of the paragraph, or write a comment."))
        return words

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in FIELDS)

    @property
    def base(self) -> ParagraphText:
        return self.texts[self.cleaned_data["paragraph"]]


def paragraph_choices(texts: dict[int, ParagraphText]) -> list[tuple[Any, Any]]:
    """Each paragraph by its printed number and its first words."""
    found: list[tuple[Any, Any]] = [("", _("Choose"))]
    for position, text in texts.items():
        words = Truncator(text.plain).chars(40)
        number = text.paragraph.printed_number
        found.append((position, f"{number} · {words}" if number else words))
    return found


def row_count(data: Mapping[str, str]) -> int:
    """How many rows the form that was sent had, as far as that can be believed."""
    try:
        return min(max(int(data.get("rows", "")), ROWS), MOST_ROWS)
    except ValueError:
        return ROWS


def typed_rows(data: Mapping[str, str], count: int) -> list[dict[str, str]]:
    """What stands in the rows, unchecked, to be shown again."""
    return [{name: data.get(f"row-{n}-{name}", "") for name in FIELDS} for n in range(1, count + 1)]
