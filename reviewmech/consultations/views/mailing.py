"""About what people are mailed: choosing it, following a consultation, and ending all of it by a link."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import choose_frequency, unsubscribe
from ..enums import Frequency
from ..forms import MailsForm
from ..mails import tokens
from ..mails.following import Following, may_see
from ..mails.titles import titles
from ..models import Consultation, ConsultationPage
from ..models.consultation import ConsultationQuerySet
from .found import page_or_404
from .guards import signed_in


def known_consultations(request: HttpRequest) -> ConsultationQuerySet:
    """Those the reader may see of which there is something to be seen."""
    live = ConsultationPage.objects.live().public().values("translation_key")
    rows = Consultation.objects.visible_to(request.user)
    return rows.filter(Q(key__in=live) | Q(drafts__isnull=False)).distinct().order_by("code")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mails(request: HttpRequest) -> HttpResponse:
    """How often the reader is mailed about each consultation."""
    page_obj = page_or_404(request, known_consultations(request))
    following = Following.of(request.user)
    form = MailsForm(
        request.POST if request.method == "POST" else None,
        titles=titles([row.pk for row in page_obj], get_language()),
        chosen={pk: row.frequency for pk, row in following.own.items()}
        | {None: following.rest.frequency if following.rest else ""},
        default=default_words(following),
    )
    if request.method == "POST" and form.is_valid():
        keep(request, form, {row.pk: row for row in page_obj})
        messages.success(request, _("Your choice was saved."))
        return redirect(request.get_full_path())
    context = {"form": form, "page_obj": page_obj, "no_alternates": True}
    return render(request, "consultations/mail_choices.html", context)


def default_words(following: Following) -> str:
    if following.seated:
        return str(Frequency.DAILY.label)
    if following.languages:
        return _("Once a day, about comments on your translations")
    return str(Frequency.NEVER.label)


@transaction.atomic
def keep(request: HttpRequest, form: MailsForm, consultations: dict[int, Consultation]) -> None:
    for pk, frequency in form.changed().items():
        consultation = consultations[pk] if pk else None
        choose_frequency(person=request.user, consultation=consultation, frequency=frequency)


@require_POST
@signed_in
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Follow a consultation from its page, once a day, or stop."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), code=code)
    frequency = request.POST.get("frequency")
    if frequency in (Frequency.DAILY, Frequency.NEVER):
        choose_frequency(person=request.user, consultation=consultation, frequency=frequency)
    pages = ConsultationPage.objects.live().filter(locale__language_code=get_language())
    page = pages.filter(translation_key=consultation.key).first()
    return redirect(page.get_url(request) if page else "consultations:mails")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_mails(request: HttpRequest, signed: str) -> HttpResponse:
    """The way out of the mails (RFC 8058): who has the link may use it, signed in or not, at any time.

    Only a POST changes anything: programs that look into mails follow every link in them.
    """
    scope = tokens.read(signed)
    if scope is None:
        raise Http404
    if request.method == "POST":
        unsubscribe(person=scope.person, consultation=scope.consultation)
    consultation = scope.consultation
    # Whoever got the link may have lost sight of the consultation since.
    is_seen = consultation is not None and may_see(scope.person, consultation)
    found = titles([consultation.pk], get_language()) if consultation and is_seen else {}
    context = {
        "is_done": request.method == "POST",
        "is_about_one": consultation is not None,
        "title": consultation and found.get(consultation.pk),
        "no_alternates": True,
    }
    return render(request, "consultations/unsubscribe.html", context)
