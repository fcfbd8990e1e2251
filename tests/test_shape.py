"""The house laws that no linter knows: sizes, and names that say nothing."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE_LINES = 400
TEST_LINES = 600
FUNCTION_LINES = 60
PORT_METHODS = 8
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "service", "base", "misc"}
EDGES = {
    "src/frontdesk/turns/runner.py",
    "src/frontdesk/turns/dispatching.py",
    "src/frontdesk/turns/rounds.py",
    "src/frontdesk/adapters/sql/database.py",
    "src/frontdesk/actions/running.py",
    "src/frontdesk/adapters/store/foreign.py",  # runs the company's own code
    "src/frontdesk/adapters/store/loading.py",  # runs the company's own code
    "src/frontdesk/adapters/store/company_code.py",  # runs the company's own code
}
"""Where `except Exception` may stand; requests and streams end in api/problems.py."""

PYTHON = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WEB = [
    path
    for folder in ("shared", "widget", "console", "tests")
    for path in sorted((ROOT / "web" / folder).rglob("*.ts*"))
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [*PYTHON, *WEB, *TESTS], ids=name_of)
def test_files_are_short_and_their_names_say_something(path):
    limit = TEST_LINES if path in TESTS else MODULE_LINES

    assert len(path.read_text("utf-8").splitlines()) <= limit
    assert path.stem.lower() not in BANNED


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_functions_are_short_and_modules_say_what_lives_there(path):
    tree = ast.parse(path.read_text("utf-8"))

    assert ast.get_docstring(tree) or not tree.body
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= FUNCTION_LINES, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_everything_is_caught_only_at_the_edges(path):
    tree = ast.parse(path.read_text("utf-8"))
    broad = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]

    assert not broad or name_of(path) in EDGES


def test_ports_are_small():
    for path in sorted((ROOT / "src" / "frontdesk" / "ports").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = [
                    child
                    for child in node.body
                    if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
                ]
                assert len(methods) <= PORT_METHODS, f"{path.name}: {node.name}"
