"""What the admin asks about people. No form here has a password: people set theirs by a mailed link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import show_admin_in_preferred_language
from .models import User


class PersonForm(forms.ModelForm):
    """A person. ``by`` is who fills the form in: only an administrator makes administrators."""

    required_css_class = "required"

    class Meta:
        model = User
        fields = ["email", "name", "preferred_language", "is_superuser", "groups"]
        labels = {"is_superuser": _("Administrator")}
        help_texts = {
            "email": _("The person signs in with it, and the link to set the password goes there."),
            "preferred_language": _("Of the mails, of the admin, and of the page after signing in."),
            "is_superuser": _("Administrators may do everything."),
            "groups": _(
                "What the person may do in the admin. A person who only comments needs none, but a seat."
            ),
        }
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by.is_superuser:
            del self.fields["is_superuser"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody has this e-mail address already."))
        return email

    def save(self, commit: bool = True) -> User:
        """Save the person, and the language for Wagtail's admin."""
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        person = super().save(commit)
        if commit and "preferred_language" in self.changed_data:
            show_admin_in_preferred_language(person)
        return person


class PersonEditForm(PersonForm):
    """An existing person. Nobody shuts themselves out, and nobody raises themselves."""

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            for name in ("is_active", "is_superuser"):
                self.fields.pop(name, None)


class NameForm(forms.ModelForm):
    """One's own name, on the admin's account page. The e-mail address is an administrator's to change."""

    class Meta:
        model = User
        fields = ["name"]
