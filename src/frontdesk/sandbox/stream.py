"""A reply as the server-sent events of the API, in the API's order."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.sandbox.answer import Answer
from frontdesk.sandbox.reply import Block, Json, Other, Reply, Text, Thinking, ToolUse

WORD = re.compile(r"\s*\S{1,24}|\s+")
JSON_PIECE = 24  # characters of tool input in one delta


@dataclass(frozen=True, slots=True)
class Frame:
    event: str
    data: str
    text: str = ""
    """What the model says in this frame: sets the pace, and is where a script may cut."""

    @property
    def bytes(self) -> bytes:
        return f"event: {self.event}\ndata: {self.data}\n\n".encode()


def frames(answer: Answer, delta_characters: int | None = None) -> Iterator[Frame]:
    """`delta_characters` sets the size of text deltas; without it a delta is a word."""
    whole, used = answer.message(), answer.usage()
    opening: dict[str, object] = {
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {k: v for k, v in used.items() if k != "output_tokens_details"}
        | {"output_tokens": min(1, len(answer.reply.blocks))},
    }
    opening_message = {k: v for k, v in (whole | opening).items() if k != "stop_details"}
    yield _frame("message_start", message=opening_message)
    for at, (block, content) in enumerate(zip(answer.reply.blocks, answer.content(), strict=True)):
        yield _frame("content_block_start", index=at, content_block=_start(block, content))
        if at == 0:
            yield _frame("ping")
        for delta, text in _deltas(block, content, delta_characters):
            yield _frame("content_block_delta", text, index=at, delta=delta)
        yield _frame("content_block_stop", index=at)
    yield _ending(answer.reply, used)
    yield _frame("message_stop")


def _ending(reply: Reply, used: Json) -> Frame:
    delta: dict[str, object] = {
        "stop_reason": reply.stop_reason,
        "stop_sequence": reply.stop_sequence,
    }
    if reply.stop_details is not None:
        delta["stop_details"] = reply.stop_details
    told = (
        "input_tokens",
        "cache_creation_input_tokens",
        "cache_read_input_tokens",
        "output_tokens",
        "output_tokens_details",
    )
    return _frame("message_delta", delta=delta, usage={name: used[name] for name in told})


def _start(block: Block, content: Json) -> Json:
    match block:
        case Text() if block.citations:
            return {"type": "text", "text": "", "citations": list[object]()}
        case Text():
            return {"type": "text", "text": ""}
        case ToolUse():
            return dict(content) | {"input": dict[str, object]()}
        case Thinking():
            return {"type": "thinking", "thinking": "", "signature": ""}
        case Other():
            return content


def _deltas(block: Block, content: Json, characters: int | None) -> Iterator[tuple[Json, str]]:
    match block:
        case Text():
            yield from _said("text_delta", "text", _pieces(block.text, characters))
            for citation in block.citations:
                yield {"type": "citations_delta", "citation": citation}, ""
        case ToolUse():
            pieces = _pieces(block.input_json, characters or JSON_PIECE)
            yield {"type": "input_json_delta", "partial_json": ""}, ""
            yield from _said("input_json_delta", "partial_json", pieces)
        case Thinking():
            yield from _said("thinking_delta", "thinking", _pieces(block.thinking, characters))
            yield {"type": "signature_delta", "signature": content["signature"]}, ""
        case Other():
            return


def _said(kind: str, key: str, pieces: Iterator[str]) -> Iterator[tuple[Json, str]]:
    return (({"type": kind, key: piece}, piece) for piece in pieces)


def _pieces(text: str, characters: int | None) -> Iterator[str]:
    if characters is None:
        yield from WORD.findall(text)
        return
    for at in range(0, len(text), characters):
        yield text[at : at + characters]


def _frame(event: str, text: str = "", **fields: object) -> Frame:
    data = json.dumps({"type": event, **fields}, ensure_ascii=False, separators=(",", ":"))
    return Frame(event, data, text)
