"""Words that would do harm: nowhere do they run, and the page around them keeps its direction.

They come past the form here, which leaves out what turns text around: as rows of another time would.
"""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from reviewmech.consultations.enums import OpinionKind
from reviewmech.consultations.models import Opinion
from tests import factories

from .circulating import circulated, share_new
from .writing import give_back, publish, save, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

RLO, ZWSP = "\u202e", "\u200b"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HARM = f"{SCRIPT} hostileword {RLO}turned{ZWSP} =HYPERLINK(1)"
DRAFT = "/en/consultations/pending-issues/drafts/1/"
PUBLIC = [
    DRAFT,
    f"{DRAFT}paragraphs/1/",
    f"{DRAFT}comments/",
    f"{DRAFT}comments/all/",
    "/en/consultations/pending-issues/comments/1/",
    "/en/search/?q=hostileword",
]
OF_THE_GROUP = [
    "/en/delegations/africa/",
    "/en/groups/africa/",
    "/en/groups/africa/circulations/",
    "/en/my-comments/",
]
OF_MODERATORS = ["/admin/moderation/", "/admin/moderation/?status=all", "/admin/moderation/inspect/{pk}/"]


@pytest.fixture
def comment(open_round, africa, state_a, focal_point, africa_coordinator):
    """A hostile comment in each place where words are shown; the first one is published."""
    who = (open_round, africa, africa_coordinator)
    words = {"text": HARM, "proposed_wording": HARM}
    published = publish(*who, **words)
    publish(*who, text=HARM, paragraph=None, base=None)
    give_back(submit(*who, **words), HARM)
    submit(*who, **words)
    draft = save(*who, **words)
    colleague = factories.make_user("colleague@example.org")
    Opinion.objects.create(comment=draft, person=colleague, kind=OpinionKind.QUESTION, text=HARM)
    circulated(*who, **words)
    share_new(open_round, state_a, focal_point, **words)
    call_command("update_index", verbosity=0)
    return published


def pages(client, cast, comment) -> dict[str, BeautifulSoup]:
    """Each page that shows the words, read by somebody who may."""
    found = {}
    for who, addresses in (("visitor", PUBLIC), ("africa", OF_THE_GROUP), ("moderator", OF_MODERATORS)):
        if who != "visitor":
            client.force_login(cast[who])
        for address in addresses:
            response = client.get(address.format(pk=comment.pk))
            assert response.status_code == 200, address
            found[address] = BeautifulSoup(response.content, "html.parser")
    return found


def test_nothing_in_them_becomes_an_element(client, cast, comment):
    for address, page in pages(client, cast, comment).items():
        assert [tag for tag in page.find_all(True) if tag.has_attr("onerror")] == [], address
        assert [tag for tag in page.find_all("script") if "alert(1)" in tag.text] == [], address
        assert "hostileword" in page.get_text(), address


def test_they_turn_only_what_is_apart_from_the_page(client, cast, comment):
    """Each stands in an element with a direction of its own, in no title, and in no attribute."""
    for address, page in pages(client, cast, comment).items():
        turned = page.find_all(string=lambda words: RLO in words)
        apart = [
            any(up.has_attr("dir") or up.name == "bdi" for up in list(words.parents)[:-2]) for words in turned
        ]
        assert apart == [True] * len(turned), address
        assert RLO not in page.title.get_text(), address
        attributes = [str(value) for tag in page.find_all(True) for value in tag.attrs.values()]
        assert [value for value in attributes if RLO in value] == [], address
