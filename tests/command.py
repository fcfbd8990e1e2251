"""The `frontdesk` command as a process of its own, and what its errors must say."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.nursery import Command


def frontdesk(*arguments, cwd, input="", **environment):
    """What comes of it, with nothing of ours in its environment."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FRONTDESK_", "ANTHROPIC_"))}
    with TemporaryDirectory() as folder:
        said, output, errors = (Path(folder) / name for name in ("input", "output", "errors"))
        said.write_text(input, "utf-8")
        words = list(map(str, arguments))
        command = Command(words, cwd, clean | environment, input=said, output=output, errors=errors)
        try:
            code = command.wait(60)
        except TimeoutError:
            command.send_signal(signal.SIGKILL)
            command.wait(5)
            raise
        return subprocess.CompletedProcess(
            words, code, output.read_text("utf-8"), errors.read_text("utf-8")
        )


def says(result, *words, code=1):
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert "Next:" in result.stderr
    for word in words:
        assert word in result.stderr
    return True


def on_a_terminal(*arguments: object, cwd: Path, **environment: str) -> str:
    """What the command shows on standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "frontdesk", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
    finally:
        os.close(theirs)
    shown = b""
    with suppress(OSError):  # EIO: the command has closed its end
        while some := os.read(ours, 4096):
            shown += some
    os.close(ours)
    assert process.wait(60) == 0
    return shown.decode()
