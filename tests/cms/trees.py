"""A small site: a page of every type, each list with as many entries as the test asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import StandardPage
from reviewmech.consultations.enums import CommentStatus, CommentType
from reviewmech.consultations.models import (
    Comment,
    CommentVersion,
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Draft,
    Round,
)
from reviewmech.documents.models import DocumentIndexPage, DocumentLanguage, DocumentPage
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant
from reviewmech.workplan.enums import DateKind
from reviewmech.workplan.models import MeetingIndexPage, MeetingPage, MilestonePage, WorkplanPage
from tests import factories

BODY = [{"type": "heading", "value": "Heading"}, {"type": "paragraph", "value": "<p>Some <b>words</b>.</p>"}]


@dataclass
class Tree:
    """The paths of the public pages by what they are, without the language prefix; and the rows below."""

    paths: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def make_tree(entries: int = 1) -> Tree:
    """English pages, and the same in French where the page type is an index or a first entry."""
    tree = Tree(paths={"home": "/"})
    home = factories.home_page()
    about = add(tree, home, StandardPage(title="About", slug="about", lead="Lead", body=BODY), "standard")
    for number in range(entries):
        add(tree, about, StandardPage(title=f"Below {number}", slug=f"below-{number}"))
    add_workplan(tree, home, entries)
    add_documents(tree, home, entries)
    add_consultations(tree, home, entries)
    return tree


def add(tree: Tree, parent: Page, page: Page, name: str = "") -> Page:
    if name:
        page.show_in_menus = True
        tree.paths[name] = f"{parent.get_url().removeprefix('/en')}{page.slug}/"
    page = factories.add_page(parent, page)
    tree.pages.append(page)
    return page


def add_workplan(tree: Tree, home: Page, entries: int) -> None:
    workplan = add(tree, home, WorkplanPage(title="Workplan", slug="workplan", body=BODY), "workplan")
    meetings = add(tree, home, MeetingIndexPage(title="Meetings", slug="meetings"), "meetings")
    for number in range(entries):
        facts = {
            "line": number + 1,
            "action": "To begin",
            "date_kind": DateKind.RANGE,
            "starts_on": date(2019, 10, 9),
            "ends_on": date(2019, 10, 11 + number),
        }
        title, slug = f"Section {number}", f"section-{number}"
        add(
            tree,
            workplan,
            MilestonePage(title=title, slug=slug, section="I", body=BODY, **facts),
            "" if number else "milestone",
        )
        title, slug = f"Meeting {number}", f"meeting-{number}"
        add(
            tree,
            meetings,
            MeetingPage(title=title, slug=slug, meeting_days=2.5, **facts),
            "" if number else "meeting",
        )


def add_documents(tree: Tree, home: Page, entries: int) -> None:
    index = add(tree, home, DocumentIndexPage(title="Documents", slug="documents"), "documents")
    for number in range(entries):
        page = DocumentPage(title=f"Document {number}", slug=f"document-{number}", languages_confirmed=True)
        page = add(tree, index, page, "" if number else "document")
        for language in ["en", "fr", "ar"][: number + 1]:
            DocumentLanguage.objects.create(
                document_key=page.translation_key, language=language, url="https://example.org/"
            )


def add_consultations(tree: Tree, home: Page, entries: int) -> None:
    index = add(
        tree, home, ConsultationIndexPage(title="Consultations", slug="consultations"), "consultations"
    )
    for number in range(entries):
        page = ConsultationPage(title=f"Consultation {number}", slug=f"consultation-{number}")
        page = add(tree, index, page, "" if number else "consultation")
        consultation = Consultation.objects.get(key=page.translation_key)
        tree.consultations.append(consultation)
        draft = factories.make_draft(consultation, paragraphs=entries)
        open_round = factories.make_round(draft)
        if number == 0:
            tree.comments += add_comments(draft, open_round, entries)
    reading = f"/consultations/{tree.consultations[0].code}/drafts/1/"
    tree.paths |= {
        "draft": reading,
        "paragraph": f"{reading}paragraphs/1/",
        "comments": f"{reading}comments/all/",
        "participants": f"{reading}comments/participants/",
        "comment": f"/consultations/{tree.consultations[0].code}/comments/1/",
        "search": "/search/?q=consultation",
        "empty search": "/search/",
    }


def add_comments(draft: Draft, open_round: Round, entries: int) -> list[Comment]:
    paragraph = draft.paragraphs.get(position=1)
    return [publish(draft, open_round, paragraph, number) for number in range(1, entries + 1)]


def publish(draft: Draft, open_round: Round, paragraph, number: int) -> Comment:
    speaker, _ = Participant.objects.get_or_create(
        code=f"speaker-{number}", defaults={"kind": ParticipantKind.GROUP, "name_en": f"Group {number}"}
    )
    comment = Comment.objects.create(
        consultation=draft.consultation, round=open_round, participant=speaker, paragraph=paragraph
    )
    base = paragraph.texts.get(draft_language__language="en")
    version = CommentVersion.objects.create(
        comment=comment,
        type=CommentType.SUBSTANTIVE,
        language="en",
        text=f"Words {number}.",
        proposed_wording="Other words.",
        base=base,
        read_in="en",
        frozen_at=timezone.now(),
        submitted_at=timezone.now() - timedelta(hours=1),
    )
    comment.number = draft.consultation.next_comment_number()
    comment.submitted_version, comment.published_at = version, timezone.now()
    comment.status = CommentStatus.PUBLISHED
    comment.save()
    return comment


def in_french(page: Page) -> Page:
    """The page in French, published, with the pages above it."""
    french = page.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    for each in french.get_ancestors(inclusive=True).filter(depth__gt=2):
        specific = each.specific
        if not specific.live:
            specific.save_revision().publish()
    french.refresh_from_db()
    return french
