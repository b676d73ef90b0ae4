"""The demo's consultations: released drafts, rounds and illustrative comments, all by the real verbs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from home.models import User
from reviewmech.consultations.actions import (
    open_round,
    publish_comment,
    return_comment,
    save_comment,
    submit_comment,
)
from reviewmech.consultations.models import (
    Comment,
    Consultation,
    Draft,
    ParagraphText,
    ReturnReason,
    Round,
)
from reviewmech.consultations.release import release_draft
from reviewmech.parties.models import Participant

from . import pages
from .content import Content
from .people import in_group, speaking_for

Facts = dict[str, Any]


def load(content: Content) -> None:
    """Release a first draft of each consultation that has none, open its rounds and submit the comments."""
    publisher, moderator = in_group(content, "Publishers"), in_group(content, "Moderators")
    for facts in content.facts["pages"]:
        if "consultation" not in facts or publisher is None or moderator is None:
            continue
        consultation = Consultation.objects.get(key=pages.translation_key(facts))
        if not consultation.drafts.exists():
            begin(consultation, facts["consultation"], publisher)
            load_comments(content, consultation, moderator)


def begin(consultation: Consultation, facts: Facts, publisher: User) -> None:
    """Release the draft, at the latest now, and open each round for its first period."""
    consultation.code, consultation.audience = facts["code"], facts["audience"]
    consultation.save(update_fields=["code", "audience"])
    windows = [first_window(row) for row in facts["rounds"]]
    released_at = min(timezone.now(), *[opens_at for opens_at, _closes_at in windows])
    draft = release_draft(consultation, by=publisher, at=released_at)
    for row, (opens_at, closes_at) in zip(facts["rounds"], windows, strict=True):
        open_round(draft, zone=row["zone"], opens_at=opens_at, closes_at=closes_at, by=publisher)


def first_window(row: Facts) -> tuple[datetime, datetime]:
    """When a round opens and closes as it was opened, before any extension."""
    zone, period = row["zone"], row["periods"][0]
    opens_at = moment(zone, period["opens_in_days"], period["opens_at_time"])
    return opens_at, moment(zone, period["closes_in_days"], period["closes_at_time"])


def moment(zone: str, days: int, at: str) -> datetime:
    """A time of day ("18:00") in a zone, some days after today there."""
    today = timezone.localdate(timezone=ZoneInfo(zone))
    return datetime.combine(today + timedelta(days=days), time.fromisoformat(at), ZoneInfo(zone))


def load_comments(content: Content, consultation: Consultation, moderator: User) -> None:
    """Load the comments of a consultation that its round takes on their days."""
    round_ = first_round(consultation)
    for facts in content.facts["comments"]:
        at = timezone.now() - timedelta(days=facts["days_ago"])
        if facts["consultation"] == consultation.code and round_.is_open(at):
            load_comment(content, facts, round_, moderator, at)


def first_round(consultation: Consultation) -> Round:
    return Round.objects.filter(draft__consultation=consultation).order_by("number")[0]


def load_comment(content: Content, facts: Facts, round_: Round, moderator: User, at: datetime) -> None:
    """Write, submit, and publish or return a comment, as if on its days."""
    by = speaking_for(content, facts["participant"])
    comment = submit_comment(write(facts, round_, by), by=by, at=at)
    # The verbs know only the moment of loading.
    Comment.objects.filter(pk=comment.pk).update(illustrative=True, created_at=at)
    comment.versions.update(saved_at=at)
    decided_at = at + timedelta(days=1)
    if facts["status"] == "published":
        publish_comment(comment, by=moderator, at=decided_at)
    elif facts["status"] == "returned":
        reason = ReturnReason.objects.get(code=facts["return_reason"])
        return_comment(comment, reason=reason, text=facts["return_text"], by=moderator, at=decided_at)


def write(facts: Facts, round_: Round, by: User) -> Comment:
    base = text_commented_on(round_.draft, facts)
    return save_comment(
        round_=round_,
        paragraph=base and base.paragraph,
        participant=Participant.objects.get(code=facts["participant"]),
        by=by,
        type_=facts["type"],
        language=facts["language"],
        text=facts["text"],
        base=base,
        proposed_wording=facts["proposed_wording"],
    )


def text_commented_on(draft: Draft, facts: Facts) -> ParagraphText | None:
    """The paragraph with the printed number, in the comment's language; None for the text as a whole."""
    if not facts["paragraph"]:
        return None
    texts = ParagraphText.objects.select_related("paragraph").filter(paragraph__draft=draft)
    return texts.get(paragraph__printed_number=facts["paragraph"], draft_language__language=facts["language"])
