"""The comment form, with its fields in the order delegates know from the tables of other bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.addresses import direction, html_lang
from home.fields import WordsField
from reviewmech.parties.models import Participant

from .enums import SAID, CommentType, Stance
from .models import CommentVersion, ParagraphText
from .models.version import MAX_COMMENT_LENGTH
from .moments import moment_in, zones


class CommentForm(forms.Form):
    """``base`` holds the words that were read; None means a comment on the whole draft."""

    language = forms.ChoiceField(label=_("Language of the comment"), choices=settings.LANGUAGES)
    type = forms.ChoiceField(label=_("Type"), choices=[("", _("Choose a type")), *CommentType.choices])
    text = WordsField(
        most=MAX_COMMENT_LENGTH,
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write your comment.")},
    )
    proposed_wording = WordsField(
        most=MAX_COMMENT_LENGTH,
        label=_("Proposed wording"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Change the words of the text where you would have them otherwise. Left as they are, they "
            "propose nothing."
        ),
    )
    participant = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Participant.objects.none(), empty_label=None
    )

    def __init__(
        self,
        *args: Any,
        base: ParagraphText | None,
        participants: Any,
        version: CommentVersion | None = None,
        **kwargs: Any,
    ) -> None:
        self.base = base
        super().__init__(*args, initial=first_words(base, version), **kwargs)
        self.fields["participant"].queryset = participants
        language = self["language"].value()
        if language in dict(settings.LANGUAGES):
            self.fields["text"].widget.attrs["lang"] = html_lang(language)
        if base is None:
            del self.fields["proposed_wording"]
        else:
            language = base.draft_language.language
            self.fields["proposed_wording"].widget.attrs |= {
                "lang": html_lang(language),
                "dir": direction(language),
            }

    def clean_proposed_wording(self) -> str:
        """Empty where nothing was changed: then no other wording is proposed."""
        words = self.cleaned_data["proposed_wording"]
        return "" if words.strip() == self.base.plain.strip() else words


def first_words(base: ParagraphText | None, version: CommentVersion | None) -> dict[str, Any]:
    """What stands in the form when it opens: the version being changed, or a new comment's beginnings."""
    current = base.plain if base else ""
    if version is None:
        return {"language": get_language(), "proposed_wording": current}
    return {
        "language": version.language,
        "type": version.type,
        "text": version.text,
        "proposed_wording": version.proposed_wording or current,
        "participant": version.comment.participant_id,
    }


class CirculationForm(forms.Form):
    """When silence ends: a day, a minute, and the zone they are meant in."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    time = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 60}),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            try:
                values["silence_ends_at"] = moment_in(values["zone"], values["day"], values["time"])
            except ValidationError as error:
                self.add_error("time", error)
        return values


class NamedStancesForm(forms.Form):
    """The stances whose States readers see with the Group's comment."""

    named = forms.MultipleChoiceField(
        label=_("States named with the comment"), choices=Stance.choices, initial=SAID, required=False
    )
