"""What a mind answers with: blocks, and why it stopped."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from frontdesk.sandbox import tokens

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
    unseen_tokens: int = 0
    """Thought and charged, but not shown."""


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


def said_tokens(block: Block) -> int:
    match block:
        case Text():
            return tokens.of_text(block.text)
        case ToolUse():
            return tokens.BLOCK_TOKENS + tokens.of_text(block.name + block.input_json)
        case Thinking():
            return tokens.of_text(block.thinking) + block.unseen_tokens
        case Other():
            return tokens.of_text(json.dumps(block.block))
