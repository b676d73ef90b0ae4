"""What is asked of somebody who comes in, and of somebody who asks others in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.models import User

from .enums import FOLLOWING
from .models import Seat


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Say what a verb has refused beside its field; what belongs to no field of the form, on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class JoinForm(forms.Form):
    """A new account for ``email``, the address that was invited; the mailed link has proved it."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your delegation and the secretariat see it. It is never published."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the mails to you, and after signing in."),
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean_name(self) -> str:
        """One line: the name stands in mails."""
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("This is not the same password."))
        elif first:
            self.check_password(first, given.get("name", ""))
        return given

    def check_password(self, password: str, name: str) -> None:
        try:
            validate_password(password, User(email=self.email, name=name))
        except ValidationError as error:
            self.add_error("password1", error)


class AskingForm(forms.Form):
    """An address, and the language of the mail to it."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"})
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class InviteForm(AskingForm):
    """Somebody is asked into one's own delegation, below those who lead it."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in FOLLOWING])
    until_on = forms.DateField(
        label=_("Until"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The last day. Without one, the seat has no end."),
    )
    field_order = ["email", "role", "until_on", "language"]


class HandOverForm(AskingForm):
    """A successor for one's own seat. Whoever hands over says that they know what follows."""

    understood = forms.BooleanField()

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("My seat of %(participant)s ends at the moment the successor accepts.")
        self.fields["understood"].label = words % {"participant": seat.participant.name}
