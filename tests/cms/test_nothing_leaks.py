"""Every address of the site, tried by people who may not know of some things: no word of them anywhere."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import Client

from home.models import StandardPage, User
from reviewmech.consultations.actions import give_opinion
from reviewmech.consultations.enums import Audience, Embargo, OpinionKind
from reviewmech.consultations.models import (
    Comment,
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Round,
)
from reviewmech.lots.models import PartiesList
from reviewmech.parties.enums import ParticipantKind, SeatRole
from tests import factories
from tests.cms.addresses import addresses
from tests.consultations.circulating import circulated, make_person, make_state, share_new
from tests.consultations.writing import give_back, publish, save, submit
from tests.lots.drawing import make_draft
from tests.lots.lists import make_list, many
from tests.support import everything

pytestmark = pytest.mark.django_db

# Each is a word of something else that has to stay hidden.
OF_A_DRAFT_COMMENT = "Quizzicaldraft"
OF_A_COMMENT_IN_THE_QUEUE = "Quizzicalqueue"
OF_A_RETURNED_COMMENT = "Quizzicalreturn"
OF_A_GROUP = "Quizzicalgroup"
OF_A_STATE = "Quizzicalstate"
OF_AN_EMBARGO = "Quizzicalembargo"
OF_A_NAMED_CONSULTATION = "Quizzicalnamed"
OF_A_WORKING_TEXT = "Quizzicalworking"
OF_AN_UNPUBLISHED_PAGE = "Quizzicalunpublished"
OF_A_LATER_REVISION = "Quizzicallater"
OF_A_DRAW_IN_PREPARATION = "Quizzicallots"
MARK = "quizzical"
OUTSIDERS = ["visitor", "member", "africa", "state-a", "neighbour", "organization"]
# Another State of the same Regional Group shares the Group's inner life, and nothing else.
THEIRS = {"neighbour": [OF_A_GROUP]}
# Those who work in the admin see pages in preparation; the words a delegation has not sent stay its own.
# Where a moderator is given something; the superuser is given everything.
OF_A_MODERATOR = ("/admin/moderation/", "/admin/consultations/", "/admin/reports/", "/admin/api/", "/en/")
IN_THE_ADMIN = {"moderator": OF_A_MODERATOR, "superuser": "/"}
# They end the session, speak of nobody but the person who asks, or fail on purpose.
LEFT_OUT = ("/admin/logout/", "/en/accounts/", "/admin/failwhale/")


def working_text(word: str) -> list[tuple[str, dict[str, str]]]:
    return [("paragraph", {"number": "1", "text": f"<p>{word} stands in the working text.</p>"})]


@pytest.fixture
def index(site) -> ConsultationIndexPage:
    return factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )


@pytest.fixture
def named(index, grulac, grulac_coordinator) -> ConsultationPage:
    """A consultation for GRULAC alone, with a draft, an open round and a published comment."""
    page = ConsultationPage(
        title=OF_A_NAMED_CONSULTATION, slug="closed-talks", lead=f"{OF_A_NAMED_CONSULTATION} lead"
    )
    factories.add_page(index, page)
    row = Consultation.objects.get(key=page.translation_key)
    row.audience = Audience.NAMED
    row.save()
    row.participants.add(grulac)
    round_ = factories.make_round(factories.make_draft(row))
    publish(round_, grulac, grulac_coordinator, text=f"{OF_A_NAMED_CONSULTATION} comment")
    return page


@pytest.fixture
def hidden(index, named, grulac, grulac_coordinator) -> dict[str, Model]:
    """What is hidden, and a consultation for everybody on which some of it hangs."""
    page = ConsultationPage(
        title="Pending issues", slug="pending-issues", working_text=working_text(OF_A_WORKING_TEXT)
    )
    factories.add_page(index, page)
    page.title = OF_A_LATER_REVISION
    page.save_revision()
    unpublished = StandardPage(title=OF_AN_UNPUBLISHED_PAGE, slug="unpublished", live=False)
    factories.add_page(factories.home_page(), unpublished, publish=False)
    consultation = Consultation.objects.get(key=page.translation_key)
    round_ = factories.make_round(factories.make_draft(consultation))
    who = (round_, grulac, grulac_coordinator)
    returned = give_back(submit(*who, text=f"{OF_A_RETURNED_COMMENT} words"), OF_A_RETURNED_COMMENT)
    state, focal_point = make_state("state-e", grulac)
    save(*who, comment=returned, text=f"{OF_A_DRAFT_COMMENT} in place of those returned")
    own = save(round_, state, focal_point, text=f"{OF_A_STATE} words")
    contributor = make_person(state, SeatRole.CONTRIBUTOR)
    give_opinion(own, kind=OpinionKind.QUESTION, text=f"{OF_A_STATE} opinion", by=contributor)
    hold_back(grulac, grulac_coordinator)
    return {
        "page": page,
        "named": named,
        "unpublished": unpublished,
        "lots": make_draft("a-draft", name_en=OF_A_DRAW_IN_PREPARATION, parties=made_up_list()),
        "own": own,
        "draft": save(*who, text=f"{OF_A_DRAFT_COMMENT} words", proposed_wording=OF_A_DRAFT_COMMENT),
        "queue": submit(*who, text=f"{OF_A_COMMENT_IN_THE_QUEUE} words"),
        "returned": returned,
        "shared": share_new(round_, state, focal_point, text=f"{OF_A_GROUP} shared"),
        "circulation": circulated(*who, text=f"{OF_A_GROUP} circulated"),
    }


def made_up_list() -> PartiesList:
    """A list that no draw of the public starts from."""
    word = OF_A_DRAW_IN_PREPARATION
    return make_list(many().replace("Group 1", word), title=f"{word} list", source=f"{word} source")


def hold_back(participant, by) -> None:
    """A comment published in a round that keeps comments from everybody else until it closes."""
    round_ = factories.make_round(factories.make_draft(factories.make_consultation("held-back")))
    Round.objects.filter(pk=round_.pk).update(embargo=Embargo.ALL)
    publish(round_, participant, by, text=f"{OF_AN_EMBARGO} words")


@pytest.fixture
def cast(
    visitor, member, africa_coordinator, focal_point, grulac, in_group
) -> dict[str, User | AnonymousUser]:
    return {
        "visitor": visitor,
        "member": member,
        "africa": africa_coordinator,
        "state-a": focal_point,
        "neighbour": make_state("neighbour", grulac)[1],
        "organization": make_person(
            factories.make_participant("organization", ParticipantKind.ORGANIZATION), SeatRole.FOCAL_POINT
        ),
        "moderator": in_group("Moderators"),
        "superuser": User.objects.create_superuser("root@example.org", None, name="Root"),
    }


def all_addresses(hidden: dict[str, Model]) -> list[str]:
    """Every pattern with the keys of what is hidden, and the addresses of the pages."""
    pages = [hidden[name].pk for name in ("page", "named")]
    index, revision = hidden["named"].get_parent().pk, hidden["page"].latest_revision_id
    circulation = hidden["circulation"]
    comments = {"pk": [hidden[name].pk for name in ("own", "draft", "queue", "returned", "shared")]}
    comments["pk"].append(circulation.version.comment_id)
    of_a_group = {"code": ["grulac", "africa"], "pk": [circulation.pk, *comments["pk"]]}
    of_delegations = {"code": ["grulac", "state-e"], "pk": list(Round.objects.values_list("pk", flat=True))}
    public = {"code": ["closed-talks", "pending-issues", "held-back"], "number": [1, 2]}
    of_pages = {
        "pk": pages,
        "page_id": pages,
        "page_pk": pages,
        "page_to_move_id": pages,
        "parent_page_id": [index],
        "destination_id": [index],
        "revision_id": [revision],
        "revision_id_a": [revision],
        "revision_id_b": ["live"],
        "content_type_app_name": ["consultations"],
        "content_type_model_name": ["consultationpage"],
        "app_label": ["wagtailcore"],
        "model_name": ["page"],
        "action_name": ["publish"],
        "action": ["delete"],
    }
    found = addresses(
        {
            "/en/consultations/": public,
            "/en/my-comments/": comments,
            "/en/groups/": of_a_group,
            "/en/delegations/": of_delegations,
            "/admin/moderation/": comments,
            "/admin/consultations/": {"pk": list(Consultation.objects.values_list("pk", flat=True))},
            "/admin/draws/": {"pk": [hidden["lots"].pk]},
            "/admin/parties-lists/": {"pk": [hidden["lots"].parties.pk]},
            "/en/lots/": {"code": [hidden["lots"].code], "state_code": ["A00"]},
            "/admin/": of_pages,
            "/en/": {"var": [""]},
        }
    )
    served = ["", "consultations/", "consultations/closed-talks/", "unpublished/", "nowhere/closed-talks/"]
    words = ["search/?q=words", "search/?q=closed+talks", "search/?q=lead", "my-comments/?status=draft"]
    of_a_draft = "consultations/pending-issues/drafts/1/"
    words += [f"{of_a_draft}{path}?mine=on" for path in ("", "comments/all/", "comments/export.csv")]
    found += [f"/{language}/{path}" for language in ("en", "ar") for path in [*served, *words]]
    return [address for address in found if not address.startswith(LEFT_OUT)]


def browser(person: User | AnonymousUser) -> Client:
    client = Client(raise_request_exception=False)
    if person.is_authenticated:
        client.force_login(person)
    return client


def text_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return (content.decode(errors="replace") + str(response.headers)).lower()


@pytest.mark.parametrize("name", OUTSIDERS)
def test_outsiders_find_no_hidden_word_at_any_address(hidden, cast, name):
    client = browser(cast[name])
    answers = {address: client.get(address) for address in all_addresses(hidden)}
    assert len(answers) > 350
    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    assert [address for address, answer in answers.items() if MARK in hidden_text_of(answer, name)] == []


def hidden_text_of(response, name: str) -> str:
    """The answer's text without the words that this person may read."""
    text = text_of(response)
    for word in THEIRS.get(name, []):
        text = text.replace(word.lower(), "")
    return text


def test_the_neighbour_reads_what_the_group_shares(hidden, cast):
    client = browser(cast["neighbour"])
    assert OF_A_GROUP.lower() in text_of(client.get("/en/groups/grulac/"))


@pytest.mark.filterwarnings("default::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's
@pytest.mark.parametrize("name", IN_THE_ADMIN)
def test_words_not_yet_sent_are_read_by_nobody_in_the_admin(hidden, cast, name):
    client = browser(cast[name])
    tried = [address for address in all_addresses(hidden) if address.startswith(IN_THE_ADMIN[name])]
    answers = {address: client.get(address) for address in tried}
    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    for word in (OF_A_DRAFT_COMMENT.lower(), OF_A_GROUP.lower(), OF_A_STATE.lower()):
        assert [address for address, answer in answers.items() if word in text_of(answer)] == []


@pytest.mark.parametrize("name", ["visitor", "africa"])
def test_outsiders_change_nothing_at_any_address(hidden, cast, name):
    client = browser(cast[name])
    before = everything()
    answers = {address: client.post(address) for address in all_addresses(hidden)}
    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    assert [address for address, answer in answers.items() if MARK in text_of(answer)] == []
    after = everything()
    assert [label for label in before if before[label] != after[label]] == []


def test_whose_the_words_are_finds_them(hidden, grulac_coordinator):
    """Else the tests above would pass where nothing is there at all."""
    client = browser(grulac_coordinator)
    tried = [address for address in all_addresses(hidden) if address.startswith("/en/")]
    found = " ".join(text_of(client.get(address)) for address in tried)
    words = [OF_A_DRAFT_COMMENT, OF_A_COMMENT_IN_THE_QUEUE, OF_A_RETURNED_COMMENT, OF_A_NAMED_CONSULTATION]
    words += [OF_A_GROUP, OF_AN_EMBARGO]
    assert [word for word in words if word.lower() not in found] == []
    assert Comment.objects.count() == 8


def test_who_prepares_a_draw_finds_it(hidden, in_group):
    client = browser(in_group("Publishers"))
    for path in (f"/admin/draws/inspect/{hidden['lots'].pk}/", "/admin/parties-lists/"):
        assert OF_A_DRAW_IN_PREPARATION.lower() in text_of(client.get(path))


def test_a_delegation_finds_its_own(hidden):
    client = browser(User.objects.get(email="state-e-focal_point@example.org"))
    tried = [address for address in all_addresses(hidden) if address.startswith("/en/")]
    found = " ".join(text_of(client.get(address)) for address in tried)
    assert f"{OF_A_STATE} words".lower() in found
    assert f"{OF_A_STATE} opinion".lower() in found
