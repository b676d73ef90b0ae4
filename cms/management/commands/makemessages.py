"""Django's makemessages with this site's languages and folders, and without what makes noise in a diff."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages
from django.utils.translation import to_locale

IGNORED = ["node_modules", "tests", "var"]
# Lines of a header that nobody fills in, or that change with each run even where no word does.
NOISE = (
    "# SOME DESCRIPTIVE TITLE",
    "# Copyright (C) YEAR",
    "# This file is distributed under",
    "# FIRST AUTHOR",
    '"Project-Id-Version: ',
    '"Report-Msgid-Bugs-To: ',
    '"POT-Creation-Date: ',
    '"PO-Revision-Date: ',
    '"Last-Translator: ',
    '"Language-Team: ',
)
NEW_HEADER = '#\n#, fuzzy\nmsgid ""\n'


def catalogue_locales() -> list[str]:
    """The catalogues' folders: every language of the site but the one the messages are written in."""
    return [to_locale(code) for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def without_noise(text: str, locale: str) -> str:
    """The catalogue with a header of what counts: language, encoding, plural forms."""
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(NOISE))
    return text.replace(NEW_HEADER, 'msgid ""\n', 1).replace('"Language: \\n"', f'"Language: {locale}\\n"', 1)


class Command(makemessages.Command):
    # A guess from a similar message is wrong more often than it helps, and has been published before.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["locale"] = options["locale"] or catalogue_locales()
        options["ignore_patterns"] = [*options["ignore_patterns"], *IGNORED]
        options["add_location"] = options["add_location"] or "file"
        options["no_obsolete"] = True
        super().handle(*args, **options)

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        catalogue.write_text(without_noise(catalogue.read_text("utf-8"), locale), encoding="utf-8")
