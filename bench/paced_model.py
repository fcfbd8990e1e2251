"""The cheapest possible Messages API: the same paced reply to every request.

Three sentences, cited, 60 tokens at 60 a second after 300 ms, as raw bytes from one asyncio
protocol, so that what is measured is the desk and not the stand-in.
"""

import asyncio
import json
import sys
from collections.abc import Iterator

import uvloop

FIRST_TOKEN_SECONDS = 0.3
TOKENS_PER_SECOND = 60
SENTENCES = (
    "Standard delivery takes three business days from the day on which we hand over your parcel. ",
    "Express delivery takes one business day and can be chosen at the checkout for most items. ",
    "You will get a message with a tracking number as soon as your parcel is on its way.",
)
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nrequest-id: req_bench\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
USAGE = {"input_tokens": 900, "output_tokens": 60}


def frames() -> Iterator[tuple[int, bytes]]:
    """(token at which it is due, event)."""
    message = {
        "id": "msg_bench",
        "type": "message",
        "role": "assistant",
        "model": "claude-haiku-5-5",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": USAGE,
    }
    yield 0, event({"type": "message_start", "message": message})
    token = 0
    for index, sentence in enumerate(SENTENCES):
        block = {"type": "text", "text": ""}
        yield token, event({"type": "content_block_start", "index": index, "content_block": block})
        for text in tokens(sentence):
            delta = {"type": "text_delta", "text": text}
            yield token, event({"type": "content_block_delta", "index": index, "delta": delta})
            token += 1
        yield token - 1, event({"type": "content_block_stop", "index": index})
    end = {"stop_reason": "end_turn", "stop_sequence": None}
    yield token - 1, event({"type": "message_delta", "delta": end, "usage": USAGE})
    yield token - 1, event({"type": "message_stop"})


def tokens(sentence: str) -> Iterator[str]:
    """Twenty pieces a sentence."""
    size = -(-len(sentence) // 20)
    return (sentence[start : start + size] for start in range(0, len(sentence), size))


def event(data: dict[str, object]) -> bytes:
    body = f"event: {data['type']}\ndata: {json.dumps(data)}\n\n".encode()
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


def schedule(pace: float) -> list[tuple[float, bytes]]:
    due: dict[int, bytes] = {}
    for token, frame in frames():
        due[token] = due.get(token, b"") + frame
    return [
        (pace * (FIRST_TOKEN_SECONDS + token / TOKENS_PER_SECOND), frame)
        for token, frame in sorted(due.items())
    ]


FIRST_PIECE_TOKENS = len(list(tokens(SENTENCES[0])))
FIRST_PIECE_SECONDS = FIRST_TOKEN_SECONDS + (FIRST_PIECE_TOKENS - 1) / TOKENS_PER_SECOND
"""After the request, the last byte of the first releasable piece is sent."""


class PacedModel(asyncio.Protocol):
    def __init__(self, paced: list[tuple[float, bytes]]) -> None:
        self._paced = paced
        self._seen = b""
        self._missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._seen += data
        if self._missing < 0:
            head, found, body = self._seen.partition(b"\r\n\r\n")
            if not found:
                return
            length = next(
                int(line.partition(b":")[2])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            )
            self._missing, self._seen = length, body
        if len(self._seen) >= self._missing:
            self._seen, self._missing = b"", -1
            self._play()

    def _play(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._transport.write(HEAD)
        *frames, (last, frame) = self._paced
        for due, paced in frames:
            loop.call_at(now + due, self._transport.write, paced)
        loop.call_at(now + last, self._transport.write, frame + b"0\r\n\r\n")


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    paced = schedule(float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    server = await loop.create_server(lambda: PacedModel(paced), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
