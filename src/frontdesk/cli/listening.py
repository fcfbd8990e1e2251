"""HTTP servers on this machine: ports taken before anything starts, one stop for all."""

import asyncio
import errno
import logging
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from types import FrameType
from typing import Any

import uvicorn
import uvloop
from starlette.types import ASGIApp

from frontdesk.errors import PortInUse

Drain = Callable[[], Awaitable[None]]

LAST_RESPONSES_SECONDS = 2  # live event streams never end by themselves
MAX_FRAME = 64 * 1024  # bytes of a WebSocket message: as many as a body has, api/limits.py


# uvicorn takes a refused handshake for a mistake of ours, and anybody could fill the log with it.
logging.getLogger("uvicorn.error").addFilter(
    lambda record: "without completing handshake" not in record.getMessage()
)


async def nothing_to_drain() -> None:
    """Nothing goes on that should come to its end."""


class BackgroundServer(uvicorn.Server):
    """Leaves Ctrl-C to the server in the foreground."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def run(main: Coroutine[Any, Any, None]) -> None:
    """Until Ctrl-C, which is how a server is ended: no error, be it that it is just starting."""
    with (
        suppress(KeyboardInterrupt),
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
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


class DrainingServer(uvicorn.Server):
    """Lets what is open come to its end before it stops; a second signal stops it at once.

    Signals end it and no more: what was opened around it is closed, and the exit code is 0.
    """

    def __init__(self, config: uvicorn.Config, drain: Drain) -> None:
        super().__init__(config)
        self._drain = drain
        self._loop = asyncio.get_running_loop()
        self._draining: asyncio.Task[None] | None = None
        self._is_told = False

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()  # uvicorn would raise them again

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._is_told:
            super().handle_exit(sig, frame)
            return
        self._is_told = True
        self._loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        self._draining = self._loop.create_task(self._leave(), name="draining")

    async def _leave(self) -> None:
        try:
            await self._drain()
        finally:
            self.should_exit = True


async def serve(
    app: ASGIApp,
    listener: socket.socket,
    *,
    protocol: type[asyncio.Protocol] | None = None,
    drain: Drain = nothing_to_drain,
) -> None:
    """Serve until Ctrl-C or SIGTERM, then `drain`.

    By uvicorn's own protocol unless one is given.
    """
    await DrainingServer(_config(app, protocol), drain).serve([listener])


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
