"""What `manage.py check_messages` finds wrong with a catalogue."""

import shutil

import polib
import pytest

from cms.management.commands.check_messages import compiled_problems, entry_problems, format_problems
from cms.management.commands.makemessages import catalogue_locales, without_noise
from tests.support import require_or_skip

ARABIC_FORMS = {"Plural-Forms": "nplurals=6; plural=n%6;"}


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", **ARABIC_FORMS}
    po.extend(entries)
    return po


def days(forms: int) -> polib.POEntry:
    words = {number: f"{number} أيام" for number in range(forms)}
    return polib.POEntry(msgid="%(count)s day", msgid_plural="%(count)s days", msgstr_plural=words)


DRAFT = polib.POEntry(msgid="Draft", msgstr="مشروع")
FRESH = catalogue(polib.POEntry(msgid="Draft"), days(0))


@pytest.mark.parametrize(
    ("committed", "found"),
    [
        ([DRAFT, days(6)], []),
        ([days(6)], ["not in the catalogue"]),
        ([polib.POEntry(msgid="Draft"), days(6)], ["not translated"]),
        ([DRAFT, days(2)], ["not translated"]),
        ([polib.POEntry(msgid="Draft", msgstr="مشروع", flags=["fuzzy"]), days(6)], ["marked fuzzy"]),
        (
            [
                polib.POEntry(msgid="Draft", msgstr="مشروع"),
                days(6),
                polib.POEntry(msgid="Gone", msgstr="ذهب"),
            ],
            ["used nowhere any more"],
        ),
        (
            [polib.POEntry(msgid="Draft", msgctxt="wind", msgstr="تيار"), days(6)],
            ["not in the catalogue", "used nowhere any more"],
        ),
    ],
    ids=["complete", "missing", "empty", "plural form missing", "fuzzy", "stale", "other context"],
)
def test_each_message_has_words_in_every_form_and_is_still_used(committed, found):
    assert [problem for problem, _ in entry_problems(catalogue(*committed), FRESH)] == found


def test_a_compiled_catalogue_must_be_there_and_say_the_same(tmp_path):
    path = tmp_path / "django.po"
    po = catalogue(polib.POEntry(msgid="Draft", msgstr="مشروع"), days(6))
    assert list(compiled_problems(path, po)) == ["not compiled: django.mo is missing"]
    po.save_as_mofile(str(path.with_suffix(".mo")))
    assert list(compiled_problems(path, po)) == []
    po.find("Draft").msgstr = "مسودة"
    assert len(list(compiled_problems(path, po))) == 1


def test_a_placeholder_must_be_in_the_translation_too(tmp_path):
    if not shutil.which("msgfmt"):
        require_or_skip("msgfmt is not installed (Debian: gettext)")
    path = tmp_path / "django.po"
    entry = polib.POEntry(msgid="%(count)s comments", msgstr="تعليقات", flags=["python-format"])
    catalogue(entry).save(str(path))
    assert "'count'" in next(format_problems(path))


def test_a_new_catalogue_has_a_header_of_what_counts():
    made_by_gettext = (
        "# SOME DESCRIPTIVE TITLE.\n#\n#, fuzzy\n"
        'msgid ""\nmsgstr ""\n"POT-Creation-Date: today\\n"\n"Language: \\n"\n'
    )
    assert without_noise(made_by_gettext, "ar") == 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n'


def test_every_language_but_english_has_a_catalogue():
    assert catalogue_locales() == ["ar", "zh_Hans", "fr", "ru", "es"]
