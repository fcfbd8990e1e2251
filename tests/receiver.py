"""A company's own system that a desk tells what happens, over real HTTP."""

import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Manner = int | Literal["lost", "slow"]
"""A status; or it takes what it is told and its answer is lost, or comes too late."""
SLOW_SECONDS = 0.6


@dataclass
class Receiver:
    url: str
    manners: list[Manner] = field(default_factory=list[Manner])
    """Of the next calls; then it answers 204."""
    told: list[tuple[dict[str, str], str]] = field(default_factory=list[tuple[dict[str, str], str]])
    """Headers and body of each call, also of those it answered badly."""

    @property
    def ids(self) -> Sequence[str]:
        return [headers["webhook-id"] for headers, _ in self.told]

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 30
        while len(self.told) < count:
            assert time.monotonic() < until, f"told {len(self.told)} times, not {count}"
            time.sleep(0.02)


@contextmanager
def receiver(*manners: Manner) -> Generator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            manner = running.manners.pop(0) if running.manners else 204
            running.told.append(({k.lower(): v for k, v in self.headers.items()}, body))
            if manner == "lost":
                self.connection.close()
                return
            if manner == "slow":
                time.sleep(SLOW_SECONDS)
            self.send_response(204 if manner == "slow" else manner)
            self.send_header("content-length", "0")
            self.end_headers()

        def handle(self) -> None:
            with suppress(OSError, ValueError):  # whoever called has gone
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Receiver(f"http://127.0.0.1:{server.server_port}/desk", [*manners])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
