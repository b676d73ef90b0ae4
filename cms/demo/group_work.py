"""The demo's work inside a Regional Group: what States have shared, and what is circulated among them.

Each comment is illustrative, says so in its own language and is nobody's position.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from home.models import User
from reviewmech.consultations.actions import circulate, save_comment, take_position
from reviewmech.consultations.models import Comment, Consultation, ParagraphText, Round
from reviewmech.parties.enums import LEADING
from reviewmech.parties.models import Participant, Seat

ZONE = "Europe/Vienna"
SILENCE = timedelta(hours=48)
GROUP = "africa"
# Participant, printed number, language, words.
SHARED = [
    (
        "state-a",
        "5",
        "fr",
        (
            "[À titre d’illustration] Nous souhaitons que les réunions conjointes des groupes de travail "
            "soient envisagées avant toute répartition par groupe thématique."
        ),
    ),
    (
        "state-f",
        "5",
        "en",
        (
            "[Illustrative] Delegations with few experts cannot follow two working groups that meet at "
            "the same time. The text should say so."
        ),
    ),
]
CIRCULATED = (
    GROUP,
    "9",
    "ar",
    (
        "[توضيحي] نقترح أن يُعمَّم اقتراح الأمانة على جميع الدول الأطراف باللغات الرسمية الست، وأن تُمنح "
        "المجموعات الإقليمية وقتاً كافياً للنظر فيه قبل انعقاد المؤتمر."
    ),
)
# In this order, as far as the States are there; the others have not said anything yet.
POSITIONS = [("state-f", "aligned"), ("state-h", "dissociated"), ("state-a", "aligned")]
POSITIONS_TAKEN = 2


def group_work(consultation: Consultation) -> None:
    """Share, circulate and answer, once: what is there already stays as it is."""
    round_ = Round.objects.filter(draft__consultation=consultation).order_by("draft", "number").first()
    if round_ is None or Comment.objects.filter(versions__circulation__isnull=False).exists():
        return
    now = timezone.now()
    for row in SHARED:
        comment = write(round_, *row)
        if comment:
            # Sharing is a verb of the delegations' desk; the demo needs its result only.
            Comment.objects.filter(pk=comment.pk).update(shared_at=now - timedelta(days=1))
    coordinator, comment = leading(GROUP), write(round_, *CIRCULATED)
    has_members = Participant.objects.filter(group__code=GROUP).exists()
    if coordinator and comment and has_members:
        ask(comment, coordinator, now)


def ask(comment: Comment, coordinator: User, now: datetime) -> None:
    """Circulate the words some hours ago, with silence for 48 hours from now, and let two States answer."""
    circulation = circulate(
        comment,
        silence_ends_at=end_of_silence(now),
        zone=ZONE,
        by=coordinator,
        at=now - timedelta(hours=3),
    )
    people = [(code, stance, leading(code)) for code, stance in POSITIONS]
    there = [(code, stance, person) for code, stance, person in people if person]
    for number, (code, stance, person) in enumerate(there[:POSITIONS_TAKEN], start=1):
        state = Participant.objects.get(code=code)
        at = now - timedelta(hours=3 - number)
        take_position(circulation, participant=state, stance=stance, by=person, at=at)


def end_of_silence(now: datetime) -> datetime:
    """A full minute 48 hours from now, which is never midnight."""
    ends_at = (now + SILENCE).replace(second=0, microsecond=0)
    is_midnight = ends_at.astimezone(ZoneInfo(ZONE)).time() == time(0)
    return ends_at - timedelta(minutes=1) if is_midnight else ends_at


def write(round_: Round, code: str, number: str, language: str, text: str) -> Comment | None:
    """A comment on the paragraph with a printed number; None where speaker or paragraph is missing."""
    texts = ParagraphText.objects.filter(paragraph__draft=round_.draft, draft_language__language=language)
    base = (
        texts.filter(paragraph__printed_number=number).select_related("paragraph", "draft_language").first()
    )
    person = leading(code)
    if person is None or base is None:
        return None
    comment = save_comment(
        round_=round_,
        paragraph=base.paragraph,
        participant=Participant.objects.get(code=code),
        by=person,
        type_="substantive",
        language=language,
        text=text,
        base=base,
    )
    Comment.objects.filter(pk=comment.pk).update(illustrative=True)
    return comment


def leading(code: str) -> User | None:
    """The focal point or coordinator of a participant, if there is one."""
    seats = Seat.objects.filter(participant__code=code, role__in=LEADING).current()
    seat = seats.select_related("user").order_by("pk").first()
    return seat.user if seat else None
