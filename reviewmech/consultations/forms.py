"""The comment form, with its fields in the order delegates know from the tables of other bodies."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.addresses import direction, html_lang
from reviewmech.parties.models import Participant

from .enums import CommentType
from .models import CommentVersion, ParagraphText
from .models.version import MAX_COMMENT_LENGTH

LINE_BREAKS = {"\r\n": "\n", "\r": "\n"}


def validate_characters(value: str) -> None:
    """Refuse what no keyboard writes and no database or file format keeps: controls and lone surrogates."""
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in value if c not in "\n\t"):
        raise ValidationError(_("There is a character in it that cannot be kept. Type the words again."))


class WordsField(forms.CharField):
    """Long plain text. Too much of it is an error: a browser's ``maxlength`` would cut it off in silence."""

    widget = forms.Textarea
    default_validators = [validate_characters, MaxLengthValidator(MAX_COMMENT_LENGTH)]

    def to_python(self, value: Any) -> str:
        words = super().to_python(value)
        for line_break, replacement in LINE_BREAKS.items():
            words = words.replace(line_break, replacement)
        return words


class CommentForm(forms.Form):
    """``base`` holds the words that were read; None means a comment on the whole draft."""

    language = forms.ChoiceField(label=_("Language of the comment"), choices=settings.LANGUAGES)
    type = forms.ChoiceField(label=_("Type"), choices=[("", _("Choose a type")), *CommentType.choices])
    text = WordsField(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write your comment.")},
    )
    proposed_wording = WordsField(
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


class AppealForm(forms.Form):
    """``language`` is that of the comment: the appeal is written in it unless another one is chosen."""

    language = forms.ChoiceField(label=_("Language of the appeal"), choices=settings.LANGUAGES)
    text = WordsField(
        label=_("Why the decision should be looked at again"),
        validators=[MaxLengthValidator(5_000)],
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write why the decision should be looked at again.")},
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"language": language}, **kwargs)
        chosen = self["language"].value()
        if chosen in dict(settings.LANGUAGES):
            self.fields["text"].widget.attrs["lang"] = html_lang(chosen)
