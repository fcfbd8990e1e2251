"""The programs that a bar runs, each a process of its own; a desk may be killed and started."""

import os
import signal
import socket
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from tests.nursery import nursery

SECONDS = 90  # until a program answers, on a machine that has other things to do


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def program(module: str, *arguments: str) -> Generator[str]:
    """A stand-in that listens on the port it is given first; its address."""
    port = free_port()
    id = nursery().start(module=module, arguments=[str(port), *arguments])
    try:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        nursery().kill(id)


@dataclass
class Desk:
    """`frontdesk serve` over a project folder, on one port for all its lives."""

    project: Path
    model: str
    weakness: str = ""
    """A defence that is off, of weaker.py."""
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
        own = {
            "FRONTDESK_CLAUDE__BASE_URL": self.model,
            "ANTHROPIC_API_KEY": "sk-bars",
            "XDG_CACHE_HOME": str(self.project / "cache"),
        }
        desk = str(self.project)
        how = {"environment": own, "held": held, "weakness": self.weakness}
        self.id = nursery().start(desk=desk, port=self.port, **how)
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
        code = nursery().ask(wait=id)
        assert code is not None
        return code

    def wait_until_ready(self) -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/readyz", timeout=5).is_success:
                    return
            time.sleep(0.02)
        raise AssertionError(self.log[-3000:])


@contextmanager
def desk(project: Path, model: str, weakness: str = "") -> Generator[Desk]:
    running = Desk(project, model, weakness)
    try:
        running.start()
        yield running
    finally:
        if running.id:
            running.kill()
