"""Draws in the admin: their list, their files, and who reaches nothing of them."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from django.test import Client

from reviewmech.lots.engine import Rules
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw
from tests.lots.drawing import make_draft, make_draw
from tests.lots.lists import make_list, many
from tests.lots.screens import FILES, LIST, NEW, STEPS, at, form, text
from tests.support import queries_of

pytestmark = pytest.mark.django_db


def test_the_files_are_saved_byte_for_byte(signed_in, publisher):
    draw = make_draw(DrawState.DRAWN, parties=make_list("\ufeff" + many().replace("\n", "\r\n")))
    answers = {name: signed_in(publisher).get(at(draw, name)) for name in FILES}
    assert answers["transcript.jsonl"].content == draw.transcript.encode()
    assert sha256(answers["input.csv"].content).hexdigest() == draw.parties.sha256
    assert json.loads(answers["rules.json"].content) == Rules().values()
    saved = {name: answer["Content-Disposition"] for name, answer in answers.items()}
    assert saved == {name: f'attachment; filename="first-draw-official-{name}"' for name in FILES}


def test_the_page_of_a_draw_leads_to_its_files(signed_in, publisher):
    draw = make_draw(DrawState.DRAWN)
    page = text(signed_in(publisher).get(at(draw, "inspect")))
    assert [name for name in FILES if f'href="{at(draw, name)}"' in page] == FILES


def test_there_is_no_transcript_before_the_draw(signed_in, publisher):
    assert signed_in(publisher).get(at(make_draw("sealed"), "transcript.jsonl")).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["simulated", "first-draw"]),
        ("?kind=official", ["first-draw"]),
        ("?state=drawn", ["simulated"]),
        ("?q=first", ["first-draw"]),
        ("?ordering=code", ["first-draw", "simulated"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(signed_in, publisher, query, found):
    make_draft()
    make_draw("drawn", code="simulated", name_en="Another", kind=DrawKind.SIMULATION)
    rows = signed_in(publisher).get(f"{LIST}{query}").context["object_list"]
    assert [row.code for row in rows] == found


def test_the_list_and_a_draw_cost_the_same_number_of_queries_for_one_and_three(signed_in, root):
    browser = signed_in(root)
    one, three = make_draw("sealed"), make_draw("confirmed", code="three-events")
    first = at(one, "inspect"), at(three, "inspect")
    browser.get(first[0])
    assert queries_of(lambda: browser.get(first[0])) == queries_of(lambda: browser.get(first[1]))
    browser.get(LIST)
    two = queries_of(lambda: browser.get(LIST))
    make_draft("draft-1", parties=make_list())
    assert queries_of(lambda: browser.get(LIST)) == two


def test_the_menu_shows_draws_to_those_who_may(signed_in, publisher, administrator, in_group):
    for person in (publisher, administrator):
        assert LIST in text(signed_in(person).get("/admin/"))
    assert LIST not in text(signed_in(in_group("Moderators")).get("/admin/"))


# --- Who may not


def test_who_confirms_sees_no_draft(signed_in, administrator):
    draft, sealed = make_draft(), make_draw("sealed", code="second-draw")
    browser = signed_in(administrator)
    assert [row.pk for row in browser.get(LIST).context["object_list"]] == [sealed.pk]
    assert browser.get(at(draft, "inspect")).status_code == 404
    assert [browser.get(at(draft, name)).status_code for name in FILES] == [404] * 3
    assert browser.get(at(sealed, "input.csv")).status_code == 200


@pytest.mark.parametrize("page", ["edit", "delete", "seal", "draw"])
def test_who_confirms_prepares_nothing(signed_in, administrator, page):
    draw = make_draw({"draw": "sealed"}.get(page, "draft"))
    before = draw.state
    assert signed_in(administrator).post(at(draw, page), {"seed": "s"}).status_code in (302, 404)
    assert Draw.objects.get().state == before


@pytest.mark.parametrize("who", ["visitor", "member", "focal point", "editor", "moderator"])
def test_outsiders_reach_nothing_and_change_nothing(client, outsiders, who):
    draws = [make_draft(), make_draw("sealed", code="b"), make_draw("drawn", code="c")]
    if who != "visitor":
        client.force_login(outsiders[who])
    assert [client.get(at(draws[0], name)).status_code for name in FILES] == [404] * 3
    pages = ["inspect", "edit", "delete", *STEPS]
    paths = [LIST, NEW, *(at(draw, page) for draw in draws for page in pages)]
    before = list(Draw.objects.order_by("pk").values())
    for path in paths:
        assert client.get(path).status_code in (302, 404)
        fields = form(parties=draws[0].parties.pk, seed="s", reason="r")
        assert client.post(path, fields).status_code in (302, 404, 405)
    assert list(Draw.objects.order_by("pk").values()) == before


def test_every_post_needs_the_token_of_its_form(root):
    client = Client(enforce_csrf_checks=True)
    client.force_login(root)
    draws = {
        "seal": make_draft(),
        "draw": make_draw("sealed", code="b"),
        "confirm": make_draw("drawn", code="c"),
    }
    paths = [NEW, at(draws["seal"], "edit"), at(draws["seal"], "delete"), at(draws["confirm"], "supersede")]
    paths += [at(draw, step) for step, draw in draws.items()]
    before = list(Draw.objects.order_by("pk").values())
    for path in paths:
        assert client.post(path, form(seed="s", reason="r")).status_code == 403
    assert list(Draw.objects.order_by("pk").values()) == before
