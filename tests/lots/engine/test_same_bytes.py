"""One input and one seed give one transcript, whatever the machine and the order of the rows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from reviewmech.lots.engine import Rules, draw, prepare, read_parties, write_transcript
from tests.lots.making import REAL_LIST, made_up_world

ROOT = Path(__file__).resolve().parents[3]
RULES = {"first": Rules(), "literal": Rules(package="literal", fewest_reviews_first=0)}
SEED, SOURCE = "Größe 抽签", "Čeština"
NEWER = ("3.12", "3.13", "3.14", "3.15")
# What the bare interpreter runs: no site-packages, nothing but the standard library and the engine's folder.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from engine import Rules, draw, prepare, read_parties, write_transcript
rules = Rules(package=sys.argv[2], fewest_reviews_first=int(sys.argv[3]))
drawing = draw(prepare(read_parties(sys.stdin.buffer.read(), rules), rules), "Gr\\xf6\\xdfe \\u62bd\\u7b7e")
text = write_transcript(drawing, kind="simulation", source="\\u010ce\\u0161tina").text
sys.stdout.buffer.write(text.encode())
ours = {name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names}
assert {name.partition(".")[0] for name in ours} == {"engine", "__main__"}, ours
"""


def table(chance=None):
    """A made-up world as a file; the rows and columns in any order where there is a chance."""
    names = ["iso3", "name_en", "regional_group", "untoc", "tip", "som", "firearms"]
    columns = {"UNTOC": "untoc", "TIP": "tip", "SOM": "som", "FA": "firearms"}
    rows = []
    for state in made_up_world(60):
        row = dict.fromkeys(names, "") | {"iso3": state.code, "regional_group": state.group, "name_en": "Ö"}
        rows.append(row | {columns[each]: "2004-02-29" for each in state.instruments})
    if chance:
        chance.shuffle(rows)
        chance.shuffle(names)
    lines = [",".join(names), *(",".join(row[name] for name in names) for row in rows)]
    return "".join(f"{line}\n" for line in lines).encode()


def transcript(content, rules):
    drawing = draw(prepare(read_parties(content, rules), rules), SEED)
    return write_transcript(drawing, kind="simulation", source=SOURCE).text.encode()


def transcript_of(python, content, rules, **environment):
    """The same by another interpreter, which finds nothing but the engine's folder."""
    values = [str(ROOT / "reviewmech" / "lots"), rules.package, str(rules.fewest_reviews_first)]
    found = subprocess.run(
        [python, "-S", "-s", "-P", "-W", "error", "-c", PROGRAM, *values],
        input=content,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        check=False,
    )
    assert found.stderr.decode() == ""
    return found.stdout


@pytest.fixture(params=RULES)
def rules(request):
    return RULES[request.param]


@pytest.mark.parametrize("chance", range(3))
def test_rows_and_columns_may_stand_in_any_order(rules, chance):
    assert transcript(table(Random(chance)), rules) == transcript(table(), rules)


def test_lines_may_end_as_they_do_elsewhere_and_begin_with_a_mark(rules):
    elsewhere = b"\xef\xbb\xbf" + table().replace(b"\n", b"\r\n")
    assert transcript(elsewhere, rules) == transcript(table(), rules)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4294967295"},
        {"LC_ALL": "ar_EG.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "2"},
    ],
    ids=lambda environment: environment["LC_ALL"],
)
def test_locale_time_zone_and_hash_seed_change_nothing_and_the_standard_library_is_enough(rules, environment):
    assert transcript_of(sys.executable, table(), rules, **environment) == transcript(table(), rules)


@pytest.mark.parametrize("version", NEWER)
def test_a_newer_python_writes_the_same_bytes(rules, version):
    python = python_of(version)
    if not python:
        pytest.skip(f"There is no Python {version} on this machine")
    assert transcript_of(python, table(), rules) == transcript(table(), rules)


def test_a_newer_python_draws_the_same_from_the_real_list():
    python = next(filter(None, map(python_of, reversed(NEWER))), None)
    if not (python and REAL_LIST.exists()):
        pytest.skip(f"There is no newer Python, or no {REAL_LIST}")
    content = REAL_LIST.read_bytes()
    assert transcript_of(python, content, Rules()) == transcript(content, Rules())


def python_of(version):
    """A working interpreter of a version: on the PATH, or among pyenv's."""
    elsewhere = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for python in filter(None, [shutil.which(f"python{version}"), *elsewhere]):
        if subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
            return python
    return None
