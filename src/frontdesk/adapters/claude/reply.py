"""A reply of the Messages API: its events in, the port's items out."""

from collections.abc import Sequence

from frontdesk.adapters.claude.block import Block
from frontdesk.adapters.claude.errors import meaning
from frontdesk.adapters.claude.shape import Frame, count, frames, inner, string, string_or
from frontdesk.adapters.claude.usage import Counted
from frontdesk.domain.json import JsonObject
from frontdesk.errors import ModelReplyBroken
from frontdesk.ports.model import BlockClosed, Ended, Streamed

STOP_REASONS = {
    "end_turn",
    "max_tokens",
    "stop_sequence",
    "tool_use",
    "pause_turn",
    "refusal",
    "model_context_window_exceeded",
}
MAX_BYTES = 1_000_000  # of content; the longest output, 128k tokens, has about half of it
MAX_BLOCKS = 1_000


class Reply:
    """One reply while it comes. Whatever is out of order raises ModelReplyBroken."""

    def __init__(self) -> None:
        self.ended = False
        self._message = ""
        self._blocks: list[Block] = []
        self._open: Block | None = None
        self._stop_reason = ""
        self._counted = Counted()
        self._bytes = 0

    def take(self, event: Frame) -> Sequence[Streamed]:
        """Nothing for a ping, or for a kind of event that the API adds later, as it asks of us."""
        match string(event, "type"):
            case "content_block_delta":
                return self._current(event).grow(inner(event, "delta"))
            case "content_block_start":
                return self._begin_block(event)
            case "content_block_stop":
                return self._close_block(event)
            case "message_start":
                return self._start(inner(event, "message"))
            case "message_delta":
                return self._near_end(event)
            case "message_stop":
                return self._end()
            case "error":
                raise meaning(string_or(inner(event, "error"), "type", ""))
            case _:
                return ()

    def take_whole(self, message: Frame) -> Sequence[Streamed]:
        """One that was not streamed, as if it had come in order."""
        items = [*self._start(message)]
        for index, block in enumerate(frames(message, "content")):
            items += self._begin_block({"index": index, "content_block": block})
            items += self._close_block({"index": index})
        self._near_end({"delta": message, "usage": inner(message, "usage")})
        return [*items, *self._end()]

    def _start(self, message: Frame) -> Sequence[Streamed]:
        in_order(not self._message)
        self._message = string(message, "id")
        self._counted.add(inner(message, "usage"))
        return ()

    def _begin_block(self, event: Frame) -> Sequence[Streamed]:
        index, start = count(event, "index"), inner(event, "content_block")
        in_order(bool(self._message) and not self._open and not self._stop_reason)
        in_order(index == len(self._blocks) and index < MAX_BLOCKS)
        self._open = Block(index, string(start, "type"), self._weigh)
        self._blocks.append(self._open)
        return self._open.begin(start)

    def _close_block(self, event: Frame) -> Sequence[Streamed]:
        index = self._current(event).index
        self._open = None
        return (BlockClosed(index),)

    def _near_end(self, event: Frame) -> Sequence[Streamed]:
        in_order(bool(self._message) and not self._open)
        self._stop_reason = string_or(inner(event, "delta"), "stop_reason", self._stop_reason)
        self._counted.add(inner(event, "usage"))
        return ()

    def _end(self) -> Sequence[Streamed]:
        in_order(not self._open)
        if self._stop_reason not in STOP_REASONS:
            raise ModelReplyBroken("The model's reply ended for a reason that is not known.")
        self.ended = True
        usage = self._counted.usage()
        return (Ended(self._message, self._stop_reason, self._whole_blocks(), usage),)

    def _whole_blocks(self) -> tuple[JsonObject, ...]:
        """Calls only if the reply ended in order to make them: others may be cut short."""
        calling = self._stop_reason == "tool_use"
        blocks = (block for block in self._blocks if calling or block.kind != "tool_use")
        whole = tuple(json for block in blocks if (json := block.whole()) is not None)
        ids = [json["id"] for json in whole if json["type"] == "tool_use"]
        if len(set(ids)) < len(ids) or (calling and not ids):
            raise ModelReplyBroken("The model's reply calls for nothing, or twice under one id.")
        return whole

    def _current(self, event: Frame) -> Block:
        """The open block, which has to be the one that the event speaks of."""
        if self._open is None or self._open.index != count(event, "index"):
            raise ModelReplyBroken("The model's reply came out of order.")
        return self._open

    def _weigh(self, text: str) -> None:
        """Raises UnicodeEncodeError for half a character: it could never be stored."""
        self._bytes += len(text.encode())
        if self._bytes > MAX_BYTES:
            raise ModelReplyBroken("The model's reply is too long.")


def in_order(so: bool) -> None:
    if not so:
        raise ModelReplyBroken("The model's reply came out of order.")
