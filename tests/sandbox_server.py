"""The sandbox under a real uvicorn on loopback, for any test that needs a Messages API."""

import json
import threading
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from frontdesk.sandbox import SandboxProtocol, create_app


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    url: str

    def script(self, *entries: dict[str, Any]) -> None:
        """Enqueue entries for the coming requests (docs/sandbox.md has their shape)."""
        self._call("POST", "/sandbox/script", list(entries))

    def forget(self) -> None:
        """Neither script, faults, kept requests, cached prompts nor rate limits remain."""
        for kept in ("script", "faults", "requests", "cache", "limits"):
            self._call("DELETE", f"/sandbox/{kept}")

    def kept(self) -> list[dict[str, Any]]:
        """The last requests, oldest first: path, headers, body (text), status, mind."""
        return json.loads(self._call("GET", "/sandbox/requests"))["requests"]

    def requests(self) -> list[dict[str, Any]]:
        """The bodies of the last requests, parsed."""
        return [json.loads(kept["body"]) for kept in self.kept()]

    def _call(self, method: str, path: str, body: object = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.read()


@contextmanager
def running_sandbox(**settings: Any) -> Generator[RunningSandbox]:
    """Answers come at once unless the settings (those of `create_app`) say otherwise."""
    instant = {"first_token_seconds": 0.0, "tokens_per_second": 0.0}
    config = uvicorn.Config(
        create_app(**(instant | settings)),
        host="127.0.0.1",
        port=0,
        http=SandboxProtocol,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="sandbox")
    thread.start()
    try:
        deadline = time.monotonic() + 10
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the sandbox did not start")
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield RunningSandbox(f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(timeout=10)
