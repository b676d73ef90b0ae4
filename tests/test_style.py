"""The stops of the house style. They are no aim: most modules and functions are far shorter."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["cms", "home", "search", "reviewmech", "tests"]
MODULES = [
    path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
]
# It is given away as one file, which imports nothing of ours.
STANDS_ALONE = "reviewmech/lots/verifier/verify_lots.py"
LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 60


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_and_no_function_is_too_long_to_read_at_once(path):
    source = path.read_text(encoding="utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    too_long = [node.name for node in functions if node.end_lineno - node.lineno >= LINES_OF_A_FUNCTION]
    assert too_long == []
    assert name(path) == STANDS_ALONE or len(source.splitlines()) <= LINES_OF_A_MODULE
