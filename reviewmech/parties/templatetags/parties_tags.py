"""For whom the reader speaks, told on every signed-in page."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reviewmech.parties.models import Seat

register = template.Library()


@register.simple_tag(takes_context=True)
def speaking_for(context: Context) -> SafeString:
    """Whom the signed-in person speaks for, and in which role, with a way to their pages; not for visitors.

    One query for a signed-in person, none for a visitor.
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return mark_safe("")
    seats = Seat.objects.current().filter(user=user).select_related("participant")
    voices = {"seats": seats.order_by("participant__name_en")}
    return mark_safe(render_to_string("parties/includes/speaking_for.html", voices))  # noqa: S308 (a rendered template)
