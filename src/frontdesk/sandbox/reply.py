"""What a mind answers with, and the message object that a client gets for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from frontdesk.sandbox import tokens
from frontdesk.sandbox.call import Call

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    citations: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolUse:
    name: str
    input_json: str
    """As streamed; a script may leave it broken, a plain answer then shows `{}`."""
    id: str = ""
    """Empty: made from the request."""


@dataclass(frozen=True, slots=True)
class Thinking:
    thinking: str = ""
    signature: str = ""
    """Empty: made from the request."""


@dataclass(frozen=True, slots=True)
class Other:
    """A block of a type this server has no words for, sent whole as it stands."""

    block: Json


Block = Text | ToolUse | Thinking | Other


@dataclass(frozen=True, slots=True)
class Reply:
    blocks: tuple[Block, ...]
    stop_reason: str | None = "end_turn"
    stop_sequence: str | None = None
    stop_details: Json | None = None
    usage: Json = field(default_factory=dict[str, object])
    """Figures that replace the counted ones; scripts use it."""


def message(reply: Reply, call: Call) -> dict[str, object]:
    """The whole message, as the plain endpoint gives it."""
    shown: dict[str, object] = {
        "id": call.id("msg"),
        "type": "message",
        "role": "assistant",
        "model": call.model.id,
        "content": [block_json(block, call, at) for at, block in enumerate(reply.blocks)],
        "stop_reason": reply.stop_reason,
        "stop_sequence": reply.stop_sequence,
        "stop_details": reply.stop_details,
        "usage": usage(reply, call),
    }
    if call.request.diagnostics is not None:
        shown["diagnostics"] = {"cache_miss_reason": None}
    return shown


def block_json(block: Block, call: Call, at: int) -> Json:
    match block:
        case Text() if block.citations:
            return {"type": "text", "text": block.text, "citations": list(block.citations)}
        case Text():
            return {"type": "text", "text": block.text}
        case ToolUse():
            return tool_start(block, call, at) | {"input": _parsed(block.input_json)}
        case Thinking():
            sealed = signature(block, call, at)
            return {"type": "thinking", "thinking": block.thinking, "signature": sealed}
        case Other():
            return block.block


def tool_start(block: ToolUse, call: Call, at: int) -> dict[str, object]:
    id = block.id or call.id("toolu", at)
    return {"type": "tool_use", "id": id, "name": block.name, "input": {}}


def signature(block: Thinking, call: Call, at: int) -> str:
    return block.signature or call.id("sig", at, block.thinking)


def usage(reply: Reply, call: Call) -> dict[str, object]:
    """Nothing is accounted to the cache yet: the whole prompt counts as plain input."""
    thought = sum(tokens.of_text(b.thinking) for b in reply.blocks if isinstance(b, Thinking))
    return {
        "input_tokens": tokens.of_prompt(call.request),
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
        "output_tokens": sum(said_tokens(block) for block in reply.blocks),
        "output_tokens_details": {"thinking_tokens": thought},
        "server_tool_use": None,
        "service_tier": "standard",
        "inference_geo": "global",
    } | dict(reply.usage)


def said_tokens(block: Block) -> int:
    match block:
        case Text():
            return tokens.of_text(block.text)
        case ToolUse():
            return tokens.BLOCK_TOKENS + tokens.of_text(block.name + block.input_json)
        case Thinking():
            return tokens.of_text(block.thinking)
        case Other():
            return tokens.of_text(json.dumps(block.block))


def _parsed(input_json: str) -> object:
    try:
        return json.loads(input_json or "{}")
    except ValueError:
        return {}
