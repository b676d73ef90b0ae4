"""A milestone's date and text on their way: edited, submitted, approved, translated, approved.

The date is a fact of the English page and changes for readers of all languages at one moment; the words
change in each language when their translation is approved.
"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment

from reviewmech.translation.actions import save_translation
from reviewmech.translation.missing import translation_of
from reviewmech.workplan.dates import date_words
from reviewmech.workplan.enums import DateKind
from reviewmech.workplan.models import MilestonePage, WorkplanPage
from tests import factories

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
OLD, NEW = date(2020, 6, 30), date(2020, 12, 31)
OLD_LEAD, NEW_LEAD = "To be adopted at the tenth session.", "To be adopted at a later session."


@pytest.fixture
def pages(site):
    """A section of the workplan, live in six languages: the words of a translation end in its code."""
    home = factories.home_page()
    workplan = factories.add_page(home, WorkplanPage(title="Workplan", slug="workplan"))
    milestone = MilestonePage(title="Section I", slug="section-i", section="I", lead=OLD_LEAD)
    milestone.date_kind, milestone.ends_on = DateKind.BY_END_OF_MONTH, OLD
    factories.add_page(workplan, milestone)
    pages = {"en": milestone}
    for code in LANGUAGES:
        if code != "en":
            for page in (workplan, milestone):
                strings = {text: f"{text} {code}" for text in ("Workplan", "Section I", OLD_LEAD)}
                pages[code] = save_translation(page, factories.locale(code), strings, publish=True)
    return pages


@pytest.fixture
def cast(in_group):
    return {name: in_group(name) for name in ("Editors", "Publishers", "Translators: fr", "Moderators")}


def read(client, page):
    """A page as a visitor gets it."""
    client.logout()
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def leads(client, pages):
    """Which languages show the old lead (with its code) and which the new one."""
    shown = {code: read(client, page) for code, page in pages.items()}
    return {code: "new" if NEW_LEAD in text else "old" for code, text in shown.items()}


def dates(client, pages):
    """The languages whose page shows the old date, and those whose page shows the new one."""
    found = {OLD: set(), NEW: set()}
    for code, page in pages.items():
        text = read(client, page)
        with translation.override(code):
            for day, codes in found.items():
                if str(date_words(DateKind.BY_END_OF_MONTH, None, day)) in text:
                    codes.add(code)
    return found


def edit(client, page, action, **changes):
    """Send the editor's form with changes and one of its buttons."""
    form = {
        "title": page.title,
        "slug": page.slug,
        "section": page.section,
        "lead": page.lead,
        "date_kind": page.date_kind,
        "ends_on": page.ends_on.isoformat(),
        "body": streamfield([]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        action: "1",
        **changes,
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(form))


def approve(client, page):
    task = page.specific_class.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    return client.post(address, {"comment": "Seen."})


def translate(client, page, source, words):
    """What the translation editor sends when a translator saves a string."""
    task = translation_of(page)
    segment = StringSegment.objects.get(source=task.source, string__data=source)
    address = reverse("wagtail_localize:edit_string_translation", args=[task.pk, segment.pk])
    return client.put(address, f"value={words}", content_type="application/x-www-form-urlencoded")


def test_a_date_and_a_text_go_their_way_to_readers_of_six_languages(pages, cast, client):
    english, french = pages["en"], pages["fr"]
    started_at = timezone.now()
    everywhere = set(LANGUAGES)

    client.force_login(cast["Editors"])
    edit(client, english, "action-submit", lead=NEW_LEAD, ends_on=NEW.isoformat())
    assert dates(client, pages) == {OLD: everywhere, NEW: set()}
    assert leads(client, pages) == dict.fromkeys(LANGUAGES, "old")

    client.force_login(cast["Publishers"])
    approve(client, english)
    assert dates(client, pages) == {OLD: set(), NEW: everywhere}
    assert leads(client, pages) == {**dict.fromkeys(LANGUAGES, "old"), "en": "new"}

    client.force_login(cast["Translators: fr"])
    assert translate(client, french, NEW_LEAD, f"{NEW_LEAD} fr").status_code == 201
    client.post(reverse("wagtailadmin_pages:edit", args=[french.pk]), {"action": "publish"})
    assert leads(client, pages) == {**dict.fromkeys(LANGUAGES, "old"), "en": "new"}
    client.force_login(cast["Translators: fr"])
    client.post(reverse("translation_submit", args=[french.pk]))
    assert leads(client, pages) == {**dict.fromkeys(LANGUAGES, "old"), "en": "new"}

    client.force_login(cast["Publishers"])
    approve(client, french)
    assert leads(client, pages) == {**dict.fromkeys(LANGUAGES, "old"), "en": "new", "fr": "new"}

    told = PageLogEntry.objects.filter(timestamp__gte=started_at).order_by("pk")
    steps = ["wagtail.workflow.start", "wagtail.workflow.approve", "wagtail.publish"]
    assert list(told.filter(action__in=steps).values_list("page_id", "action", "user__email")) == [
        (english.pk, "wagtail.workflow.start", "editors@example.org"),
        (english.pk, "wagtail.workflow.approve", "publishers@example.org"),
        (english.pk, "wagtail.publish", "publishers@example.org"),
        (french.pk, "wagtail.workflow.start", "translators-fr@example.org"),
        (french.pk, "wagtail.workflow.approve", "publishers@example.org"),
        (french.pk, "wagtail.publish", "publishers@example.org"),
    ]
    client.force_login(cast["Publishers"])
    history = client.get(reverse("wagtailadmin_pages:history", args=[french.pk])).content.decode()
    assert cast["Translators: fr"].name in history
    assert cast["Publishers"].name in history


@pytest.mark.parametrize(
    ("name", "published"),
    [("Editors", False), ("Publishers", True), ("Translators: fr", False), ("Moderators", False)],
)
def test_who_may_publish_an_english_milestone(name, published, pages, cast, client):
    client.force_login(cast[name])
    edit(client, pages["en"], "action-publish", ends_on=NEW.isoformat())
    assert (MilestonePage.objects.get(pk=pages["en"].pk).ends_on == NEW) is published


@pytest.mark.parametrize(
    ("name", "saved"),
    [("Editors", True), ("Publishers", True), ("Translators: fr", False), ("Moderators", False)],
)
def test_who_may_save_a_draft_of_an_english_milestone(name, saved, pages, cast, client):
    client.force_login(cast[name])
    edit(client, pages["en"], "action-save", ends_on=NEW.isoformat())
    page = MilestonePage.objects.get(pk=pages["en"].pk)
    assert (page.ends_on, page.get_latest_revision_as_object().ends_on == NEW) == (OLD, saved)


def test_an_outsider_saves_nothing(pages, member, client):
    client.force_login(member)
    edit(client, pages["en"], "action-publish", ends_on=NEW.isoformat())
    page = MilestonePage.objects.get(pk=pages["en"].pk)
    assert (page.ends_on, page.get_latest_revision_as_object().ends_on) == (OLD, OLD)


def test_an_editor_does_not_approve_what_was_submitted(pages, cast, client):
    client.force_login(cast["Editors"])
    edit(client, pages["en"], "action-submit", ends_on=NEW.isoformat())
    approve(client, pages["en"])
    assert MilestonePage.objects.get(pk=pages["en"].pk).ends_on == OLD


def test_dates_in_a_wrong_order_are_refused_with_a_sentence(pages, cast, client):
    client.force_login(cast["Editors"])
    response = edit(client, pages["en"], "action-save", starts_on="2021-01-01", ends_on="2020-01-01")
    assert "The last day cannot come before the first." in response.content.decode()


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_editor_sees_a_preview(code, pages, cast, client):
    client.force_login(cast["Publishers"])
    page = pages[code]
    if code == "en":
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    else:
        address = reverse("wagtail_localize:preview_translation", args=[translation_of(page).pk])
    response = client.get(address)
    assert response.status_code == 200
    assert page.lead in response.content.decode()


def test_no_field_hides_where_the_editor_sends_its_form(client, cast, pages):
    """Autosave reads ``form.action``, which in a browser is a field so named where there is one."""
    client.force_login(cast["Editors"])
    page = pages["en"]
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action"' not in shown
    edit(client, page, "action-save", planned_action="To be drafted")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().action == "To be drafted"
