"""The end of a round as an iCalendar file (RFC 5545).

The moment stands in UTC: a name of a zone could not say which of two hours is meant in the night in which the
clocks go back, and it is by UTC that the round closes. The zone it was announced in stands in the words.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from .deadlines import in_words
from .enums import RoundState
from .models import Round

REMINDER = timedelta(days=1)


def deadline_calendar(round_: Round, *, end: datetime, title: str, url: str) -> bytes:
    """The calendar file of a round with its moments, in the active language; ``end`` is its ``closes_at``.

    ``title`` is the consultation's, ``url`` the full address of the draft. Adding the file again, in whatever
    language, changes the entry that is there instead of making a second one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Review mechanism//Consultations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(round_, end, title, url))
    return calendar.to_ical()


def _event(round_: Round, end: datetime, title: str, url: str) -> Event:
    state = round_.state
    changed_at = last_change(round_)
    event = Event()
    event.add("uid", f"{uuid5(round_.draft.consultation.key, _place(round_))}")
    event.add("sequence", sequence(round_))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", end)
    event.add("summary", _summary(state) % {"title": title})
    event.add("description", "\n".join(_description(round_, end, url)))
    event.add("url", url)
    event.add("status", "TENTATIVE" if state == RoundState.PAUSED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if state != RoundState.CLOSED:
        event.add_component(_alarm(title))
    return event


def _place(round_: Round) -> str:
    return f"draft-{round_.draft.number}-round-{round_.number}"


def _summary(state: RoundState) -> str:
    if state == RoundState.PAUSED:
        return _("Paused: comments on %(title)s")
    if state == RoundState.CLOSED:
        return _("Closed: comments on %(title)s")
    return _("Last moment for comments: %(title)s")


def _description(round_: Round, end: datetime, url: str) -> list[str]:
    words = {"draft": round_.draft.number, "round": round_.number}
    lines = [_("Draft %(draft)s, round %(round)s") % words, in_words(end, round_.zone)]
    lines += [_("Extended: %(reason)s") % {"reason": period.reason} for period in round_.extensions]
    if pause := round_.is_paused and round_.pause_at():
        lines.append(_("Paused: %(reason)s") % {"reason": pause.reason})
    return [*lines, url]


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Last moment for comments: %(title)s") % {"title": title})
    alarm.add("trigger", -REMINDER)
    return alarm


def sequence(round_: Round, at: datetime | None = None) -> int:
    """How often the entry has changed: it grows with extensions, pauses, their ends, and the close.

    An extension after the close weighs two, one for the close that no longer counts.
    """
    pauses = list(round_.pauses.all())
    resumed = [pause for pause in pauses if pause.resumed_at]
    return 2 * len(round_.extensions) + len(pauses) + len(resumed) + int(round_.is_over_at(at))


def last_change(round_: Round, at: datetime | None = None) -> datetime:
    """When the entry became what it is at a moment (now): the same for everybody who asks in between."""
    at = at or timezone.now()
    pauses = list(round_.pauses.all())
    moments = [period.announced_at for period in round_.periods_in_order]
    moments += [pause.paused_at for pause in pauses]
    moments += [pause.resumed_at for pause in pauses if pause.resumed_at]
    if round_.closes_at and round_.is_over_at(at):
        moments.append(round_.closes_at)
    return max(moments)
