"""How people come in: by invitation only, with their e-mail address and, if they like, a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from .models import User
from .tasks import mail_password_link


def home_address(language: str | None) -> str:
    """The path of the home page in a language, a code of settings.LANGUAGES."""
    with override(language):
        return reverse("wagtail_serve", args=[""])


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an administrator creates the person and the seat."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the person's language, for a sign-in that came from no page in particular."""
        return home_address(request.user.preferred_language)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return home_address(get_language())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """By a task, so that the answer takes as long for an address that nobody has."""
        mail_password_link.enqueue(user.pk, "password_reset_key")


class PasswordLinkGenerator(PasswordResetTokenGenerator):
    """Signs the links by which people set their password.

    Django's own are void after a sign-in, a new password and a new e-mail address; these also while the
    person is deactivated. Allauth's generator is not used: it writes rows of e-mail addresses beside the
    person's own, by which one could still sign in after an administrator changed the address.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"
