"""The demo's consultations: released drafts, rounds and illustrative comments, all by the real verbs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from home.models import User
from reviewmech.consultations.actions import (
    extend_round,
    open_round,
    pause_round,
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
    RoundReason,
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
    """Release the draft, at the latest now, and let each round open, be extended and be paused."""
    consultation.code, consultation.audience = facts["code"], facts["audience"]
    consultation.save(update_fields=["code", "audience"])
    openings = [moment(row["zone"], row["periods"][0], "opens") for row in facts["rounds"]]
    draft = release_draft(consultation, by=publisher, at=min(timezone.now(), *openings))
    for row in facts["rounds"]:
        begin_round(draft, row, publisher)


def begin_round(draft: Draft, row: Facts, publisher: User) -> None:
    first, *extensions = row["periods"]
    round_ = open_round(
        draft,
        zone=row["zone"],
        opens_at=moment(row["zone"], first, "opens"),
        closes_at=moment(row["zone"], first, "closes"),
        by=publisher,
        commenters=row["commenters"],
        embargo=row["embargo"],
        scope=row["scope"],
    )
    for period in extensions:
        extend_round(
            round_,
            closes_at=moment(row["zone"], period, "closes"),
            reason=RoundReason.objects.get(code=period["reason"]),
            by=publisher,
            at=days_ago(period["announced_days_ago"]),
        )
    for pause in row.get("pauses", []):
        reason = RoundReason.objects.get(code=pause["reason"])
        pause_round(round_, reason=reason, by=publisher, at=days_ago(pause["days_ago"]))


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def moment(zone: str, period: Facts, verb: str) -> datetime:
    """When a period ``opens`` or ``closes``: a time of day in a zone, some days after today there."""
    day = timezone.localdate(timezone=ZoneInfo(zone)) + timedelta(days=period[f"{verb}_in_days"])
    return datetime.combine(day, time.fromisoformat(period[f"{verb}_at_time"]), ZoneInfo(zone))


def load_comments(content: Content, consultation: Consultation, moderator: User) -> None:
    round_ = first_round(consultation)
    for facts in content.facts["comments"]:
        if facts["consultation"] == consultation.code:
            load_comment(content, facts, round_, moderator, days_ago(facts["days_ago"]))


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
