"""The comment form, with its fields in the order delegates know from the tables of other bodies; and the form
with which a delegation sets itself a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.addresses import direction, html_lang
from home.fields import WordsField
from reviewmech.parties.models import Participant

from .deadlines import moment_in, zones
from .enums import SAID, CommentStatus, CommentType, Frequency, OpinionKind, Stance
from .models import CommentVersion, ParagraphText, Round
from .models.opinion import MAX_OPINION_LENGTH
from .models.version import MAX_COMMENT_LENGTH

CHOOSE = _("Choose for whom you speak.")


class InternalDeadlineForm(forms.Form):
    """A day and a time in the round's zone. ``moment`` is what they come to once the form is valid."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Choose a day.")},
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": _("Choose a time.")},
    )

    def __init__(self, *args: Any, zone: str, current: datetime | None, **kwargs: Any) -> None:
        self.zone = zone
        self.moment: datetime | None = None
        local = current and current.astimezone(ZoneInfo(zone))
        initial = {"day": local and local.date(), "time": local and local.time()}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["time"].help_text = _("In the zone of the round, %(zone)s.") % {"zone": zone}

    def clean(self) -> dict[str, Any]:
        """A moment that the zone skips, or has twice, is refused as it is for the round itself."""
        words = self.cleaned_data
        if not self.errors:
            self.moment = moment_in(self.zone, words["day"], words["time"])
        return words


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


class MailsForm(forms.Form):
    """How often about each of some consultations, given as ``titles`` by their keys, and about the rest.

    ``default`` says what holds where nothing was chosen.
    """

    rest = forms.ChoiceField(label=_("All consultations for which nothing else is chosen"), required=False)

    def __init__(
        self,
        *args: Any,
        titles: Mapping[int, Any],
        chosen: Mapping[int | None, str],
        default: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        not_chosen = _("%(frequency)s (nothing chosen)") % {"frequency": default}
        self.fields["rest"].choices = [("", not_chosen), *Frequency.choices]
        self.fields["rest"].initial = chosen.get(None, "")
        for pk, title in titles.items():
            self.fields[str(pk)] = forms.ChoiceField(
                label=title.words,
                required=False,
                choices=[("", _("As chosen above")), *Frequency.choices],
                initial=chosen.get(pk, ""),
            )
            self.fields[str(pk)].language = title.language

    def consultations(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "rest"]

    def changed(self) -> dict[int | None, str]:
        """What was chosen anew: the frequency, or nothing, by consultation; None is the rest."""
        sent = [name for name in self.changed_data if name in self.data]
        return {None if name == "rest" else int(name): self.cleaned_data[name] for name in sent}


class AppealForm(forms.Form):
    """``language`` is that of the comment: the appeal is written in it unless another one is chosen."""

    language = forms.ChoiceField(label=_("Language of the appeal"), choices=settings.LANGUAGES)
    text = WordsField(
        label=_("Why the decision should be looked at again"),
        most=5_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write why the decision should be looked at again.")},
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"language": language}, **kwargs)
        chosen = self["language"].value()
        if chosen in dict(settings.LANGUAGES):
            self.fields["text"].widget.attrs["lang"] = html_lang(chosen)


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
        most=MAX_OPINION_LENGTH,
        required=False,
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
