"""What people need not wait for."""

from __future__ import annotations

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override
from django_tasks import task

from .mails import deliver
from .models import User


def password_link(person: User) -> str:
    """A full address by which the person sets a password, valid for PASSWORD_RESET_TIMEOUT seconds.

    It begins with WAGTAILADMIN_BASE_URL and not with the host of a request, which anybody can make up.
    """
    key = import_string(settings.ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR)().make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


@task()
def mail_password_link(person_pk: int, kind: str) -> None:
    """Mail a person the link to set a password, in their language, if they may sign in.

    ``kind`` names the mail: account/email/<kind>_subject.txt and _message.txt. The link is made here, so
    that it is never kept with the waiting tasks.
    """
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person is None:
        return
    with override(person.preferred_language):
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
        words = {"person": person, "link": password_link(person), "days": days}
        subject = render_to_string(f"account/email/{kind}_subject.txt", words)
        message = render_to_string(f"account/email/{kind}_message.txt", words)
    send_mail(" ".join(subject.split()), message.strip() + "\n", None, [person.email])


@task()
def deliver_mails() -> None:
    """Send what waits in the outbox. What fails stays there: `manage.py send_mails` tries it again."""
    deliver()
