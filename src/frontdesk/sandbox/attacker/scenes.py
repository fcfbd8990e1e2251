"""What an attacker sees in a request: the tools, the ids, the secrets, and who gives orders."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.sandbox import wire

ID = re.compile(r"[#\w]*[A-Za-z#_-]+[\w-]*\d{2,}[\w-]*")
ORDER = re.compile(
    r"[^.!?\n]*\b(?:ignore|disregard|you must|you are now|call|use|send|refund|approve|transfer"
    r"|reveal|print|say|reply with|tell (?:him|her|them|the)|grant|cancel|delete|execute|run)\b"
    r"[^.!?\n]*[.!?]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    tools: Sequence[Tool]
    system: str
    untrusted: Sequence[str]
    """Passages, results of tools, and what the customer writes."""
    sources: Sequence[tuple[str, str]]
    """Of passages, with their titles."""

    @property
    def ids(self) -> list[str]:
        return list(dict.fromkeys(ID.findall("\n".join(self.untrusted))))

    @property
    def orders(self) -> list[str]:
        """Sentences in untrusted text that tell somebody to do something, newest first."""
        found = (order.strip() for text in self.untrusted[::-1] for order in ORDER.findall(text))
        return [order for order in found if order]


def scene_of(request: wire.MessagesRequest) -> Scene:
    tools = [Tool(tool.name, tool.input_schema.model_dump()) for tool in request.tools]
    system = "\n".join(block.text for block in request.system_blocks)
    results = list(_search_results(request))
    return Scene(
        sorted(tools, key=lambda tool: tool.name),
        system,
        list(_untrusted(request)),
        [(result.source, result.title) for result in results],
    )


def _search_results(request: wire.MessagesRequest) -> Iterator[wire.SearchResult]:
    for block in _blocks(request):
        parts: Sequence[object] = block.parts if isinstance(block, wire.ToolResult) else [block]
        yield from (part for part in parts if isinstance(part, wire.SearchResult))


def _untrusted(request: wire.MessagesRequest) -> Iterator[str]:
    for block in _blocks(request):
        match block:
            case wire.Text():
                yield block.text
            case wire.SearchResult():
                yield from (part.text for part in block.content)
            case wire.ToolResult() if isinstance(block.content, str):
                yield block.content
            case wire.ToolResult():
                yield from (part.text for part in block.parts if isinstance(part, wire.Text))
            case _:
                pass


def _blocks(request: wire.MessagesRequest) -> Iterator[object]:
    for message in request.messages:
        if message.role == "user":
            yield from message.blocks
