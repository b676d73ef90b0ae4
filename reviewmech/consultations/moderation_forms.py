"""What a moderator fills in: why a comment is returned or taken down, and the answer to an appeal."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from home.addresses import direction, html_lang
from home.fields import WordsField

from .models import Appeal, CommentVersion, ReturnReason

LONGEST = 5_000  # characters


def language_words(language: str) -> str:
    """A language's name in the language of who reads it: "Arabic"."""
    return str(get_language_info(language)["name_translated"])


class ReasonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """The listed reasons, each as the moderator reads it and, beside that, as the author will."""

    widget = forms.RadioSelect
    language = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ReturnReason.objects.all(), label=gettext_lazy("Reason"), **kwargs)

    def label_from_instance(self, reason: ReturnReason) -> SafeString | str:
        language = self.language
        if not language or language == get_language():
            return reason.name
        beside = '{} <bdi class="reason" lang="{}" dir="{}">{}</bdi>'
        author_reads = reason.name_in(language)
        if author_reads == reason.name_en:
            language = settings.LANGUAGE_CODE
        return format_html(beside, reason.name, html_lang(language), direction(language), author_reads)


def write_in(field: forms.Field, language: str, label: str) -> None:
    """Have the words typed in a language, and say in which one."""
    field.label = label % {"language": language_words(language)}
    field.widget.attrs |= {"lang": html_lang(language), "dir": direction(language)}


class ReturnForm(forms.Form):
    reason = ReasonField(error_messages={"required": gettext_lazy("Choose a reason.")})
    text = WordsField(
        most=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The author reads it with the reason."),
        error_messages={"required": gettext_lazy("Say what the author should do.")},
    )

    def __init__(self, *args: Any, version: CommentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ReasonField, self.fields["reason"]).language = version.language
        write_in(self.fields["text"], version.language, _("What the author should do, in %(language)s"))


class TakeDownForm(forms.Form):
    reason = ReasonField(error_messages={"required": gettext_lazy("Choose a reason.")})
    sure = forms.BooleanField(
        label=gettext_lazy("Readers will see the number and the reason, and nothing else."),
        error_messages={"required": gettext_lazy("Confirm that the comment is to be taken down.")},
    )

    prefix = "take-down"

    def __init__(self, *args: Any, version: CommentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ReasonField, self.fields["reason"]).language = version.language


class AnswerForm(forms.Form):
    answer = WordsField(
        most=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The author reads it with the outcome."),
        error_messages={"required": gettext_lazy("Say why you decide so.")},
    )

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        write_in(self.fields["answer"], appeal.language, _("Answer, in %(language)s"))
