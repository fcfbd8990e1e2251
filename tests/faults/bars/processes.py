"""The programs that a bar runs, each a process of its own; a desk may be killed and started."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def program(module: str, *arguments: str) -> Generator[str]:
    """A stand-in that prints its address; that address."""
    port = free_port()
    command = [sys.executable, "-m", module, str(port), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout
        yield process.stdout.readline().decode().strip()
    finally:
        process.kill()
        process.wait()


class Nursery:
    """Starts desks without waiting for their imports; see nursery.py."""

    def __init__(self, project: Path, model: str) -> None:
        own = {
            "FRONTDESK_CLAUDE__BASE_URL": model,
            "ANTHROPIC_API_KEY": "sk-bars",
            "XDG_CACHE_HOME": str(project / "cache"),
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.bars.nursery"],
            env={**os.environ, **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, **what: object) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@dataclass
class Desk:
    """`frontdesk serve` over a project folder, on one port for all its lives."""

    project: Path
    nursery: Nursery
    port: int = field(default_factory=free_port)
    id: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return self.project / "data"

    @property
    def log(self) -> str:
        return (self.project / "desk.log").read_text("utf-8", errors="replace")

    def start(self, *, held: bool = False) -> None:
        self.id = self.nursery.ask(start=[str(self.project), self.port], held=held)
        if not held:
            self.wait_until_ready()

    def kill(self) -> None:
        os.kill(self.id, signal.SIGKILL)
        self.ended()

    def stop(self) -> int:
        """By SIGTERM; how it ended."""
        os.kill(self.id, signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; how it ended."""
        id, self.id = self.id, 0
        return self.nursery.ask(wait=id)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/readyz", timeout=5).is_success:
                    return
            time.sleep(0.02)
        raise AssertionError(self.log[-3000:])


@contextmanager
def desk(project: Path, model: str) -> Generator[Desk]:
    nursery = Nursery(project, model)
    running = Desk(project, nursery)
    try:
        running.start()
        yield running
    finally:
        if running.id:
            running.kill()
        nursery.close()
