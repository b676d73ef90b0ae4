"""Happenings in words: each a line that says what happened, some facts, and what may be quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.mails import absolute, one_line, plain
from reviewmech.parties.enums import ParticipantKind

from ..deadlines import utc_offset
from ..enums import CommentType
from ..models import Circulation, Comment, Draft, DraftLanguage, Paragraph, Round, RoundPause
from .happenings import Happening, Kind

LONGEST_QUOTE = 600  # characters
CUT_AT_WORD = 60  # how far back the end of a word is looked for; Chinese has no spaces
ISOLATE, POP = "\u2068", "\u2069"


@dataclass(frozen=True)
class Quote:
    """Words that somebody wrote, in their language; ``label`` says what they are where that is not plain."""

    text: str
    language: str
    label: str = ""

    @property
    def marked(self) -> str:
        """For the text part: each line is marked, so that nothing in it passes for the mail's own words."""
        return "\n".join(f"> {line}".rstrip() for line in self.text.split("\n"))


@dataclass(frozen=True)
class Entry:
    headline: str
    when: str
    path: str
    facts: Sequence[str] = ()
    quotes: Sequence[Quote] = field(default_factory=list)

    @property
    def url(self) -> str:
        return absolute(self.path)


def isolated(words: object) -> str:
    """Words inside a sentence that may run the other way: they keep their direction to themselves."""
    return f"{ISOLATE}{one_line(str(words))}{POP}"


def said(moment: datetime, zone: str) -> str:
    """``12 December 2026, 18:00 (Europe/Vienna, UTC+01:00)``, in the language that is active."""
    local = moment.astimezone(ZoneInfo(zone))
    place = zone if zone == "UTC" else f"{zone}, {utc_offset(local)}"
    return f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'H:i')} ({isolated(place)})"


def quote(words: str, language: str, label: str = "") -> Quote:
    """The beginning of somebody's words, with a sign where they were cut."""
    text = plain(words).strip()
    if len(text) > LONGEST_QUOTE:
        cut = text[:LONGEST_QUOTE]
        at_word = cut.rpartition(" ")[0]
        text = (at_word if len(at_word) >= LONGEST_QUOTE - CUT_AT_WORD else cut).rstrip() + " …"
    return Quote(text, language, label)


def entries(found: Sequence[Happening]) -> list[Entry]:
    """In the language that is active. The words of all comments are read by one query."""
    keys = [each.row for each in found if each.kind is Kind.COMMENT]
    related = ["consultation", "participant", "paragraph", "submitted_version", "round"]
    comments = Comment.objects.select_related(*related).in_bulk(keys)
    rows = [comments[each.row] if each.kind is Kind.COMMENT else each.row for each in found]
    return [WRITERS[each.kind](each.at, row) for each, row in zip(found, rows, strict=True)]


def draft_path(row: Round) -> str:
    return reverse("consultations:draft", args=[row.draft.consultation.code, row.draft.number])


def place(paragraph: Paragraph | None) -> str:
    if paragraph is None:
        return _("On the draft as a whole")
    if paragraph.printed_number:
        return _("Paragraph %(number)s") % {"number": isolated(paragraph.printed_number)}
    return _("Heading") if paragraph.kind == "heading" else _("Paragraph without a number")


def language_name(code: str) -> str:
    return isolated(dict(settings.LANGUAGES).get(code, code))


def of_draft(at: datetime, draft: Draft) -> Entry:
    path = reverse("consultations:draft", args=[draft.consultation.code, draft.number])
    return Entry(_("Draft %(number)s was released") % {"number": draft.number}, said(at, "UTC"), path)


def of_language(at: datetime, version: DraftLanguage) -> Entry:
    draft = version.draft
    words = _("Draft %(number)s can now be read in another language: %(language)s")
    headline = words % {"number": draft.number, "language": language_name(version.language)}
    path = reverse("consultations:draft", args=[draft.consultation.code, draft.number])
    return Entry(headline, said(at, "UTC"), path)


def round_words(row: Round) -> dict[str, int]:
    return {"round": row.number, "draft": row.draft.number}


def of_opening(at: datetime, row: Round) -> Entry:
    headline = _("Round %(round)s of comments on draft %(draft)s is open") % round_words(row)
    return Entry(headline, said(at, row.zone), draft_path(row), [until(row)])


def until(row: Round) -> str:
    return _("Comments until %(deadline)s") % {"deadline": said(row.closes_at, row.zone)}  # type: ignore[arg-type] # it has a period


def of_extension(at: datetime, found: tuple[Round, int]) -> Entry:
    row, number = found
    headline = _("Round %(round)s of comments on draft %(draft)s was extended") % round_words(row)
    period = row.periods_in_order[number]
    facts = [_("Comments until %(deadline)s") % {"deadline": said(period.closes_at, row.zone)}]
    return Entry(headline, said(at, row.zone), draft_path(row), [*facts, *reason(period.reason)])


def reason(found: Any) -> list[str]:
    return [_("Reason: %(reason)s") % {"reason": isolated(found.name)}] if found else []


def of_pause(at: datetime, found: tuple[Round, RoundPause]) -> Entry:
    row, pause = found
    headline = _("Round %(round)s of comments on draft %(draft)s is paused") % round_words(row)
    return Entry(headline, said(at, row.zone), draft_path(row), reason(pause.reason))


def of_resumption(at: datetime, row: Round) -> Entry:
    headline = _("Round %(round)s of comments on draft %(draft)s goes on") % round_words(row)
    return Entry(headline, said(at, row.zone), draft_path(row), [until(row)])


def comment_words(comment: Comment) -> dict[str, Any]:
    return {"number": comment.number, "participant": isolated(comment.participant.name)}


def of_comment(at: datetime, comment: Comment) -> Entry:
    version: Any = comment.submitted_version
    facts = [place(comment.paragraph), kind_of(version), language_name(version.language)]
    if comment.participant.kind == ParticipantKind.ORGANIZATION:
        facts.append(_("Input from observers"))
    if comment.illustrative:
        facts.append(_("Illustrative"))
    return Entry(
        _("Comment %(number)s by %(participant)s") % comment_words(comment),
        said(at, comment.round.zone),
        reverse("consultations:comment", args=[comment.consultation.code, comment.number]),
        facts,
        quotes_of(version),
    )


def kind_of(version: Any) -> str:
    """The type; for a comment of type translation, with the language version it is on."""
    if version.type == CommentType.TRANSLATION:
        return _("On the translation: %(language)s") % {"language": language_name(version.read_in)}
    return str(version.get_type_display())


def quotes_of(version: Any) -> list[Quote]:
    quotes = [quote(version.text, version.language)]
    if version.proposed_wording:
        quotes.append(quote(version.proposed_wording, version.read_in, _("Proposed wording")))
    return quotes


def of_return(at: datetime, comment: Comment) -> Entry:
    version: Any = comment.submitted_version
    headline = _("Comment %(number)s by %(participant)s was returned to you") % comment_words(comment)
    quotes = [Quote(plain(version.return_text).strip(), "")] if version.return_text else []
    facts = [place(comment.paragraph), *reason(version.return_reason)]
    path = reverse("consultations:own_comment", args=[comment.pk])
    return Entry(headline, said(at, comment.round.zone), path, facts, quotes)


def of_taking_down(at: datetime, comment: Comment) -> Entry:
    headline = _("Comment %(number)s by %(participant)s was taken down") % comment_words(comment)
    path = reverse("consultations:own_comment", args=[comment.pk])
    facts = [place(comment.paragraph), *reason(comment.taken_down_reason)]
    return Entry(headline, said(at, comment.round.zone), path, facts)


def of_circulation(at: datetime, circulation: Circulation) -> Entry:
    comment = circulation.version.comment
    headline = _("%(group)s: a comment was circulated among the member States")
    end = said(circulation.silence_ends_at, circulation.zone)
    return Entry(
        headline % {"group": isolated(comment.participant.name)},
        said(at, circulation.zone),
        circulation_path(circulation),
        [place(comment.paragraph), _("Silence ends on %(deadline)s") % {"deadline": end}],
        quotes_of(circulation.version),
    )


def circulation_path(circulation: Circulation) -> str:
    """Where a State takes its stance."""
    group = circulation.version.comment.participant
    return reverse("consultations:circulation", args=[group.code, circulation.pk])


WRITERS: dict[Kind, Callable[[datetime, Any], Entry]] = {
    Kind.DRAFT: of_draft,
    Kind.LANGUAGE: of_language,
    Kind.OPENED: of_opening,
    Kind.EXTENDED: of_extension,
    Kind.PAUSED: of_pause,
    Kind.RESUMED: of_resumption,
    Kind.COMMENT: of_comment,
    Kind.RETURNED: of_return,
    Kind.TAKEN_DOWN: of_taking_down,
    Kind.CIRCULATED: of_circulation,
}
