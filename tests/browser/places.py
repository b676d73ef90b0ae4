"""Every place of the demo that a reader can come to: the pages of its content, and what is beside them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
TRANSLATIONS = [code for code in LANGUAGES if code != "en"]
FACTS = Path(__file__).resolve().parents[2] / "cms" / "demo" / "facts.toml"
DRAFT = "consultations/pending-issues/drafts/1/"
MEMBER, STATE_A = "member@demo.example", "state-a@demo.example"


@dataclass(frozen=True)
class Place:
    """An address below the language's, who reads it (nobody in particular: ""), and how it answers.

    ``{returned}`` and ``{draft}`` in the address stand for the reader's own comments in these states.
    """

    name: str
    path: str
    reader: str = ""
    status: int = 200
    has_form: bool = False  # one that is sent by POST, and so needs a cookie
    template: bool = True  # the one page that stands for all pages of its template
    in_sitemap: bool = False

    def __str__(self) -> str:
        return self.name


def content_pages() -> list[Place]:
    """The pages of the demo's content; the first of each page type stands for its template."""
    rows, paths, seen = tomllib.loads(FACTS.read_text(encoding="utf-8"))["pages"], {}, set()
    found = []
    for row in rows:
        paths[row["key"]] = f"{paths[row['parent']]}{row['slug']}/" if "parent" in row else ""
        first = row["type"] not in seen
        seen.add(row["type"])
        found.append(Place(row["key"], paths[row["key"]], template=first, in_sitemap=True))
    return found


def released_drafts() -> list[Place]:
    """The first draft of each consultation but the one that stands for the template."""
    rows = tomllib.loads(FACTS.read_text(encoding="utf-8"))["pages"]
    codes = [row["consultation"]["code"] for row in rows if "consultation" in row]
    places = {code: f"consultations/{code}/drafts/1/" for code in codes}
    return [
        Place(f"draft-{code}", path, template=False, in_sitemap=True)
        for code, path in places.items()
        if path != DRAFT
    ]


def draws() -> list[Place]:
    """Every draw and its result: one that is sealed and one that is drawn are not the same page."""
    rows = tomllib.loads(FACTS.read_text(encoding="utf-8"))["draws"]
    places = [Place(f"draw-{row['code']}", f"lots/{row['code']}/", in_sitemap=True) for row in rows]
    drawn = [row["code"] for row in rows if row["state"] != "sealed"]
    results = [
        Place(f"result-{code}", f"lots/{code}/result/", template=f"{code}/" in DRAW, in_sitemap=True)
        for code in drawn
    ]
    return [*places, *results, *OF_DRAWS]


# The trial is a simulation and has additional lots, draw 2 has none. State B is party to three instruments.
DRAW, TRIAL = "lots/illustrative-2/", "lots/illustrative-trial/"
OF_DRAWS = [
    Place("result-filtered", f"{DRAW}result/?state=AF01", template=False),
    Place("result-empty", f"{DRAW}result/?state=AF01&group=African+States&start=3", template=False),
    Place("state-in-draw", f"{DRAW}states/STATE-B/"),
    Place("state-with-additional-lots", f"{TRIAL}states/AF01/", template=False),
    Place("draw-unknown", "lots/no-such-draw/", status=404, template=False),
    Place("simplification", "lots/simplification/", in_sitemap=True),
    Place("verify", "lots/verify/", in_sitemap=True),
]
# Paragraph 6 has a comment with a proposed wording; the fourth unit of the draft is a heading.
FOR_VISITORS = [
    Place("draft", DRAFT, in_sitemap=True),
    *released_drafts(),
    *draws(),
    Place("sub-paragraph", "consultations/drawing-of-lots/drafts/1/paragraphs/7/", template=False),
    Place("table", "consultations/questionnaires/drafts/1/paragraphs/11/", template=False),
    Place("paragraph", f"{DRAFT}paragraphs/7/"),
    Place("paragraph-without-comments", f"{DRAFT}paragraphs/2/", template=False),
    Place("heading", f"{DRAFT}paragraphs/4/", template=False),
    Place("draft-as-a-whole", f"{DRAFT}comments/"),
    Place("comments", f"{DRAFT}comments/all/"),
    Place("comments-filtered", f"{DRAFT}comments/all/?type=editorial&by=grulac", template=False),
    Place("participants", f"{DRAFT}comments/participants/"),
    Place("invitation-unknown", "invitations/x/", status=404),
    Place("unsubscribe-unknown", "unsubscribe/x/", status=404),
    Place("comment", "consultations/pending-issues/comments/1/"),
    Place("comment-in-arabic", "consultations/pending-issues/comments/2/", template=False),
    Place("search", "search/"),
    Place("search-results", "search/?q=2019"),
    Place("search-nothing", "search/?q=qzxqzx", template=False),
    Place("sign-in", "accounts/login/", has_form=True),
    Place("password-reset", "accounts/password/reset/", has_form=True),
    Place("password-reset-done", "accounts/password/reset/done/"),
    Place("password-link-used", "accounts/password/reset/key/x-y/"),
    Place("password-set", "accounts/password/reset/key/done/", template=False),
    Place("inactive", "accounts/inactive/", template=False),
    Place("not-found", "no-such-page/", status=404),
    Place("bad-text", "workplan/?a=%00", status=400),
]
FOR_READERS_WITH_ACCOUNT = [
    Place("no-seat", f"{DRAFT}paragraphs/3/comment/", MEMBER, status=403),
    Place("home-signed-in", "", STATE_A, has_form=True),
    Place("draft-signed-in", DRAFT, STATE_A, has_form=True),
    Place("comment-form", f"{DRAFT}paragraphs/3/comment/", STATE_A, has_form=True),
    Place("comment-form-whole", f"{DRAFT}comment/", STATE_A, has_form=True, template=False),
    Place("comment-check", "my-comments/{draft}/check/", STATE_A, has_form=True),
    Place("delegations", "delegations/", MEMBER, has_form=True),
    Place("delegation", "delegations/state-a/", STATE_A, has_form=True),
    Place("editorial", f"{DRAFT}editorial/", STATE_A, has_form=True),
    Place("people", "delegations/state-a/people/", STATE_A, has_form=True),
    Place("hand-over", "delegations/state-a/people/hand-over/", STATE_A, has_form=True),
    Place("own-comments", "my-comments/", STATE_A, has_form=True),
    Place("own-comments-none", "my-comments/?status=withdrawn", STATE_A, has_form=True, template=False),
    Place("own-comment", "my-comments/{returned}/", STATE_A, has_form=True),
    Place("own-comment-draft", "my-comments/{draft}/", STATE_A, has_form=True, template=False),
    Place("appeal", "my-comments/{returned}/appeal/", STATE_A, has_form=True),
    Place("correction", "my-comments/{returned}/edit/", STATE_A, has_form=True),
    Place("withdraw", "my-comments/{returned}/withdraw/", STATE_A, has_form=True),
    Place("discard", "my-comments/{draft}/discard/", STATE_A, has_form=True, template=False),
    Place("group", "groups/africa/", STATE_A, has_form=True),
    Place("group-circulations", "groups/africa/circulations/", STATE_A, has_form=True),
    Place("account", "accounts/2fa/", STATE_A, has_form=True),
    Place("mails", "accounts/mails/", STATE_A, has_form=True),
    Place("password-change", "accounts/password/change/", STATE_A, has_form=True),
    Place("sign-out", "accounts/logout/", STATE_A, has_form=True),
    Place("reauthentication", "accounts/reauthenticate/", STATE_A, has_form=True),
]
PLACES = [*content_pages(), *FOR_VISITORS, *FOR_READERS_WITH_ACCOUNT]
TEMPLATES = [place for place in PLACES if place.template]
PUBLIC = [place for place in PLACES if not place.reader]
