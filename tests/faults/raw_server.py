"""A server that plays given bytes, waits and cuts: for faults that no well-behaved server has."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
    b"request-id: req_raw\r\nconnection: close\r\n\r\n"
)

Step = bytes | float | Literal["reset", "next request"]
"""Bytes to send, seconds to wait, a TCP reset, or the wait for another request on the connection.

After the last step the connection closes.
"""


@dataclass
class RawServer:
    url: str
    steps: Sequence[Step] = ()
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    waits: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it has come to a wait."""
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a client has closed its side."""

    def plays(self, *steps: Step) -> None:
        """What every coming connection gets after its request."""
        self.steps = steps

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            self.requests.append(await read_request(reader))
            for step in self.steps:
                if step == "next request":
                    self.requests.append(await read_request(reader))
                elif isinstance(step, float):
                    await self._wait(step, reader)
                else:
                    await send(step, writer)
        writer.close()

    async def _wait(self, seconds: float, reader: asyncio.StreamReader) -> None:
        """A client sends nothing while it waits, but it may hang up."""
        self.waits.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await reader.read()
            self.gone.set()


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    return await reader.readexactly(length)


async def send(step: bytes | str, writer: asyncio.StreamWriter) -> None:
    if isinstance(step, bytes):
        writer.write(step)
        await writer.drain()
    else:
        raw: socket.socket = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


@asynccontextmanager
async def raw_server() -> AsyncGenerator[RawServer]:
    running = RawServer(url="")
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        try:
            await running.serve(reader, writer)
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    running.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield running
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def event(type: str, **data: Any) -> bytes:
    return f"event: {type}\ndata: {json.dumps({'type': type, **data})}\n\n".encode()


USAGE = {
    "input_tokens": 42,
    "cache_creation_input_tokens": 8,
    "cache_read_input_tokens": 900,
    "cache_creation": {"ephemeral_5m_input_tokens": 5, "ephemeral_1h_input_tokens": 3},
    "output_tokens": 1,
}


def start(**usage: Any) -> bytes:
    message = {"id": "msg_1", "type": "message", "role": "assistant", "content": []}
    return event("message_start", message={**message, "usage": {**USAGE, **usage}})


def opens(index: int, kind: str, **fields: Any) -> bytes:
    return event("content_block_start", index=index, content_block={"type": kind, **fields})


def grows(index: int, kind: str, **fields: Any) -> bytes:
    return event("content_block_delta", index=index, delta={"type": kind, **fields})


def closes(index: int) -> bytes:
    return event("content_block_stop", index=index)


def text(index: int, *pieces: str) -> tuple[bytes, ...]:
    grown = (grows(index, "text_delta", text=piece) for piece in pieces)
    return opens(index, "text", text=""), *grown, closes(index)


def calls(
    index: int, *partial_json: str, id: str = "toolu_1", name: str = "refund"
) -> tuple[bytes, ...]:
    grown = (grows(index, "input_json_delta", partial_json=piece) for piece in partial_json)
    return opens(index, "tool_use", id=id, name=name, input={}), *grown, closes(index)


def cites(index: int, source: str, quote: str) -> bytes:
    return grows(
        index,
        "citations_delta",
        citation={
            "type": "search_result_location",
            "cited_text": quote,
            "source": source,
            "title": "Refunds",
            "search_result_index": 0,
            "start_block_index": 0,
            "end_block_index": 1,
        },
    )


def ends(stop_reason: str | None = "end_turn", **usage: Any) -> tuple[bytes, ...]:
    delta = {"stop_reason": stop_reason, "stop_sequence": None}
    return (
        event("message_delta", delta=delta, usage={"output_tokens": 35, **usage}),
        event("message_stop"),
    )


def answer_with(status: str, body: bytes = b"", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\n{lines}content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    return head.encode() + body


def refusal(type: str, message: str = "No.", error_code: str | None = None) -> bytes:
    details = {"details": {"error_code": error_code}} if error_code else {}
    error = {"type": type, "message": message, **details}
    return json.dumps({"type": "error", "error": error, "request_id": "req_1"}).encode()
