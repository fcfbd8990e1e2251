"""Sources and citations: all on or all off, never with a JSON format.

UNCONFIRMED: wordings for citations on for some sources, with a JSON format, and in a user's text
"""

from collections.abc import Iterator
from typing import TypeVar

from frontdesk.sandbox import wire
from frontdesk.sandbox.call import NEWEST, Call

Source = TypeVar("Source", wire.SearchResult, wire.Document)


def search_results_all_cite_or_none(call: Call) -> str | None:
    if len({source.citations.enabled for source in _sources(call, wire.SearchResult)}) > 1:
        return "citations must be enabled on all or none of the `search_result` blocks"
    return None


def documents_all_cite_or_none(call: Call) -> str | None:
    if len({_on(source) for source in _sources(call, wire.Document)}) > 1:
        return "citations must be enabled on all or none of the `document` blocks"
    return None


def citations_never_with_json(call: Call) -> str | None:
    if not call.wants_json:
        return None
    results = any(source.citations.enabled for source in _sources(call, wire.SearchResult))
    if results or any(map(_on, _sources(call, wire.Document))):
        return "output_config.format: Structured outputs are incompatible with citations"
    return None


def customers_do_not_cite(call: Call) -> str | None:
    if call.version != NEWEST:
        return None
    for at, message in enumerate(call.request.messages):
        if message.role == "assistant":
            continue
        for place, block in enumerate(message.blocks):
            for steps, text in _texts(block):
                if text.citations:
                    path = f"messages.{at}.content.{place}.{steps}.citations"
                    return f"{path}: citations are only permitted in `assistant` messages"
    return None


def _on(document: wire.Document) -> bool:
    return document.citations is not None and document.citations.enabled


def _sources(call: Call, kind: type[Source]) -> Iterator[Source]:
    for message in call.request.messages:
        for block in message.blocks:
            inside = block.parts if isinstance(block, wire.ToolResult) else [block]
            yield from (part for part in inside if isinstance(part, kind))


def _texts(block: wire.Block) -> Iterator[tuple[str, wire.Text]]:
    """The texts in a block, each with its path from there."""
    match block:
        case wire.Text():
            yield "text", block
        case wire.SearchResult():
            for at, text in enumerate(block.content):
                yield f"search_result.content.{at}.text", text
        case wire.ToolResult():
            for at, part in enumerate(block.parts):
                for steps, text in _texts(part):
                    yield f"tool_result.content.{at}.{steps}", text
        case _:
            return


RULES = (
    search_results_all_cite_or_none,
    documents_all_cite_or_none,
    citations_never_with_json,
    customers_do_not_cite,
)
