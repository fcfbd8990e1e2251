"""A reply as the message object that a client gets: ids, signatures, usage."""

import json
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from frontdesk.sandbox import wire
from frontdesk.sandbox.cache import Bill
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.prompt import data_of
from frontdesk.sandbox.reply import Block, Json, Reply, Text, Thinking, ToolUse, said_tokens
from frontdesk.sandbox.signature import Prefix

_BLOCK: TypeAdapter[wire.Block] = TypeAdapter(wire.Block)


@dataclass(frozen=True, slots=True)
class Answer:
    call: Call
    reply: Reply
    bill: Bill
    diagnostics: Json | None = None
    service_tier: str = "standard"

    def message(self) -> dict[str, object]:
        """The whole message, as the plain endpoint gives it."""
        shown: dict[str, object] = {
            "id": self.call.id("msg"),
            "type": "message",
            "role": "assistant",
            "model": self.call.model.id,
            "content": self.content(),
            "stop_reason": self.reply.stop_reason,
            "stop_sequence": self.reply.stop_sequence,
            "stop_details": self.reply.stop_details,
            "usage": self.usage(),
        }
        if self.call.request.diagnostics is not None:
            shown["diagnostics"] = self.diagnostics
        return shown

    def content(self) -> list[Json]:
        if not any(isinstance(block, Thinking) for block in self.reply.blocks):
            return [_shown(block, self.call, at) for at, block in enumerate(self.reply.blocks)]
        prefix = Prefix(self.call.prompt.pieces)
        content: list[Json] = []
        for at, block in enumerate(self.reply.blocks):
            content.append(
                _sealed(block, self.call, prefix)
                if isinstance(block, Thinking)
                else _shown(block, self.call, at)
            )
            _go_on(prefix, content[-1])
        return content

    @property
    def output_tokens(self) -> int:
        return sum(map(said_tokens, self.reply.blocks))

    def usage(self) -> dict[str, object]:
        blocks = self.reply.blocks
        bill = self.bill
        return {
            "input_tokens": bill.input,
            "cache_creation_input_tokens": bill.write_5m + bill.write_1h,
            "cache_read_input_tokens": bill.read,
            "cache_creation": {
                "ephemeral_5m_input_tokens": bill.write_5m,
                "ephemeral_1h_input_tokens": bill.write_1h,
            },
            "output_tokens": self.output_tokens,
            "output_tokens_details": {
                "thinking_tokens": sum(said_tokens(b) for b in blocks if isinstance(b, Thinking))
            },
            "server_tool_use": None,
            "service_tier": self.service_tier,
            "inference_geo": self.call.request.inference_geo or "global",
            **({"speed": self.call.request.speed} if self.call.request.speed else {}),
        } | dict(self.reply.usage)


def _shown(block: Block, call: Call, at: int) -> Json:
    match block:
        case Text() if block.citations:
            return {"type": "text", "text": block.text, "citations": list(block.citations)}
        case Text():
            return {"type": "text", "text": block.text}
        case ToolUse():
            id = block.id or call.id("toolu", at)
            given = _parsed(block.input_json)
            return {"type": "tool_use", "id": id, "name": block.name, "input": given}
        case Thinking():
            return {"type": "thinking", "thinking": block.thinking, "signature": block.signature}
        case _:
            return block.block


def _sealed(block: Thinking, call: Call, prefix: Prefix) -> Json:
    seal = block.signature or str(prefix.seal(call.owner, block.thinking))
    return {"type": "thinking", "thinking": block.thinking, "signature": seal}


def _go_on(prefix: Prefix, content: Json) -> None:
    try:
        block = _BLOCK.validate_python(content)
    except ValidationError:  # a script may answer with blocks nobody can send back
        return
    is_thinking = isinstance(block, wire.Thinking)
    prefix.add("assistant", data_of(block), is_thinking=is_thinking)


def _parsed(input_json: str) -> object:
    try:
        return json.loads(input_json or "{}")
    except ValueError:
        return {}
