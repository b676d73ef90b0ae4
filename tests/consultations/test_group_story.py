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


@pytest.fixture
def five_states(africa, state_a, focal_point) -> dict:
    states = {"state-a": (state_a, focal_point)}
    return states | {f"state-{letter}": make_state(f"state-{letter}", africa) for letter in "fghi"}


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_story(site, open_round, africa, africa_coordinator, five_states, monkeypatch):
    coordinator = browser(africa_coordinator)
    focal = {code: browser(person) for code, (_state, person) in five_states.items()}

    # Two States share a comment with the Group; the coordinator composes from them, and edits.
    for code, text in (("state-a", "Words of A."), ("state-f", "Words of F.")):
        share(save(open_round, *five_states[code], text=text))
    shared = Comment.objects.shared_in(africa)
    answer = coordinator.post("/en/groups/africa/compose/", {"sources": [row.pk for row in shared]})
    comment = Comment.objects.get(participant=africa)
    assert answer.url == f"/en/my-comments/{comment.pk}/edit/"
    assert comment.newest_version.text == "State A:\nWords of A.\n\nState F:\nWords of F."
    edited = {
        "language": "en",
        "type": "substantive",
        "text": "Words of the Group.",
        "participant": africa.pk,
    }
    coordinator.post(answer.url, {**edited, "proposed_wording": "Another wording.", "action": "draft"})

    # The words are circulated, with silence until an exact minute 48 hours away.
    ends_at = in_silence(48)
    form = {"day": f"{ends_at:%Y-%m-%d}", "time": f"{ends_at:%H:%M}", "zone": "UTC"}
    answer = coordinator.post(f"/en/groups/africa/comments/{comment.pk}/circulate/", form)
    circulation = Circulation.objects.get()
    assert (circulation.silence_ends_at, circulation.zone) == (ends_at, "UTC")
    assert answer.url == f"/en/groups/africa/circulations/{circulation.pk}/"

    # Three align, one dissociates, one stays silent.
    said = {"state-a": ALIGNED, "state-f": ALIGNED, "state-g": ALIGNED, "state-h": DISSOCIATED}
    for code, stance in said.items():
        assert "Words of the Group." in focal[code].get(answer.url).content.decode()
        focal[code].post(f"{answer.url}position/", {"state": code, "stance": stance})
    assert {row.participant.code: row.stance for row in circulation.positions.all()} == said

    # While silence runs nothing is submitted, and nobody outside the Group learns of it.
    with pytest.raises(actions.WrongState, match="Silence runs until"):
        actions.submit_comment(comment, by=africa_coordinator, at=before_the_end(circulation))
    assert ModelLogEntry.objects.filter(action__startswith="consultations.").count() == 0
    assert not Comment.objects.visible_to(secretariat()).exists()

    # Silence has ended: the coordinator submits, and names those who aligned and those without objection.
    monkeypatch.setattr(timezone, "now", lambda: ends_at)
    form = {"named": [Stance.ALIGNED, Stance.NO_OBJECTION]}
    page = coordinator.get(f"/en/groups/africa/comments/{comment.pk}/submit/").content.decode()
    assert all(f"State {letter}" in page for letter in "AFGHI")
    coordinator.post(f"/en/groups/africa/comments/{comment.pk}/submit/", form)
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.SUBMITTED, 1)
    assert recorded(comment) == {
        "state-a": ("aligned", True),
        "state-f": ("aligned", True),
        "state-g": ("aligned", True),
        "state-h": ("dissociated", False),
        "state-i": ("no_objection", True),
    }

    # It is one comment: in the queue, in the totals, on the page.
    assert Comment.objects.in_queue().count() == 1
    comment.consultation.refresh_from_db()
    assert comment.consultation.last_comment_number == 1
    actions.publish_comment(comment, by=secretariat())
    response = Client().get(DRAFT)
    assert [unit.thread.count for unit in response.context["units"]] == [1, 0, 0]
    words = " ".join(response.content.decode().split("comment__states")[1].split("</p>")[0].split())
    for letter in "AFGI":
        assert f"<bdi>State {letter}</bdi>" in words
    assert "State H" not in response.content.decode()

    # Inside the Group everything stays on record.
    inside = focal["state-i"].get(answer.url).content.decode()
    assert all(f"State {letter}" in inside for letter in "AFGHI")

    # And the log retells it all.
    entry = ModelLogEntry.objects.get(action="consultations.submit")
    (told,) = entry.data["circulations"]
    positions = {row.participant.code: row.taken_at for row in circulation.positions.all()}
    assert told == {
        "version": 1,
        "circulated_at": circulation.circulated_at.isoformat(),
        "silence_ends_at": ends_at.isoformat(),
        "zone": "UTC",
        "states": [
            {
                "state": code,
                "stance": stance,
                "at": positions[code].isoformat() if code in positions else None,
                "named": stance != "dissociated",
            }
            for code, stance in sorted({**said, "state-i": "no_objection"}.items())
        ],
    }


def recorded(comment: Comment) -> dict[str, tuple[str, bool]]:
    rows = comment.submitted_version.endorsements.all()
    return {row.participant.code: (row.stance, row.named) for row in rows}
