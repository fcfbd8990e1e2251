"""The house laws that no linter knows: sizes, and names that say nothing."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE_LINES = 400
TEST_LINES = 600
FUNCTION_LINES = 60
PORT_METHODS = 8
PORTS = ROOT / "src" / "frontdesk" / "ports"
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "service", "base", "misc"}
EDGES = {
    "src/frontdesk/turns/beside.py",
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


# One test for all files: each as an item of its own would cost more than what is asked of it.
@pytest.fixture(scope="module")
def trees() -> Mapping[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in PYTHON}


def test_files_are_short_and_their_names_say_something():
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in [*PYTHON, *WEB, *TESTS]}
    limits = {path: TEST_LINES if path in TESTS else MODULE_LINES for path in lines}

    assert {name_of(path): n for path, n in lines.items() if n > limits[path]} == {}
    assert [name_of(path) for path in lines if path.stem.lower() in BANNED] == []


def test_modules_say_what_lives_there(trees):
    silent = [path for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)]

    assert [name_of(path) for path in silent] == []


def test_functions_are_short(trees):
    long = {
        f"{name_of(path)}: {node.name}": lines
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    }

    assert long == {}


def test_everything_is_caught_only_at_the_edges(trees):
    broad = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and name_of(path) not in EDGES
    ]

    assert broad == []


def test_ports_are_small(trees):
    methods = {
        f"{name_of(path)}: {node.name}": sum(isinstance(child, FUNCTION) for child in node.body)
        for path, tree in trees.items()
        if path.parent == PORTS
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    assert methods
    assert {port: n for port, n in methods.items() if n > PORT_METHODS} == {}
