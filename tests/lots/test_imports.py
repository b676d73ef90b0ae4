"""The engine and the verifier need Python alone: a State runs them on a machine that has nothing of ours."""

import ast
import sys
from pathlib import Path

import pytest

from reviewmech import lots

ROOM = Path(lots.__file__).parent
FILES = sorted([*(ROOM / "engine").glob("*.py"), *(ROOM / "verifier").glob("*.py")])


def imported(path: Path) -> set[str]:
    """What a file imports, by its first name; what stands beside it in its own folder is nothing foreign."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("beside" if node.level == 1 else (node.module or "above").partition(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_only_the_standard_library_is_imported(path):
    allowed = sys.stdlib_module_names | ({"beside"} if path.parent.name == "engine" else set())
    assert imported(path) - allowed == set()
