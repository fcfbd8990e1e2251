"""Logs tell operators what broke, never what customers wrote."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.errors import StorageFailed
from frontdesk.guards.log_lines import FIELDS, only_known
from tests.defence import UNDEFENDED

SECRET = "quokka 4111 1111 1111 1111 jo@mail.example"
PROGRAM = """
import asyncio, logging, structlog
from frontdesk.cli.logs import configure_logs
configure_logs()
SECRET = "quokka 4111 1111 1111 1111 jo@mail.example"
def turn(text):
    raise ValueError("broke at " + text)
log = structlog.get_logger()
try:
    try:
        turn(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error
except KeyError as error:
    log.exception("turn broke", exc_info=error, text=SECRET, turn=SECRET, conversation="c1")
    logging.getLogger("uvicorn.error").error("Broke: %s\\n" + SECRET, SECRET, exc_info=error)
async def main():
    async def lost():
        raise ValueError(SECRET)
    task = asyncio.ensure_future(lost())
    await asyncio.sleep(0)
    del task
asyncio.run(main())
"""
EVERY_FIELD = """
from frontdesk.cli import logs
logs.only_known = lambda _logger, _method, line: {**line, "exc_info": None}
"""
CALLS = {"debug", "info", "warning", "error", "exception"}
SOURCES = sorted((Path(__file__).parents[2] / "src" / "frontdesk").rglob("*.py"))


@pytest.mark.parametrize(
    ("setting", "before"),
    [
        pytest.param({}, "", id="plain"),
        pytest.param({"PYTHONASYNCIODEBUG": "1"}, "", id="debug"),
        pytest.param({}, EVERY_FIELD, id="undefended", marks=UNDEFENDED),
    ],
)
def test_neither_messages_nor_variables_nor_unknown_fields_are_logged(setting, before):
    run = subprocess.run(
        [sys.executable, "-c", before + PROGRAM],
        capture_output=True,
        text=True,
        env={**os.environ, **setting},
    )
    lines = [json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")]

    assert run.returncode == 0
    for word in ("quokka", "4111", "jo@mail"):
        assert word not in run.stderr
    assert lines[0] | {"exception": "", "timestamp": ""} == {
        "event": "turn broke",
        "level": "error",
        "conversation": "c1",
        "dropped": 2,
        "exception": "",
        "timestamp": "",
    }
    assert "in turn" in lines[0]["exception"]
    assert lines[0]["exception"].endswith("KeyError")
    assert (lines[1]["event"], lines[1]["logger"]) == ("Broke: %s", "uvicorn.error")


def test_our_own_errors_say_what_they_say_but_for_values():
    error = StorageFailed(f"It failed for {SECRET}.")
    line = only_known(None, "error", {"event": "x", "exc_info": error, "reason": str(error)})

    assert "It failed for quokka" in line["exception"]
    for name in ("exception", "reason"):
        assert "****-****-****-1111 j***@mail.example" in line[name]
        assert "4111" not in line[name]


def test_every_field_that_is_logged_somewhere_is_known():
    unknown = {
        f"{path.name}: {keyword.arg}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CALLS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"logger", "log"}
        for keyword in node.keywords
        if keyword.arg and keyword.arg not in {*FIELDS, "exc_info"}
    }

    assert not unknown
