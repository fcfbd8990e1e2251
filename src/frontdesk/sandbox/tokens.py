"""The token estimate: one token for each 3.5 bytes of UTF-8, rounded up for each block.

It is an estimate by one rule, the same everywhere (usage, limits, pace), not Claude's tokenizer.
A block costs 3 tokens more, a message 4, a tool 12, an image 1,600, and the first tool what the
model table says the API adds for tools; cited text that a client sends back is free, as on the API.
"""

import json
import math
from collections.abc import Sequence

from frontdesk.sandbox import wire

BYTES_A_TOKEN = 3.5
BLOCK_TOKENS = 3
MESSAGE_TOKENS = 4
TOOL_TOKENS = 12
IMAGE_TOKENS = 1_600


def of_text(text: str) -> int:
    return math.ceil(len(text.encode()) / BYTES_A_TOKEN)


def of_tool(tool: wire.Tool) -> int:
    return (
        TOOL_TOKENS
        + of_text(tool.name + tool.description)
        + _of_json(tool.input_schema.model_dump())
    )


def of_block(block: wire.Block) -> int:
    return BLOCK_TOKENS + _inside(block)


def of_blocks(blocks: Sequence[wire.Block]) -> int:
    return sum(map(of_block, blocks))


def _inside(block: wire.Block) -> int:
    match block:
        case wire.Text():
            return of_text(block.text)
        case wire.Image():
            return IMAGE_TOKENS
        case wire.Document():
            said = (block.title or "") + (block.context or "")
            return _of_json(block.source.model_dump()) + of_text(said)
        case wire.SearchResult():
            return of_text(block.source) + of_text(block.title) + of_blocks(block.content)
        case _:
            return _inside_a_step(block)


def _inside_a_step(
    block: wire.ToolUse | wire.ToolResult | wire.Thinking | wire.RedactedThinking,
) -> int:
    match block:
        case wire.ToolUse():
            return of_text(block.name) + _of_json(block.input)
        case wire.ToolResult():
            return (
                of_text(block.content) if isinstance(block.content, str) else of_blocks(block.parts)
            )
        case wire.Thinking():
            return of_text(block.thinking or block.signature)
        case wire.RedactedThinking():
            return of_text(block.data)


def _of_json(value: object) -> int:
    return of_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
