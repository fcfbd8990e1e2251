"""Asking the reader without a server; its blocks as text, quotations in square brackets."""

import json
from collections.abc import Sequence
from typing import Any

from frontdesk.sandbox import reader
from frontdesk.sandbox.reply import Text, ToolUse
from frontdesk.sandbox.wire import MessagesRequest


def read(
    messages: Sequence[dict[str, Any]], *, system: str = "", **fields: Any
) -> tuple[Text, ...]:
    body = {"model": "m", "max_tokens": 500, "system": system, "messages": messages, **fields}
    reply = reader.answer(MessagesRequest.model_validate(body))
    return tuple(block for block in reply.blocks if isinstance(block, Text))


def shown(blocks: Sequence[Text]) -> str:
    return "".join(f"[{block.text}]" if block.citations else block.text for block in blocks)


def quotes(blocks: Sequence[Text]) -> list[str]:
    return [block.text for block in blocks if block.citations]


def passage(source: str, title: str, *blocks: str) -> dict[str, Any]:
    return {
        "type": "search_result",
        "source": source,
        "title": title,
        "content": [{"type": "text", "text": block} for block in blocks],
        "citations": {"enabled": True},
    }


def user(*parts: object) -> dict[str, Any]:
    content = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    return {"role": "user", "content": content}


def assistant(text: str) -> dict[str, Any]:
    return {"role": "assistant", "content": [{"type": "text", "text": text}]}


def reply(
    messages: Sequence[dict[str, Any]], *, system: str = "", **fields: Any
) -> tuple[Text | ToolUse, ...]:
    """All blocks, calls too."""
    body = {"model": "m", "max_tokens": 500, "system": system, "messages": messages, **fields}
    blocks = reader.answer(MessagesRequest.model_validate(body)).blocks
    return tuple(block for block in blocks if isinstance(block, Text | ToolUse))


def called(blocks: Sequence[Text | ToolUse]) -> list[tuple[str, dict[str, Any]]]:
    uses = (block for block in blocks if isinstance(block, ToolUse))
    return [(use.name, json.loads(use.input_json)) for use in uses]


def spoken(blocks: Sequence[Text | ToolUse]) -> str:
    return "".join(block.text for block in blocks if isinstance(block, Text))


def tool(
    name: str, description: str, /, *required: str, **fields: dict[str, Any]
) -> dict[str, Any]:
    schema = {"type": "object", "properties": fields, "required": list(required or fields)}
    return {"name": name, "description": description, "input_schema": schema}


def string(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def use(id: str, name: str, **arguments: Any) -> dict[str, Any]:
    call = {"type": "tool_use", "id": id, "name": name, "input": arguments}
    return {"role": "assistant", "content": [call]}


def returned(id: str, value: Any, *, is_error: bool = False) -> dict[str, Any]:
    text = value if isinstance(value, str) else json.dumps(value)
    result = {"type": "tool_result", "tool_use_id": id, "content": text, "is_error": is_error}
    return {"role": "user", "content": [result]}
