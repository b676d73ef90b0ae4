"""For whom the reader speaks, told on every signed-in page."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reviewmech.parties.models import Participant

register = template.Library()


@register.simple_tag(takes_context=True)
def speaking_for(context: Context) -> SafeString:
    """The participants the signed-in person speaks for, in the page's language; nothing for a visitor.

    One query for a signed-in person, none for a visitor.
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return mark_safe("")
    participants = list(Participant.objects.spoken_for_by(user))
    return mark_safe(render_to_string("parties/includes/speaking_for.html", {"participants": participants}))  # noqa: S308 (a rendered template)
