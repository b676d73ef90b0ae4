"""What the link of an invitation opens: which page depends on whose account it meets."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from home.accounts import home_address
from home.models import User

from ..actions import accept_invitation, join, send_new_link
from ..forms import JoinForm, add_errors
from ..links import BadLinkError, ExpiredLinkError, invitation_of
from ..models import Invitation


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The address is the secret: no cache keeps the page, no other site is told of it."""
    try:
        response = answer(request, invitation_of(token))
    except ExpiredLinkError as error:
        response = expired(request, error.invitation)
    except BadLinkError:
        response = page(request, "bad", status=404)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The page for whoever holds a link that works."""
    if invitation.accepted_at or invitation.cancelled_at:
        return page(request, "closed", invitation)
    person = request.user
    if isinstance(person, User):
        return (
            accept(request, invitation, person)
            if invitation.is_for(person)
            else stranger(request, invitation)
        )
    account = User.objects.filter(email__iexact=invitation.email).first()
    if account is None:
        return come_in(request, invitation)
    return page(request, "sign_in" if account.is_active else "deactivated", invitation)


def page(
    request: HttpRequest, name: str, invitation: Invitation | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"invitation": invitation, "no_alternates": True, **more}
    return render(request, f"parties/invitations/{name}.html", context, status=status)


def expired(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Offers a new link to the address that was invited. What has become of the invitation is not told."""
    if request.method != "POST":
        return page(request, "expired")
    send_new_link(invitation)
    return page(request, "expired", is_asked=True)


def stranger(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    return page(request, "somebody_else", invitation)


def accept(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    """Asks, and on POST gives the seat."""
    if request.method != "POST":
        return page(request, "accept", invitation)
    try:
        accept_invitation(invitation, person=person)
    except ValidationError as error:
        return page(request, "accept", invitation, problem=" ".join(error.messages))
    welcome(request, invitation, person)
    return redirect(home_address(person.preferred_language))


def come_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The form of a new account; when it is filled in, the person is signed in and has the seat."""
    initial = {"language": invitation.language}
    form = JoinForm(request.POST or None, email=invitation.email, initial=initial)
    person = joined(invitation, form) if request.method == "POST" and form.is_valid() else None
    if person is None:
        return page(request, "join", invitation, form=form)
    welcome(request, invitation, person)
    return perform_login(request, person, redirect_url=home_address(person.preferred_language))


def joined(invitation: Invitation, form: JoinForm) -> User | None:
    """The new person, or None with the reason in the form."""
    given = form.cleaned_data
    try:
        return join(invitation, name=given["name"], language=given["language"], password=given["password1"])
    except ValidationError as error:
        add_errors(form, error)
    except PermissionDenied:
        form.add_error(None, _("This invitation is for somebody else."))
    return None


def welcome(request: HttpRequest, invitation: Invitation, person: User) -> None:
    """A message on the next page, which is in the person's language."""
    with override(person.preferred_language):
        words = {"participant": invitation.participant.name, "role": invitation.get_role_display()}
        messages.success(request, _("You now hold a seat of %(participant)s: %(role)s.") % words)
