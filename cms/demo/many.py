"""A consultation with very many comments, to see how the pages stand up to them. For trying out only."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from reviewmech.consultations.enums import CommentStatus, CommentType, ParagraphKind
from reviewmech.consultations.models import (
    Comment,
    CommentVersion,
    Consultation,
    Draft,
    DraftLanguage,
    Paragraph,
    ParagraphText,
    ReturnReason,
    Round,
    RoundPeriod,
)
from reviewmech.consultations.models.draft import text_hash
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant

AT_A_TIME = 1_000
SPEAKERS = 40
WORDS = "Words that nobody has said, to see how a page with very many comments stands up to them. "
# The status of a comment by the last two digits of its number: most are published, many wait.
STATUSES = [*["published"] * 60, *["submitted"] * 30, *["returned"] * 5, *["draft"] * 5]


@transaction.atomic
def make(*, comments: int, paragraphs: int) -> Consultation:
    """A public consultation with one open round on a text in English, and its comments.

    Every third comment is that of one participant, ``many-1``: its own pages have much to show too.
    """
    consultation = Consultation.objects.create(key=uuid.uuid4(), code=f"many-comments-{comments}")
    draft = make_draft(consultation, paragraphs)
    round_ = Round.objects.create(draft=draft, number=1)
    now = timezone.now()
    RoundPeriod.objects.create(
        round=round_, opens_at=now - timedelta(days=30), closes_at=now + timedelta(days=30)
    )
    make_comments(round_, comments)
    consultation.last_comment_number = comments
    consultation.save()
    return consultation


def make_draft(consultation: Consultation, paragraphs: int) -> Draft:
    draft = Draft.objects.create(consultation=consultation, number=1)
    rows = [
        Paragraph(
            draft=draft,
            anchor=uuid.uuid4(),
            kind=ParagraphKind.PARAGRAPH,
            printed_number=str(position),
            level=2,
            position=position,
        )
        for position in range(1, paragraphs + 1)
    ]
    rows = Paragraph.objects.bulk_create(rows)
    title, plain = f"A text of {paragraphs} paragraphs", WORDS * 4
    words = [(row, f"<p>{plain}</p>") for row in rows]
    version = DraftLanguage.objects.create(
        draft=draft,
        language=settings.LANGUAGE_CODE,
        title=title,
        released_at=timezone.now(),
        unofficial=False,
        sha256=text_hash(title, words),
    )
    ParagraphText.objects.bulk_create(
        ParagraphText(paragraph=row, draft_language=version, html=html, plain=plain) for row, html in words
    )
    return draft


def make_comments(round_: Round, comments: int) -> None:
    """The comments and their words; their states are set when the words are there."""
    texts = list(ParagraphText.objects.filter(paragraph__draft=round_.draft).order_by("paragraph__position"))
    participants = speakers()
    in_batches(comments, lambda numbers: make_batch(round_, numbers, texts, participants))
    submitted = CommentVersion.objects.filter(comment=OuterRef("pk"))
    reason, _made = ReturnReason.objects.get_or_create(code="many", defaults={"name_en": "Not on the text"})
    now = timezone.now()
    rows = Comment.objects.filter(round=round_)
    for status in set(STATUSES) - {CommentStatus.DRAFT}:
        numbers = [number for number in range(1, comments + 1) if status_of(number) == status]
        for start in range(0, len(numbers), AT_A_TIME):
            rows.filter(number__in=numbers[start : start + AT_A_TIME]).update(
                submitted_version=Subquery(submitted.values("pk")[:1]),
                status=status,
                published_at=now if status == CommentStatus.PUBLISHED else None,
            )
    versions = CommentVersion.objects.filter(comment__round=round_)
    versions.filter(comment__status=CommentStatus.RETURNED).update(returned_at=now, return_reason=reason)
    rows.filter(status=CommentStatus.DRAFT).update(number=None)


def speakers() -> list[Participant]:
    return [
        Participant.objects.get_or_create(
            code=f"many-{number}",
            defaults={"kind": ParticipantKind.STATE, "name_en": f"Made-up State {number}"},
        )[0]
        for number in range(1, SPEAKERS + 1)
    ]


def in_batches(comments: int, make_some: Callable[[range], None]) -> None:
    for first in range(1, comments + 1, AT_A_TIME):
        make_some(range(first, min(first + AT_A_TIME, comments + 1)))


def make_batch(
    round_: Round, numbers: range, texts: list[ParagraphText], participants: list[Participant]
) -> None:
    consultation = round_.draft.consultation
    comments = Comment.objects.bulk_create(
        Comment(
            consultation=consultation,
            round=round_,
            paragraph_id=texts[number % len(texts)].paragraph_id,
            participant=participants[0] if number % 3 == 0 else participants[number % len(participants)],
            number=number,
        )
        for number in numbers
    )
    CommentVersion.objects.bulk_create(
        version(row, number, texts[number % len(texts)])
        for row, number in zip(comments, numbers, strict=True)
    )


def version(comment: Comment, number: int, base: ParagraphText) -> CommentVersion:
    sent = None if status_of(number) == CommentStatus.DRAFT else timezone.now() - timedelta(days=1)
    return CommentVersion(
        comment=comment,
        type=CommentType.values[number % len(CommentType.values)],
        language=settings.LANGUAGES[number % len(settings.LANGUAGES)][0],
        read_in=settings.LANGUAGE_CODE,
        text=f"{WORDS} {number}",
        base=base,
        proposed_wording=f"{base.plain} Otherwise." if number % 4 == 0 else "",
        frozen_at=sent,
        submitted_at=sent,
    )


def status_of(number: int) -> str:
    return STATUSES[number % 100]
