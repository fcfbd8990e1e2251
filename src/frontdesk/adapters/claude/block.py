"""One content block of a reply, put together from the stream."""

from collections.abc import Callable, Sequence

from frontdesk.adapters.claude.call import call
from frontdesk.adapters.claude.shape import Frame, count, frames, inner, string, string_or
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import PassageId
from frontdesk.errors import ModelReplyBroken
from frontdesk.ports.model import Cited, Streamed, Text

FIELDS = {  # a kind that is not here was never asked for, and could not be sent back
    "text": ("text",),
    "thinking": ("thinking", "signature"),
    "redacted_thinking": ("data",),
    "tool_use": ("id", "name", "partial_json"),
}
GROWS_BY = {
    ("text", "text_delta"): "text",
    ("thinking", "thinking_delta"): "thinking",
    ("thinking", "signature_delta"): "signature",
    ("tool_use", "input_json_delta"): "partial_json",
}


class Block:
    """Keeps what the API takes back in a request, and nothing else it may have said."""

    def __init__(self, index: int, kind: str, weigh: Callable[[str], None]) -> None:
        """`weigh` is told of every text the block keeps, before it is kept."""
        if kind not in FIELDS:
            raise ModelReplyBroken("The model's reply holds a kind of block that is not known.")
        self.index = index
        self.kind = kind
        self._weigh = weigh
        self._pieces: dict[str, list[str]] = {field: [] for field in FIELDS[kind]}
        self._citations: list[JsonObject] = []

    def begin(self, start: Frame) -> Sequence[Streamed]:
        if start.get("input"):
            raise ModelReplyBroken("The model's reply holds a call with arguments out of place.")
        return [
            *(item for field in self._pieces for item in self._add(field, start)),
            *(self._cite(citation) for citation in frames(start, "citations")),
        ]

    def grow(self, delta: Frame) -> Sequence[Streamed]:
        step = self.kind, string(delta, "type")
        if field := GROWS_BY.get(step):
            return self._add(field, delta)
        if step == ("text", "citations_delta"):
            return (self._cite(inner(delta, "citation")),)
        raise ModelReplyBroken("The model's reply goes on in a way that is not known.")

    def whole(self) -> JsonObject | None:
        """As it is sent back; None if the API would refuse it. Only for a reply that ended."""
        said = {field: "".join(pieces) for field, pieces in self._pieces.items()}
        if self.kind == "tool_use":
            return call(**said)
        if self.kind == "text" and not said["text"].strip():
            return None
        if self.kind == "thinking" and not said["signature"]:
            return None
        cited: JsonObject = {"citations": self._citations} if self._citations else {}
        return {"type": self.kind, **said, **cited}

    def _add(self, field: str, source: Frame) -> Sequence[Streamed]:
        piece = string_or(source, field, "")
        if not piece:
            return ()
        self._weigh(piece)
        self._pieces[field].append(piece)
        return (Text(self.index, piece),) if field == "text" else ()

    def _cite(self, citation: Frame) -> Cited:
        if string(citation, "type") != "search_result_location":
            raise ModelReplyBroken("The model's reply cites something it was not given.")
        source, title, quote = (
            string(citation, "source"),
            string_or(citation, "title", ""),
            string(citation, "cited_text"),
        )
        self._weigh(source + title + quote)
        self._citations.append(
            {
                "type": "search_result_location",
                "cited_text": quote,
                "source": source,
                "title": title or None,
                "search_result_index": count(citation, "search_result_index"),
                "start_block_index": count(citation, "start_block_index"),
                "end_block_index": count(citation, "end_block_index"),
            }
        )
        return Cited(self.index, PassageId(source), quote)
