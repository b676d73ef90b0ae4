"""The files around the code say what is true: pins, README, catalogues."""

import re
from pathlib import Path

import polib
import pytest

from cms.management.commands.check_messages import compiled_problems

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PIN = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][\w.]*( +# via .*)?")
READ_VARIABLE = re.compile(r'(?:\benv\.\w+|os\.environ\.\w+|\bVariable)\(\s*"([A-Z_]+)"')


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def requirement_lines(file_name: str) -> list[str]:
    lines = (ROOT / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact_pins_and_nothing_else(file_name):
    assert [line for line in requirement_lines(file_name) if not PIN.fullmatch(line)] == []


def test_what_production_runs_is_what_the_tests_run():
    production = {line.split()[0] for line in requirement_lines("requirements.txt")}
    tested = {line.split()[0] for line in requirement_lines("requirements-dev.txt")}
    assert production - tested == set()


def test_the_readme_names_every_make_target_and_no_other():
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE)) == set(targets)


def test_the_readme_has_every_variable_that_the_settings_read():
    sources = [
        *(ROOT / "cms" / "settings").glob("*.py"),
        ROOT / "cms" / "gunicorn.py",
        ROOT / "cms" / "wsgi.py",
    ]
    read = {
        variable for path in sources for variable in READ_VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read


@pytest.mark.parametrize("path", sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")), ids=name)
def test_the_compiled_catalogue_says_what_its_source_says(path):
    assert list(compiled_problems(path, polib.pofile(str(path)))) == []
