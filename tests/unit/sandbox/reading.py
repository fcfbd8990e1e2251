"""Asking the reader without a server; its blocks as text, quotations in square brackets."""

from collections.abc import Sequence
from typing import Any

from frontdesk.sandbox import reader
from frontdesk.sandbox.reply import Text
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
