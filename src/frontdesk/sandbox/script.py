"""The script mind: replies and faults that a test enqueues for the requests to come."""

import json
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from frontdesk.sandbox import reply as replies
from frontdesk.sandbox.fault import Fault
from frontdesk.sandbox.minds import mind_named
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.spending import NAMED, ErrorName
from frontdesk.sandbox.spoiling import Spoil
from frontdesk.sandbox.wire import MessagesRequest, Text

MESSAGES = {
    400: "Bad request.",
    401: "invalid x-api-key",
    403: "Your API key does not have permission to use the specified resource.",
    429: "This request would exceed your organization's rate limit of 30,000 input tokens per "
    "minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.",
    500: "Internal server error",
    529: "Overloaded",
}


_CITATIONS = TypeAdapter(tuple[dict[str, object], ...])
_TIMES = TypeAdapter(int)


class Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(Written):
    """Which request an entry is for; what is absent matches every request."""

    user_id: str | None = None
    """`metadata.user_id`, exactly."""
    text: str | None = None
    """Part of the last user message's texts."""
    model: str | None = None

    def fits(self, request: MessagesRequest) -> bool:
        user = request.metadata.user_id if request.metadata else None
        return (
            self.user_id in (None, user)
            and self.model in (None, request.model)
            and (self.text is None or self.text in last_user_text(request))
        )


class WrittenReply(Written):
    """A reply. `content` blocks are the API's response blocks; two keys are ours.

    A tool_use block may carry `input_json`, the raw text to stream, instead of `input`; without
    `id` it gets a fresh one. A text block may say `repeat`, so that a huge text is short to ask
    for.
    """

    text: str | None = None
    """Short for one text block."""
    content: list[dict[str, object]] = []
    stop_reason: str | None = None
    """Without it: tool_use if there is a tool_use block, else end_turn."""
    stop_sequence: str | None = None
    stop_details: dict[str, object] | None = None
    usage: dict[str, object] = {}

    @model_validator(mode="after")
    def _can_be_said(self) -> "WrittenReply":
        self.reply()
        return self

    def reply(self) -> Reply:
        texts = [replies.Text(self.text)] if self.text is not None else []
        blocks = (*texts, *(_block(block) for block in self.content))
        calls = any(isinstance(block, replies.ToolUse) for block in blocks)
        return Reply(
            blocks=blocks,
            stop_reason=self.stop_reason or ("tool_use" if calls else "end_turn"),
            stop_sequence=self.stop_sequence,
            stop_details=self.stop_details,
            usage=self.usage,
        )


class WrittenError(Written):
    """An error instead of an answer: one of the named ones, or a status and what goes with it."""

    named: ErrorName | None = None
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    type: str | None = None
    message: str | None = None
    error_code: str | None = None
    retry_after: str | None = None
    """The header exactly as given: seconds, a date, or words; without it no header is sent."""
    headers: dict[str, str] = {}

    @model_validator(mode="after")
    def _one_of_both(self) -> "WrittenError":
        if (self.named is None) == (self.status is None):
            raise ValueError(f"an error has a status, or one of the names {', '.join(NAMED)}")
        return self

    def refusal(self) -> Refusal:
        headers = dict(self.headers)
        if self.retry_after is not None:
            headers["retry-after"] = self.retry_after
        if self.named:
            known = NAMED[self.named]
            return Refusal(known.status, known.message, None, known.error_code, headers)
        status = self.status or 500
        message = self.message or MESSAGES.get(status, "The stand-in was told to fail.")
        return Refusal(status, message, self.type, self.error_code, headers)


class Pace(Written):
    """How fast the answer comes; what is absent stays as the server is set."""

    first_token_seconds: Annotated[float, Field(ge=0)] | None = None
    tokens_per_second: Annotated[float, Field(ge=0)] | None = None
    delta_characters: Annotated[int, Field(ge=1)] | None = None


class Entry(Written):
    """What one coming request gets. With neither reply nor error a mind answers."""

    match: Match = Match()
    times: Annotated[int, Field(ge=1)] | Literal["always"] = 1
    reply: WrittenReply | None = None
    error: WrittenError | None = None
    fault: Fault | None = None
    spoil: Spoil | None = None
    mind: str | None = None
    """Which mind answers; without it the server's."""
    pace: Pace = Pace()

    @model_validator(mode="after")
    def _one_answer(self) -> "Entry":
        if self.reply and self.error:
            raise ValueError("an entry has a reply or an error, not both")
        if self.mind is not None:
            mind_named(self.mind)
        return self


class Script:
    """The entries still to come, in the order they were enqueued."""

    def __init__(self) -> None:
        self._entries: list[tuple[Entry, int | None]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def enqueue(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._entries.append((entry, None if entry.times == "always" else entry.times))

    def clear(self) -> None:
        self._entries.clear()

    def take(self, request: MessagesRequest) -> Entry | None:
        """The first entry that fits, used up once."""
        for at, (entry, left) in enumerate(self._entries):
            if entry.match.fits(request):
                if left == 1:
                    del self._entries[at]
                elif left is not None:
                    self._entries[at] = (entry, left - 1)
                return entry
        return None


def last_user_text(request: MessagesRequest) -> str:
    said = [message for message in request.messages if message.role == "user"]
    texts = (block.text for block in said[-1].blocks if isinstance(block, Text)) if said else ()
    return "\n".join(texts)


def _block(written: dict[str, object]) -> replies.Block:
    match written:
        case {"type": "text", "text": str(text)}:
            citations = _CITATIONS.validate_python(written.get("citations") or [])
            return replies.Text(text * _TIMES.validate_python(written.get("repeat", 1)), citations)
        case {"type": "tool_use", "name": str(name)}:
            raw = written.get("input_json")
            streamed = raw if isinstance(raw, str) else json.dumps(written.get("input", {}))
            return replies.ToolUse(name, streamed, str(written.get("id", "")))
        case {"type": "thinking"}:
            return replies.Thinking(
                str(written.get("thinking", "")), str(written.get("signature", ""))
            )
        case _:
            return replies.Other(written)
