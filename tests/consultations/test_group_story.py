"""The African States: three align, one dissociates, one stays silent, and the log retells it all."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus, Stance
from reviewmech.consultations.models import Circulation, Comment

from .circulating import ALIGNED, DISSOCIATED, before_the_end, in_silence, make_state, share
from .writing import save, secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

DRAFT = "/en/consultations/pending-issues/drafts/1/"
SAID = {"state-a": ALIGNED, "state-f": ALIGNED, "state-g": ALIGNED, "state-h": DISSOCIATED}
STOOD = {**SAID, "state-i": "no_objection"}


@pytest.fixture
def five_states(africa, state_a, focal_point) -> dict:
    states = {"state-a": (state_a, focal_point)}
    return states | {f"state-{letter}": make_state(f"state-{letter}", africa) for letter in "fghi"}


@pytest.fixture
def focal(five_states) -> dict[str, Client]:
    return {code: browser(person) for code, (_state, person) in five_states.items()}


@pytest.fixture
def coordinator(africa_coordinator) -> Client:
    return browser(africa_coordinator)


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_story(open_round, africa, africa_coordinator, coordinator, five_states, focal, monkeypatch):
    for code, text in (("state-a", "Words of A."), ("state-f", "Words of F.")):
        share(save(open_round, *five_states[code], text=text))
    comment = composed(coordinator, africa)
    circulation = circulated(coordinator, comment)
    positions_are_taken(focal, circulation)

    with pytest.raises(actions.WrongState, match="Silence runs until"):
        actions.submit_comment(comment, by=africa_coordinator, at=before_the_end(circulation))
    assert not ModelLogEntry.objects.filter(action__startswith="consultations.").exists()
    assert not Comment.objects.visible_to(secretariat()).exists()

    monkeypatch.setattr(timezone, "now", lambda: circulation.silence_ends_at)
    submitted(coordinator, comment, named=[Stance.ALIGNED, Stance.NO_OBJECTION])
    actions.publish_comment(comment, by=secretariat())
    readers_find_one_comment_with_the_states_chosen()
    assert all(f"State {x}" in focal["state-i"].get(address(circulation)).content.decode() for x in "AFGHI")
    the_log_retells(circulation)


def composed(coordinator: Client, africa) -> Comment:
    """From what two States shared; then the coordinator writes the Group's own words."""
    shared = [row.pk for row in Comment.objects.shared_in(africa)]
    edit = coordinator.post("/en/groups/africa/compose/", {"sources": shared}).url
    comment = Comment.objects.get(participant=africa)
    assert edit == f"/en/my-comments/{comment.pk}/edit/"
    assert comment.newest_version.text == "State A:\nWords of A.\n\nState F:\nWords of F."
    assert [row.participant.code for row in comment.drawn_from.order_by("pk")] == ["state-a", "state-f"]
    words = {"language": "en", "type": "substantive", "text": "Words of the Group.", "participant": africa.pk}
    coordinator.post(edit, {**words, "proposed_wording": "Another wording.", "action": "draft"})
    return comment


def circulated(coordinator: Client, comment: Comment) -> Circulation:
    """With silence until an exact minute 48 hours away."""
    ends_at = in_silence(48)
    form = {"day": f"{ends_at:%Y-%m-%d}", "time": f"{ends_at:%H:%M}", "zone": "UTC"}
    answer = coordinator.post(f"/en/groups/africa/comments/{comment.pk}/circulate/", form)
    circulation = Circulation.objects.get()
    assert (circulation.silence_ends_at, circulation.zone) == (ends_at, "UTC")
    assert answer.url == address(circulation)
    return circulation


def positions_are_taken(focal: dict[str, Client], circulation: Circulation) -> None:
    """Three align, one dissociates, one reads the words and stays silent."""
    for client in focal.values():
        assert "Words of the Group." in client.get(address(circulation)).content.decode()
    for code, stance in SAID.items():
        focal[code].post(f"{address(circulation)}position/", {"state": code, "stance": stance})
    assert {row.participant.code: row.stance for row in circulation.positions.all()} == SAID


def submitted(coordinator: Client, comment: Comment, named: list[str]) -> None:
    url = f"/en/groups/africa/comments/{comment.pk}/submit/"
    page = coordinator.get(url).content.decode()
    assert all(f"State {letter}" in page for letter in "AFGHI")
    for _press in range(2):
        assert coordinator.post(url, {"named": named}).url == f"/en/my-comments/{comment.pk}/"
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.SUBMITTED, 1)
    rows = comment.submitted_version.endorsements.all()
    expected = {code: (stance, stance in named) for code, stance in STOOD.items()}
    assert {row.participant.code: (row.stance, row.named) for row in rows} == expected
    assert [row.pk for row in Comment.objects.in_queue()] == [comment.pk]
    comment.consultation.refresh_from_db()
    assert comment.consultation.last_comment_number == 1


def readers_find_one_comment_with_the_states_chosen() -> None:
    response = Client().get(DRAFT)
    assert [unit.thread.count for unit in response.context["units"]] == [1, 0, 0]
    html = response.content.decode()
    words = html.split('<p class="comment__states">')[1].split("</p>")[0]
    bare = words.replace("<bdi>", "").replace("</bdi>", "").replace('<span class="comment__stance">', "")
    assert bare.replace("</span>", "") == "Aligned: State A, State F, State G · No objection: State I"
    assert "State H" not in html


def the_log_retells(circulation: Circulation) -> None:
    at = {row.participant.code: row.taken_at.isoformat() for row in circulation.positions.all()}
    states = [
        {"state": code, "stance": stance, "at": at.get(code), "named": stance != DISSOCIATED}
        for code, stance in sorted(STOOD.items())
    ]
    entry = ModelLogEntry.objects.get(action="consultations.submit")
    assert entry.data["circulations"] == [
        {
            "version": 1,
            "circulated_at": circulation.circulated_at.isoformat(),
            "silence_ends_at": circulation.silence_ends_at.isoformat(),
            "zone": "UTC",
            "states": states,
        }
    ]


def address(circulation: Circulation) -> str:
    return f"/en/groups/africa/circulations/{circulation.pk}/"
