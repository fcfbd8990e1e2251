"""Programs of ours that start in a moment: everything is imported once, each is a fork of that.

What a process costs before it does anything, two seconds of a processor, is paid once.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock


class Nursery:
    """Starts programs; it and they go with us."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, **what: object) -> int | None:
        """What it answers; see __main__.py."""
        assert self._process.stdin
        assert self._process.stdout
        with self._lock:
            self._process.stdin.write(json.dumps(what).encode() + b"\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def start(self, **what: object) -> int:
        id = self.ask(**what)
        assert id
        return id

    def kill(self, id: int) -> None:
        os.kill(id, signal.SIGKILL)
        self.ask(wait=id)


@cache
def nursery() -> Nursery:
    return Nursery()


class Command:
    """The `frontdesk` command; handled like a `subprocess.Popen`."""

    def __init__(
        self,
        words: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        output: Path,
        errors: Path,
        input: Path = Path(os.devnull),
    ) -> None:
        self.returncode: int | None = None
        self.pid = nursery().start(
            command=list(words),
            folder=str(folder),
            environment=dict(environment),
            input=str(input),
            output=str(output),
            errors=str(errors),
        )

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = nursery().ask(poll=self.pid)
        return self.returncode

    def wait(self, seconds: float) -> int:
        until = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"process {self.pid} does not end")
            time.sleep(0.005)
        return code

    def send_signal(self, how: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)
