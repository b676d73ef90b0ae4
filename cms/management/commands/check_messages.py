"""Are the catalogues complete, and do they say what the code says today? Changes nothing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from .makemessages import IGNORED, catalogue_locales

Key = tuple[str, str, str]
LISTED = 20  # problems told for each kind and catalogue; the rest are counted


def key(entry: polib.POEntry) -> Key:
    """What makes a message one of its own for gettext: its context, its words and their plural."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural)


def catalogue(root: Path, locale: str) -> Path:
    return root / "locale" / locale / "LC_MESSAGES" / "django.po"


def plural_count(po: polib.POFile) -> int:
    """How many plural forms the language has, by the catalogue's own header; 0 where it does not say."""
    _, _, number = po.metadata.get("Plural-Forms", "").partition("nplurals=")
    return int(number.partition(";")[0] or 0)


def is_complete(entry: polib.POEntry, forms: int) -> bool:
    """Has the message words in every form that the language has?"""
    if not entry.msgid_plural:
        return bool(entry.msgstr)
    return len(entry.msgstr_plural) == forms and all(entry.msgstr_plural.values())


def collect(folder: str) -> Path:
    """A copy of the code in ``folder`` with catalogues renewed from it. The work tree stays as it is."""
    root = Path(folder) / "copy"
    shutil.copytree(settings.BASE_DIR, root, ignore=shutil.ignore_patterns(*IGNORED, ".*", "*.pyc"))
    command = [sys.executable, "manage.py", "makemessages", "--verbosity=0"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise CommandError(f"makemessages failed:\n{done.stdout}{done.stderr}")
    return root


def entry_problems(committed: polib.POFile, fresh: polib.POFile) -> Iterator[tuple[str, polib.POEntry]]:
    """Each message that is not as it should be, with what is wrong with it."""
    forms = plural_count(committed)
    known = {key(entry) for entry in committed if not entry.obsolete}
    wanted = {key(entry) for entry in fresh if not entry.obsolete}
    for entry in fresh:
        if key(entry) not in known:
            yield "not in the catalogue", entry
    for entry in committed:
        if entry.obsolete or key(entry) not in wanted:
            yield "used nowhere any more", entry
        elif entry.fuzzy:
            yield "marked fuzzy", entry
        elif not is_complete(entry, forms):
            yield "not translated", entry


def compiled_problems(path: Path, po: polib.POFile) -> Iterator[str]:
    """Is the compiled catalogue there, and does it say what its source says?"""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield "not compiled: django.mo is missing"
        return
    source = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in po.translated_entries()}
    made = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(compiled))}
    if source != made:
        yield "compiled from another text: django.mo is not what django.po gives"


def format_problems(path: Path) -> Iterator[str]:
    """What msgfmt says about placeholders, which must be the same in the translation."""
    command = ["msgfmt", "--check-format", "--output-file=/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        yield done.stderr.strip()


def problems(locale: str, renewed: Path) -> Iterator[str]:
    """Everything that is wrong with one language's catalogue, a line each."""
    path = catalogue(settings.BASE_DIR, locale)
    if not path.exists():
        yield "there is no catalogue"
        return
    committed = polib.pofile(str(path))
    found: dict[str, list[str]] = {}
    for problem, entry in entry_problems(committed, polib.pofile(str(catalogue(renewed, locale)))):
        files = ", ".join(file for file, _ in entry.occurrences)
        found.setdefault(problem, []).append(f"{entry.msgid!r} ({files})")
    if committed.metadata_is_fuzzy or committed.metadata.get("Language") != locale:
        yield "the header is marked fuzzy or has another language"
    for problem, entries in found.items():
        yield from (f"{problem}: {entry}" for entry in entries[:LISTED])
        if len(entries) > LISTED:
            yield f"{problem}: {len(entries) - LISTED} more"
    yield from compiled_problems(path, committed)
    yield from format_problems(path)


class Command(BaseCommand):
    help = "Fail on any message that is missing, untranslated, fuzzy, stale or not compiled in a catalogue."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not shutil.which("xgettext"):
            raise CommandError("xgettext is not installed. On Debian: apt-get install gettext")
        with TemporaryDirectory() as folder:
            renewed = collect(folder)
            lines = [f"{name}: {line}" for name in catalogue_locales() for line in problems(name, renewed)]
        for line in lines:
            self.stderr.write(line)
        if lines:
            raise CommandError(f"{len(lines)} problems. `make messages` renews and compiles the catalogues.")
        self.stdout.write("The catalogues are complete.")
