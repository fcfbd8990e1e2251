"""Replies that a server might send, as bytes: whole ones, odd ones and broken ones."""

import gzip
from collections.abc import Sequence

from tests.faults.raw_server import (
    HEAD,
    Step,
    calls,
    closes,
    ends,
    event,
    grows,
    opens,
    start,
    text,
)

REFUND = ('{"order": "A1", ', '"amount": 12', ".50}")
REPLY = (
    start(),
    *text(0, "Let me ", "see."),
    *calls(1, "", *REFUND),
    *ends("tool_use"),
)


OVERLOADED = event("error", error={"type": "overloaded_error", "message": "Overloaded"})
LONE_SURROGATE = b'"text": "\\ud83d"'
BROKEN_REPLIES: dict[str, Sequence[Step]] = {
    "no events": (),
    "an HTML page": (b"<html><body>It works!</body></html>",),
    "a reply that was not asked to be streamed": (b'{"type": "message", "content": []}',),
    "data that is no JSON": (start(), b"event: ping\ndata: {oops\n\n"),
    "data that is no object": (start(), b"data: [1]\n\n"),
    "data nested for ever": (start(), b"data: " + b"[" * 100_000 + b"\n\n"),
    "bytes that are no UTF-8": (start(), b'data: {"type": "\xff"}\n\n'),
    "an event without a type": (start(), b"data: {}\n\n"),
    "half a character": (
        start(),
        opens(0, "text", text=""),
        grows(0, "text_delta", text="x").replace(b'"text": "x"', LONE_SURROGATE),
        closes(0),
        *ends(),
    ),
    "no message_start": (*text(0, "Hi."), *ends()),
    "two message_starts": (start(), start(), *text(0, "Hi."), *ends()),
    "a message without an id": (start().replace(b'"msg_1"', b"null"), *text(0, "Hi."), *ends()),
    "no message_stop": (start(), *text(0, "Hi."), ends()[0]),
    "no stop_reason": (start(), *text(0, "Hi."), *ends(None)),
    "no message_delta": (start(), *text(0, "Hi."), ends()[1]),
    "an unknown stop_reason": (start(), *text(0, "Hi."), *ends("bored")),
    "a delta before its block": (start(), grows(0, "text_delta", text="Hi."), *ends()),
    "a delta for another block": (start(), opens(0, "text"), grows(1, "text_delta", text="Hi.")),
    "a delta after its block": (start(), *text(0, "Hi."), grows(0, "text_delta", text="!")),
    "a block that starts at 1": (start(), *text(1, "Hi."), *ends()),
    "a block that comes twice": (start(), *text(0, "Hi."), *text(0, "Hi."), *ends()),
    "a block within a block": (start(), opens(0, "text"), *text(1, "Hi."), closes(0), *ends()),
    "a block that is not closed": (start(), opens(0, "text", text="Hi."), *ends()),
    "a block after the end": (start(), ends()[0], *text(0, "Hi."), ends()[1]),
    "a negative index": (start(), *text(-1, "Hi."), *ends()),
    "an index that is no number": (start(), event("content_block_stop", index="0"), *ends()),
    "an unknown kind of block": (start(), opens(0, "hologram"), closes(0), *ends()),
    "an unknown kind of delta": (start(), opens(0, "text"), grows(0, "smell_delta", smell="x")),
    "text in a call": (start(), calls(0)[0], grows(0, "text_delta", text="x")),
    "a delta of null": (start(), opens(0, "text"), grows(0, "text_delta", text=7)),
    "a citation of something else": (
        start(),
        opens(0, "text", text="x"),
        grows(0, "citations_delta", citation={"type": "page_location", "cited_text": "y"}),
    ),
    "a negative count": (start(), *text(0, "Hi."), *ends(output_tokens=-1)),
    "a count that is a truth": (start(input_tokens=True), *text(0, "Hi."), *ends()),
    "5 MB of text": (start(), *text(0, *["x" * 100_000] * 50), *ends()),
    "5 MB in one event": (start(), *text(0, "x" * 5_000_000), 2.0),
    "5 MB without the end of a line": (start(), b"x" * 5_000_000, 2.0),
    "5 MB of lines without the end of an event": (start(), b"data: x\n" * 700_000, 2.0),
    "5 MB of arguments": (start(), *calls(0, *["1" * 100_000] * 50), *ends("tool_use")),
    "10,000 blocks": (start(), *(b for i in range(10_000) for b in text(i)), *ends()),
    "arguments that are no JSON": (start(), *calls(0, '{"a": 1,}'), *ends("tool_use")),
    "arguments that break off": (start(), *calls(0, *REFUND[:2]), *ends("tool_use")),
    "arguments that are no object": (start(), *calls(0, "[1]"), *ends("tool_use")),
    "arguments nested too deep": (
        start(),
        *calls(0, '{"a": ' * 40 + "1" + "}" * 40),
        *ends("tool_use"),
    ),
    "arguments with NaN": (start(), *calls(0, '{"amount": NaN}'), *ends("tool_use")),
    "arguments with infinity": (start(), *calls(0, '{"amount": 1e999}'), *ends("tool_use")),
    "arguments that name one thing twice": (
        start(),
        *calls(0, '{"amount": 1, "amount": 50}'),
        *ends("tool_use"),
    ),
    "arguments with half a character": (start(), *calls(0, '{"a": "\\ud800"}'), *ends("tool_use")),
    "arguments nested for ever": (start(), *calls(0, '{"a":' * 10_000), *ends("tool_use")),
    "arguments out of place": (
        start(),
        opens(0, "tool_use", id="toolu_1", name="refund", input={"amount": 5}),
        closes(0),
        *ends("tool_use"),
    ),
    "two calls with one id": (start(), *calls(0, "{}"), *calls(1, "{}"), *ends("tool_use")),
    "a call without an id": (start(), *calls(0, "{}", id=""), *ends("tool_use")),
    "a call with an endless id": (start(), *calls(0, "{}", id="x" * 100_000), *ends("tool_use")),
    "a call with a name in disguise": (start(), *calls(0, "{}", name="rеfund"), *ends("tool_use")),
    "a stop for calls without one": (start(), *text(0, "Hi."), *ends("tool_use")),
    "an error nobody knows": (start(), event("error", error={"type": "gremlin_error"})),
    "an error without words": (start(), event("error", error=None)),
}


GREETING = b"".join([start(), *text(0, "Grüße 🙂"), *ends()])
ODD_BUT_RIGHT: dict[str, Sequence[Step]] = {
    "one byte at a time": (HEAD, *(GREETING[i : i + 1] for i in range(len(GREETING)))),
    "CRLF": (HEAD, GREETING.replace(b"\n", b"\r\n")),
    "CRLF in some places": (HEAD, GREETING.replace(b"\n\n", b"\r\n\n")),
    "plain UTF-8": (HEAD, GREETING.replace(b"\\ud83d\\ude42", "🙂".encode())),
    "comments": (HEAD, GREETING.replace(b"event: ", b": hello\nevent: ")),
    "no event names": (HEAD, b"".join(x for x in GREETING.splitlines(True) if x[:1] != b"e")),
    "data in two lines": (HEAD, GREETING.replace(b', "', b',\ndata: "')),
    "pings and unknown events": (
        HEAD,
        GREETING.replace(b"event: content_b", event("ping") + event("news") + b"event: content_b"),
    ),
    "message_stop twice": (HEAD, GREETING, event("message_stop"), event("message_stop")),
    "an error after the end": (HEAD, GREETING, OVERLOADED),
    "a reset after the end": (HEAD, GREETING, 0.05, "reset"),
    "silence after the end": (HEAD, GREETING, 2.0),
    "another content type": (HEAD.replace(b"event-stream", b"html"), GREETING),
    "gzip": (
        HEAD.replace(b"connection", b"content-encoding: gzip\r\nconnection"),
        gzip.compress(GREETING),
    ),
    "a billion tokens": (
        HEAD,
        GREETING.replace(b'"output_tokens": 35', b'"output_tokens": 1000000000000'),
    ),
}
