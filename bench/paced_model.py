"""The cheapest possible Messages API: the same paced reply to every request.

Three sentences, cited, 60 tokens at 60 a second after 300 ms, as raw bytes from one asyncio
protocol, so that what is measured is the desk and not the stand-in. If it is to act, each turn's
first reply is a look-up of CALL in 20 tokens at the same pace.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from itertools import count

import uvloop

FIRST_TOKEN_SECONDS = 0.3
TOKENS_PER_SECOND = 60
SENTENCES = (
    "Standard delivery takes three business days from the day on which we hand over your parcel. ",
    "Express delivery takes one business day and can be chosen at the checkout for most items. ",
    "You will get a message with a tracking number as soon as your parcel is on its way.",
)
CALL = ("lookup_order", {"order_id": "ORD-78432"})
CALL_TOKENS = 20
READING = {"language": "en", "sentiment": 0, "topic": "shipping", "signs": []}
NUMBER = b"toolu_00000000"  # of a call; each gets one of its own
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nrequest-id: req_bench\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
WHOLE = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nrequest-id: req_bench\r\n"
READING_SECONDS = 0.6
USAGE = {"input_tokens": 900, "output_tokens": 60}


def frames() -> Iterator[tuple[int, bytes]]:
    """(token at which it is due, event)."""
    yield 0, begun()
    token = 0
    for index, sentence in enumerate(SENTENCES):
        block = {"type": "text", "text": ""}
        yield token, event({"type": "content_block_start", "index": index, "content_block": block})
        for text in tokens(sentence):
            delta = {"type": "text_delta", "text": text}
            yield token, event({"type": "content_block_delta", "index": index, "delta": delta})
            token += 1
        yield token - 1, event({"type": "content_block_stop", "index": index})
    yield token - 1, ended("end_turn")


def calling() -> Iterator[tuple[int, bytes]]:
    """The same of a reply that calls for the look-up."""
    name, arguments = CALL
    block = {"type": "tool_use", "id": NUMBER.decode(), "name": name, "input": {}}
    delta = {"type": "input_json_delta", "partial_json": json.dumps(arguments)}
    last = CALL_TOKENS - 1
    yield 0, begun()
    yield 0, event({"type": "content_block_start", "index": 0, "content_block": block})
    yield last, event({"type": "content_block_delta", "index": 0, "delta": delta})
    yield last, event({"type": "content_block_stop", "index": 0})
    yield last, ended("tool_use")


MESSAGE = {
    "id": "msg_bench",
    "type": "message",
    "role": "assistant",
    "model": "claude-haiku-5-5",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": USAGE,
}


def begun() -> bytes:
    return event({"type": "message_start", "message": MESSAGE})


def ended(stop_reason: str) -> bytes:
    end = {"stop_reason": stop_reason, "stop_sequence": None}
    delta = {"type": "message_delta", "delta": end, "usage": USAGE}
    return event(delta) + event({"type": "message_stop"})


def tokens(sentence: str) -> Iterator[str]:
    """Twenty pieces a sentence."""
    size = -(-len(sentence) // 20)
    return (sentence[start : start + size] for start in range(0, len(sentence), size))


def event(data: dict[str, object]) -> bytes:
    body = f"event: {data['type']}\ndata: {json.dumps(data)}\n\n".encode()
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


Paced = list[tuple[float, bytes]]
"""Seconds after the request, and what is sent then."""


def schedule(frames: Iterator[tuple[int, bytes]]) -> Paced:
    due: dict[int, bytes] = {}
    for token, frame in frames:
        due[token] = due.get(token, b"") + frame
    return [
        (FIRST_TOKEN_SECONDS + token / TOKENS_PER_SECOND, frame)
        for token, frame in sorted(due.items())
    ]


FIRST_PIECE_TOKENS = len(list(tokens(SENTENCES[0])))
FIRST_PIECE_SECONDS = FIRST_TOKEN_SECONDS + (FIRST_PIECE_TOKENS - 1) / TOKENS_PER_SECOND
"""After the request, the last byte of the first releasable piece is sent."""
CALL_SECONDS = schedule(calling())[-1][0]
REPLY_SECONDS = schedule(frames())[-1][0]
"""After the request, the last byte of all is sent."""


class PacedModel(asyncio.Protocol):
    numbers = count(1)

    def __init__(self, reply: Paced, call: Paced | None) -> None:
        self._reply = reply
        self._call = call
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
            body, self._seen, self._missing = self._seen, b"", -1
            if b'"json_schema"' in body:
                self._tell(READING)
            elif self._call and not has_results(body):
                number = b"toolu_%08d" % next(self.numbers)
                self._play([(due, frame.replace(NUMBER, number)) for due, frame in self._call])
            else:
                self._play(self._reply)

    def _tell(self, said: dict[str, object]) -> None:
        """What a message shows, whole: nothing, as usual."""
        block = {"type": "text", "text": json.dumps(said)}
        message = {**MESSAGE, "content": [block], "stop_reason": "end_turn"}
        body = json.dumps(message).encode()
        answer = WHOLE + b"content-length: %d\r\n\r\n" % len(body) + body
        asyncio.get_running_loop().call_later(READING_SECONDS, self._transport.write, answer)

    def _play(self, paced: Paced) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._transport.write(HEAD)
        *frames, (last, frame) = paced
        for due, early in frames:
            loop.call_at(now + due, self._transport.write, early)
        loop.call_at(now + last, self._transport.write, frame + b"0\r\n\r\n")


def has_results(body: bytes) -> bool:
    """Whether the request goes on after a call."""
    said = [each for each in json.loads(body)["messages"] if each["role"] == "user"]
    content = said[-1]["content"]
    return not isinstance(content, str) and any(each["type"] == "tool_result" for each in content)


async def main(port: int, *, acts: bool) -> None:
    loop = asyncio.get_running_loop()
    reply, call = schedule(frames()), schedule(calling()) if acts else None
    server = await loop.create_server(lambda: PacedModel(reply, call), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), acts="acts" in sys.argv[2:]))
