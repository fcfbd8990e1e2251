"""HTTP servers on this machine: ports taken before anything starts, one stop for all."""

import asyncio
import errno
import logging
import socket
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
import uvloop
from starlette.types import ASGIApp

from frontdesk.errors import PortInUse

LAST_RESPONSES_SECONDS = 2  # live event streams never end by themselves
MAX_FRAME = 64 * 1024  # bytes of a WebSocket message: as many as a body has, api/limits.py


# uvicorn takes a refused handshake for a mistake of ours, and anybody could fill the log with it.
logging.getLogger("uvicorn.error").addFilter(
    lambda record: "without completing handshake" not in record.getMessage()
)


class ForegroundServer(uvicorn.Server):
    """Ctrl-C and SIGTERM end it and no more: what was opened around it is closed, exit code 0."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()  # uvicorn would raise them again


class BackgroundServer(uvicorn.Server):
    """Leaves Ctrl-C to the server in the foreground."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def run(main: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


@contextmanager
def listening(host: str, port: int) -> Generator[socket.socket]:
    """A listening socket; port 0 takes a free one. Raises PortInUse."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(2048)
        except OverflowError as error:
            raise PortInUse(
                f"There is no port {port}.", next_step="Choose a lower one with --port NUMBER."
            ) from error
        except OSError as error:
            in_use = error.errno == errno.EADDRINUSE
            reason = "is already in use" if in_use else f"cannot be used: {error.strerror}"
            raise PortInUse(
                f"Port {port} on {host} {reason}.",
                next_step="Stop what uses it, or choose another with --port NUMBER "
                "(make demo: FRONTDESK_SERVER__PORT=NUMBER make demo).",
            ) from error
        yield listener


def address(listener: socket.socket) -> str:
    host, port, *_ = listener.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve(
    app: ASGIApp, listener: socket.socket, *, protocol: type[asyncio.Protocol] | None = None
) -> None:
    """Serve until Ctrl-C or SIGTERM; by uvicorn's own protocol unless one is given."""
    await ForegroundServer(_config(app, protocol)).serve([listener])


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket) -> AsyncGenerator[None]:
    """Serve in the background while open."""
    server = BackgroundServer(_config(app))
    task = asyncio.create_task(server.serve([listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await task


def _config(app: ASGIApp, protocol: type[asyncio.Protocol] | None = None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=protocol or "auto",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LAST_RESPONSES_SECONDS,
        ws_max_size=MAX_FRAME,
        ws_per_message_deflate=False,  # events are short, and each connection would keep a window
    )
