"""Sending an answer over the wire: its pace, its breaks, and stopping when nobody listens."""

import os
import socket
import struct
import time
from asyncio import Transport
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import anyio
import anyio.lowlevel
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from frontdesk.sandbox import tokens
from frontdesk.sandbox.fault import Break, Piece, Step

TRANSPORT = "frontdesk.transport"
PING = b'event: ping\ndata: {"type": "ping"}\n\n'
AT_ONCE = 16_384  # bytes that an unpaced answer sends in one write


class SandboxProtocol(HttpToolsProtocol):
    """uvicorn's own protocol, but the app can reach the connection to break it.

    Given to uvicorn as `http=`. Under any other server "drop" and "reset" close the connection
    without ending the body, and the server logs that the response was not completed.
    """

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {TRANSPORT: {"transport": self.transport}}


@dataclass(frozen=True, slots=True)
class Pace:
    first_token_seconds: float
    tokens_per_second: float
    """0: no pause between tokens."""

    @property
    def is_instant(self) -> bool:
        return not self.first_token_seconds and not self.tokens_per_second

    def due(self, said: float) -> float:
        """Seconds after the start at which the token after `said` tokens may come."""
        spoken = said / self.tokens_per_second if self.tokens_per_second else 0
        return self.first_token_seconds + spoken


class Played(Response):
    """A response that sends steps at a pace and ends as they say."""

    def __init__(self, steps: Iterable[Step], pace: Pace, headers: Mapping[str, str]) -> None:
        super().__init__(status_code=200, headers=headers)
        del self.headers["content-length"]
        self._steps = steps
        self._pace = pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with anyio.create_task_group() as group:

            async def stop_when_gone() -> None:
                await _gone(receive)
                group.cancel_scope.cancel()

            group.start_soon(stop_when_gone)
            await self._play(_Wire(scope, receive, send), self.raw_headers)
            group.cancel_scope.cancel()

    async def _play(self, wire: "_Wire", headers: list[tuple[bytes, bytes]]) -> None:
        await wire.start(headers)
        started, said = time.monotonic(), 0.0
        for step in self._steps:
            if isinstance(step, Break):
                if await wire.broken_by(step):
                    return
                continue
            if step.text and not self._pace.is_instant:
                await wire.flush()
                await anyio.sleep(max(0.0, started + self._pace.due(said) - time.monotonic()))
                said += len(step.text.encode()) / tokens.BYTES_A_TOKEN
            await wire.put(step, at_once=not self._pace.is_instant)
        await wire.end()


class _Wire:
    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        extension = scope.get("extensions", {}).get(TRANSPORT, {})
        self._transport: Transport | None = extension.get("transport")
        self._receive = receive
        self._send = send
        self._waiting = bytearray()

    async def start(self, headers: list[tuple[bytes, bytes]]) -> None:
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})

    async def put(self, piece: Piece, *, at_once: bool) -> None:
        self._waiting += piece.data
        if at_once or len(self._waiting) >= AT_ONCE:
            await self.flush()

    async def flush(self) -> None:
        if self._waiting:
            body = bytes(self._waiting)
            self._waiting.clear()
            await self._send({"type": "http.response.body", "body": body, "more_body": True})
            await anyio.lowlevel.checkpoint()  # an unpaced answer must not keep the loop to itself

    async def end(self) -> None:
        await self.flush()
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def broken_by(self, step: Break) -> bool:
        """True if nothing can follow."""
        await self.flush()
        match step.kind:
            case "eof":
                await self.end()
            case "stall" if step.seconds is not None:
                await anyio.sleep(step.seconds)
                return False
            case "stall":
                await anyio.sleep_forever()
            case "pings":
                while True:
                    await self.put(Piece(PING), at_once=True)
                    await anyio.sleep(step.seconds or 1)
            case "drop":
                await self._close()
            case "reset":
                await self._close(reset=True)
        return True

    async def _close(self, *, reset: bool = False) -> None:
        if self._transport is None:
            return  # returning without an end of the body makes the server close the connection
        if reset:
            _send_reset_on_close(self._transport)
            self._transport.abort()
        else:
            self._transport.close()
        await anyio.sleep_forever()  # until the server notices that the client is gone


def _send_reset_on_close(transport: Transport) -> None:
    """Linger 0 makes the kernel answer with RST; set on a twin, as uvloop hides the socket."""
    descriptor = transport.get_extra_info("socket").fileno()
    with socket.socket(fileno=os.dup(descriptor)) as twin:
        twin.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
