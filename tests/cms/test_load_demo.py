"""Loading the demo: what it refuses, what it prints, and that all of it is written or nothing."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.demo import content as files
from cms.demo import loading, pages
from cms.demo.content import LANGUAGES, ContentError
from cms.demo.strings import paired
from cms.management.commands import load_demo
from home.models import StandardPage, User
from reviewmech.lots.models import Draw, PartiesList, Simulation
from reviewmech.parties.models import Seat
from tests import factories
from tests.support import everything

from .demo_content import draws_alone, two_pages


@pytest.fixture
def demo_settings(settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, "demo-password-2019"


@pytest.fixture
def two(monkeypatch):
    """The command finds two pages instead of the whole demo."""
    monkeypatch.setattr(load_demo, "read", two_pages)
    return two_pages()


def run(**options):
    output = StringIO()
    call_command("load_demo", stdout=output, **options)
    return output.getvalue()


def test_accounts_are_made_under_the_demos_settings_only(db, two):
    output = run()
    assert User.objects.count() == 0
    assert "No accounts" in output
    assert Page.objects.live().filter(slug="about").count() == 6


def test_without_accounts_nothing_is_drawn(db):
    loading.load(draws_alone())
    assert (Draw.objects.count(), PartiesList.objects.count(), Simulation.objects.count()) == (0, 0, 0)


def test_accounts_have_password_groups_and_seats(db, two, demo_settings):
    run()
    publisher = User.objects.get(email="publisher@demo.example")
    assert publisher.check_password("demo-password-2019")
    assert [group.name for group in publisher.groups.all()] == ["Publishers"]
    assert [str(seat) for seat in Seat.objects.all()] == ["Focal point · State A"]
    assert Page.objects.get(slug="about", locale__language_code="ar").latest_revision.user == publisher


def test_accounts_have_the_admin_in_their_language(db, two, demo_settings):
    run()
    languages = User.objects.values_list("preferred_language", "wagtail_userprofile__preferred_language")
    assert sorted(languages) == [("en", "en"), ("fr", "fr")]


def test_accounts_follow_when_the_demos_settings_come_later(db, two, settings):
    run()
    settings.DEMO, settings.DEMO_PASSWORD = True, "demo-password-2019"
    run()
    assert User.objects.count() == 2


def test_the_addresses_in_six_languages_and_the_accounts_are_printed(db, two, demo_settings, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8001"
    output = run()
    for address in [*LANGUAGES, "admin"]:
        assert f" http://127.0.0.1:8001/{address}/\n" in output
    for words in ["publisher@demo.example", "Focal point", "demo-password-2019"]:
        assert words in output


def test_a_site_with_other_pages_is_refused(site, two):
    factories.add_page(factories.home_page(), StandardPage(title="Ours", slug="ours"))
    before = everything()
    with pytest.raises(CommandError, match=r"ours.*--beside-other-content"):
        run()
    assert everything() == before


def test_a_site_with_words_on_its_home_page_is_refused(site, two):
    home = factories.home_page()
    home.lead = "Our own words"
    home.save_revision().publish()
    with pytest.raises(CommandError, match="other content"):
        run()


def test_a_site_with_other_people_is_refused(site, two):
    factories.make_user("somebody@example.org")
    with pytest.raises(CommandError, match=r"somebody@example\.org"):
        run()


def test_told_to_the_demo_loads_beside_other_content_and_leaves_it(site, two):
    home = factories.home_page()
    home.lead = "Our own words"
    home.save_revision().publish()
    factories.make_user("somebody@example.org")
    run(beside_other_content=True)
    assert factories.home_page().lead == "Our own words"
    assert Page.objects.live().filter(slug="about").count() == 6
    assert User.objects.count() == 1


def test_a_page_at_the_same_address_is_a_clear_error(site, two):
    factories.add_page(factories.home_page(), StandardPage(title="Ours", slug="about"))
    with pytest.raises(CommandError, match="about"):
        run(beside_other_content=True)


def test_a_translation_of_another_shape_is_refused_before_anything_is_written(db, monkeypatch):
    content = two_pages()
    del content.words["fr"]["pages"]["about"]["title"]
    content.words["ru"]["pages"]["home"]["body"].append({"type": "heading", "value": "One more"})
    monkeypatch.setattr(load_demo, "read", lambda: content)
    before = everything()
    with pytest.raises(CommandError) as error:
        run()
    assert "fr.toml: pages.about.title: missing" in str(error.value)
    assert "ru.toml: pages.home.body: 2 where English has 1" in str(error.value)
    assert everything() == before


def test_what_fails_late_leaves_nothing_behind(db, two, monkeypatch):
    before = everything()
    monkeypatch.setattr(loading.consultation, "load", lambda content: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        loading.load(two)
    assert everything() == before


def test_a_missing_file_is_named(tmp_path):
    shutil.copytree(files.FOLDER, tmp_path / "demo")
    (tmp_path / "demo" / "words" / "fr.toml").unlink()
    with pytest.raises(ContentError, match=r"fr\.toml"):
        files.read(tmp_path / "demo")


def test_a_file_that_is_not_toml_is_named(tmp_path):
    shutil.copytree(files.FOLDER, tmp_path / "demo")
    (tmp_path / "demo" / "facts.toml").write_text("pages = [")
    with pytest.raises(ContentError, match=r"facts\.toml"):
        files.read(tmp_path / "demo")


# Links whose order differs between languages


def written(html):
    words = {"body": [{"type": "paragraph", "html": html}]}
    return pages.fill(StandardPage(title="x"), pages.fields({"key": "x"}, words, {"a": 1, "b": 2}))


def test_links_keep_their_targets_where_a_translation_names_them_in_another_order(db):
    source = written('<p><a href="page:a">A</a> before <a href="page:b">B</a></p>')
    words = written('<p><a href="page:b">B</a> nach <a href="page:a">A</a></p>')
    assert list(paired(source, words).values()) == ["x", '<a id="a2">B</a> nach <a id="a1">A</a>']


def test_a_link_that_the_source_does_not_have_is_an_error(db):
    source = written('<p>See <a href="page:a">A</a></p>')
    words = written('<p>Voir <a href="page:b">B</a></p>')
    with pytest.raises(ContentError, match="a link that the source does not have"):
        paired(source, words)


def test_the_same_words_translated_in_two_ways_in_one_text_are_an_error(db):
    source = written("<ul><li>So</li><li>So</li></ul>")
    words = written("<ul><li>Ainsi</li><li>Donc</li></ul>")
    with pytest.raises(ContentError, match="in two ways"):
        paired(source, words)
