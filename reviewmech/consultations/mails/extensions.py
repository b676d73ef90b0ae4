"""When the end of a round has moved: one mail to everybody who had the old end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.mails import Words, absolute, deliver_soon, one_line, queue_mail
from home.models import OutgoingMail

from ..enums import Frequency
from ..models import Round, RoundPeriod
from .entries import draft_path, said
from .following import Following, people_told
from .letters import calendar_url, letter
from .titles import titles

KIND = "extension"
LOOKED_BACK = timedelta(days=7)  # should the verb that extends a round have told nobody


def make_extension_mails(at: datetime) -> None:
    """Queue the mails about extensions of which nobody has been told yet."""
    recent = RoundPeriod.objects.filter(announced_at__gt=at - LOOKED_BACK, closes_at__gt=at)
    for period in recent.select_related("round__draft__consultation").order_by("pk"):
        tell_of_extension(period)


@transaction.atomic
def tell_of_extension(period: RoundPeriod) -> None:
    """Queue one mail a person about a period that moves the end of its round, and let them leave at once.

    Called by the verb that extends, and again by every run: the second call does nothing, nor does one about
    what was announced long ago. The round's row is locked, so that two callers do not tell at the same time.
    """
    if period.announced_at < timezone.now() - LOOKED_BACK:
        return
    row = Round.objects.select_for_update(no_key=True).get(pk=period.round_id)
    told = OutgoingMail.objects.filter(key__startswith=f"extension:{period.pk}:")
    if moved_end(period) is None or told.exists():
        return
    for person in people_told(row.draft.consultation):
        queue_mail(
            key=f"extension:{period.pk}:{person.pk}", person=person, kind=KIND, about={"period": period.pk}
        )
    deliver_soon()


def moved_end(period: RoundPeriod) -> RoundPeriod | None:
    """The period whose end this one has moved; None for the period that was announced first."""
    earlier = [each for each in period.round.periods_in_order if each.closes_at < period.closes_at]
    return earlier[-1] if earlier else None


def write_extension(mail: OutgoingMail) -> Words | None:
    """None for who may not, or would not, be told any more; and where the end has moved again, or passed."""
    person = mail.person
    rows = RoundPeriod.objects.select_related("round__draft__consultation", "reason")
    period = rows.filter(pk=mail.about["period"]).first()
    if person is None or period is None or period != period.round.last_period:
        return None
    row, old = period.round, moved_end(period)
    consultation = row.draft.consultation
    silent = Following.of(person).frequency(consultation.pk) == Frequency.NEVER
    if old is None or silent or period.closes_at <= timezone.now():
        return None
    with override(person.preferred_language):
        title = titles([consultation.pk], person.preferred_language)[consultation.pk]
        words = {"title": one_line(title.words), "deadline": said(period.closes_at, row.zone)}
        context = words | {
            "title": title,
            "draft": row.draft.number,
            "round": row.number,
            "old_end": said(old.closes_at, row.zone),
            "reason": period.reason.name if period.reason else "",
            "draft_url": absolute(draft_path(row)),
            "calendar_url": calendar_url(row),
        }
        return letter(KIND, person, _("%(title)s: more time, until %(deadline)s") % words, context)
