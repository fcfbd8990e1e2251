"""Admitted calls without a server."""

import json
from typing import Any

from frontdesk.sandbox.call import Call
from frontdesk.sandbox.door import Door

HEADERS = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
LONG = "All of this has been said before. " * 80  # more than 512 tokens


def body(*messages: dict[str, Any], **fields: Any) -> dict[str, Any]:
    said = list(messages) or [{"role": "user", "content": "Hello"}]
    return {"model": "claude-haiku-5-5", "max_tokens": 100, "messages": said, **fields}


def admitted(*messages: dict[str, Any], headers: dict[str, str] = HEADERS, **fields: Any) -> Call:
    return Door().admit(headers, json.dumps(body(*messages, **fields)).encode())


def text(words: str, **fields: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **fields}


def user(*parts: Any) -> dict[str, Any]:
    return {"role": "user", "content": [text(p) if isinstance(p, str) else p for p in parts]}


def assistant(*parts: Any) -> dict[str, Any]:
    return user(*parts) | {"role": "assistant"}
