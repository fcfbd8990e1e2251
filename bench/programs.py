"""The programs under measurement, each a process of its own."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

import frontdesk.demo
from tests.running_desk import IN_ENVIRONMENT, write_articles

SITE_KEY = "what the shop's own site signs its customers in with"
DEMO = Path(frontdesk.demo.__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Program:
    url: str
    pid: int
    ready_seconds: float

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_megabytes(self) -> float:
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(*command: str, port: int, ready: str = "", **settings: str) -> Iterator[Program]:
    """`settings`: environment variables of this program alone."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as log:
        environment = {**os.environ, **settings}
        process = subprocess.Popen(
            [sys.executable, "-m", *command], stdout=log, stderr=log, env=environment
        )
        url = f"http://127.0.0.1:{port}"
        try:
            while not answers(url, ready):
                if process.poll() is not None:
                    log.seek(0)
                    raise SystemExit(log.read().decode())
                time.sleep(0.02)
            yield Program(url, process.pid, time.monotonic() - begun)
        finally:
            process.terminate()
            process.wait()


def answers(url: str, ready: str) -> bool:
    """With 200 at `ready`; without one, by taking a connection."""
    try:
        if ready:
            return httpx2.get(url + ready).is_success
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))).close()
    except (httpx2.HTTPError, OSError):
        return False
    return True


@contextmanager
def paced_model(*options: str) -> Iterator[Program]:
    port = free_port()
    with running("bench.paced_model", str(port), *options, port=port) as program:
        yield program


@contextmanager
def relay(model: Program, transport: str) -> Iterator[Program]:
    port = free_port()
    command = ("bench.relay", str(port), model.url, transport)
    with running(*command, port=port, ready="/readyz") as program:
        yield program


@contextmanager
def desk(model: Program, *, store: bool = False, reads: bool = True) -> Iterator[Program]:
    """`store`: with the demo's orders, whose customers the bench may sign in.

    `reads`: the small model reads each message beside the answer.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        articles = write_articles(Path(folder))
        orders = {
            "FRONTDESK_STORE__PATH": str(DEMO / "store"),
            "FRONTDESK_IDENTITY__KEYS": json.dumps([SITE_KEY]),
        }
        settings = {
            **IN_ENVIRONMENT,
            **(orders if store else {}),
            "FRONTDESK_ESCALATION__READING": str(reads).lower(),
            "FRONTDESK_DELIVERY__MODE": "auto",
            "FRONTDESK_CLAUDE__BASE_URL": model.url,
            "FRONTDESK_KNOWLEDGE__MODE": "search",
            "XDG_CACHE_HOME": folder,  # the budget leaves the question's vector out
        }
        options = ("--project", folder, "--data", f"{folder}/data", "--knowledge", str(articles))
        command = ("frontdesk", "serve", *options, "--port", str(port))
        with running(*command, port=port, ready="/readyz", **settings) as program:
            yield program
