"""Verbs about people: they check, change, log and tell."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from .models import User
from .permissions import can_manage
from .tasks import mail_password_link


def invite(*, person: User, by: User) -> None:
    """Send the person a link to set the password; earlier links stay valid until one is used.

    :raises PermissionDenied: ``by`` may not manage this person.
    :raises ValidationError: the person is deactivated and could not use the link.
    """
    if not can_manage(by, person):
        raise PermissionDenied
    if not person.is_active:
        raise ValidationError(_("This person is deactivated. Activate the account before sending a link."))
    mail_password_link.enqueue(person.pk, "invitation")
    log(instance=person, action="home.invite", user=by)


def show_admin_in_preferred_language(person: User) -> None:
    """Tell Wagtail's admin the person's language: it keeps one of its own."""
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = person.preferred_language
    profile.save()


def open_account(*, email: str, name: str, language: str, password: str) -> User:
    """Make an account for somebody who has proved to read mail at an address.

    :raises ValidationError: there is an account with this address by now.
    """
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, password, name=name, preferred_language=language)
    except IntegrityError as error:
        raise ValidationError(_("There is an account with this e-mail address by now. Sign in.")) from error
    show_admin_in_preferred_language(person)
    log(instance=person, action="wagtail.create", user=person)
    return person
