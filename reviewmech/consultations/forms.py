"""The comment form, with its fields in the order delegates know from the tables of other bodies."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.addresses import direction, html_lang
from reviewmech.parties.models import Participant

from .enums import CommentStatus, CommentType, OpinionKind
from .models import CommentVersion, ParagraphText, Round
from .models.opinion import MAX_OPINION_LENGTH
from .models.version import MAX_COMMENT_LENGTH

CHOOSE = _("Choose for whom you speak.")
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
        label=_("On behalf of"),
        queryset=Participant.objects.none(),
        empty_label=None,
        error_messages={"required": CHOOSE},
    )

    def __init__(
        self,
        *args: Any,
        base: ParagraphText | None,
        participants: Any,
        speaker: Participant | None = None,
        version: CommentVersion | None = None,
        **kwargs: Any,
    ) -> None:
        self.base = base
        super().__init__(*args, initial=first_words(base, version), **kwargs)
        if version is None:
            choose_speaker(self, participants, speaker)
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


def choose_speaker(form: forms.Form, participants: Any, speaker: Participant | None) -> None:
    """Preset the voice where it is known; of several, nobody is spoken for by mistake."""
    if speaker is not None:
        form.initial["participant"] = speaker.pk
    elif len(participants) > 1:
        form.fields["participant"].empty_label = CHOOSE


class OpinionForm(forms.Form):
    """What a colleague says of a draft. A question needs words; support may do without."""

    kind = forms.ChoiceField(label=_("Your opinion"), choices=OpinionKind, widget=forms.RadioSelect)
    text = WordsField(
        label=_("In a few words"),
        required=False,
        validators=[MaxLengthValidator(MAX_OPINION_LENGTH)],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class OwnCommentsFilter(forms.Form):
    """By state, participant and consultation. A value that is none filters nothing."""

    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *CommentStatus.choices]
    )
    participant = forms.ModelChoiceField(
        Participant.objects.none(),
        label=_("On behalf of"),
        required=False,
        empty_label=_("All"),
        to_field_name="code",
    )
    consultation = forms.ChoiceField(label=_("Consultation"), required=False)
    round = forms.ModelChoiceField(Round.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, participants: Any, consultations: dict[str, str], rounds: Any) -> None:
        super().__init__(*args)
        self.fields["participant"].queryset = participants
        self.fields["consultation"].choices = [("", _("All")), *consultations.items()]
        self.fields["round"].queryset = rounds
        for name, choices in (("participant", participants), ("consultation", consultations)):
            if len(choices) < 2:
                self.fields[name].widget = forms.HiddenInput()
        self.is_valid()

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The filters that hold, as an address has them."""
        return urlencode({name: self[name].value() for name in self.chosen})
