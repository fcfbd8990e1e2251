"""A model that says what it was told to say."""

import re
from asyncio import get_running_loop, sleep, timeout_at
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field
from typing import Any

from frontdesk.domain.event import Usage
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import PassageId
from frontdesk.errors import ModelFailed, ModelReplyBroken, ModelTooSlow
from frontdesk.ports.model import BlockClosed, Cited, Ended, Pause, Request, Streamed, Text


@dataclass(frozen=True, slots=True)
class Cites:
    """A text that rests on a passage."""

    text: str
    source: PassageId
    quote: str


@dataclass(frozen=True, slots=True)
class Calls:
    """A call of an action."""

    name: str
    arguments: JsonObject = field(default_factory=dict[str, Any])
    id: str = ""
    """Empty for one of its own."""


Part = str | Cites | Calls


@dataclass(frozen=True, slots=True)
class Says:
    """A reply with one content block for each part."""

    parts: tuple[Part, ...]
    stop_reason: str = "end_turn"
    usage: Usage = field(default_factory=Usage)
    pause_seconds: float = 0.0
    """Before each word."""


@dataclass(frozen=True, slots=True)
class BreaksOff:
    """The first characters of a reply, then a failure."""

    says: Says
    after: int
    failure: ModelFailed = field(default_factory=ModelReplyBroken)


Line = str | Says | BreaksOff | ModelFailed
"""What comes of one call; a str is a reply of one block."""


class ScriptedModel:
    """Keeps the port Model, one line of the script a call. Raises LookupError after the last."""

    def __init__(self, script: Iterable[Line]) -> None:
        self.requests: list[Request] = []
        """What it was asked, in order."""
        self._script = iter(script)

    def answer(
        self, request: Request, *, deadline: float
    ) -> AbstractAsyncContextManager[AsyncGenerator[Streamed]]:
        return aclosing(self._stream(request, deadline))

    async def _stream(self, request: Request, deadline: float) -> AsyncGenerator[Streamed]:
        until = get_running_loop().time() + deadline
        self.requests.append(request)
        match next(self._script, None):
            case None:
                raise LookupError(f"the script has no line for call {len(self.requests)}")
            case ModelFailed() as failure:
                says, failure, characters = Says(()), failure, 0
            case BreaksOff(says, characters, failure):
                pass
            case line:
                says, failure, characters = line, None, 0
        says = Says((says,)) if isinstance(says, str) else says
        items = spoken(says, len(self.requests))
        for item in items if failure is None else first(characters, items):
            if isinstance(item, Text):
                await pause(says.pause_seconds, until)
            yield item
            if not isinstance(item, Ended):
                yield Pause()
        if failure is not None:
            raise failure


def spoken(says: Says, number: int) -> Iterator[Streamed]:
    """Word by word. `number`: of the call."""
    for block, part in enumerate(says.parts):
        if isinstance(part, Calls):
            yield BlockClosed(block)
            continue
        text = part if isinstance(part, str) else part.text
        yield from (Text(block, word) for word in re.findall(r"\S+\s*|\s+", text))
        if isinstance(part, Cites):
            yield Cited(block, part.source, part.quote)
        yield BlockClosed(block)
    blocks = tuple(raw(part, f"{number}_{block}") for block, part in enumerate(says.parts))
    calling = any(isinstance(part, Calls) for part in says.parts)
    stop_reason = "tool_use" if calling and says.stop_reason == "end_turn" else says.stop_reason
    yield Ended(f"msg_{number}", stop_reason, blocks, says.usage)


def first(characters: int, items: Iterable[Streamed]) -> Iterator[Streamed]:
    """What comes before so much text is said; never the end."""
    for item in items:
        if isinstance(item, Ended):
            return
        if isinstance(item, Text):
            if len(item.text) >= characters:
                if characters:
                    yield Text(item.block, item.text[:characters])
                return
            characters -= len(item.text)
        yield item


def raw(part: Part, place: str) -> JsonObject:
    """The content block as the API would give it. `place`: of the call and the block."""
    if isinstance(part, Calls):
        id = part.id or f"toolu_{place}"
        return {"type": "tool_use", "id": id, "name": part.name, "input": part.arguments}
    if isinstance(part, str):
        return {"type": "text", "text": part}
    citation = {
        "type": "search_result_location",
        "cited_text": part.quote,
        "source": part.source,
        "title": None,
        "search_result_index": 0,
        "start_block_index": 0,
        "end_block_index": 1,
    }
    return {"type": "text", "text": part.text, "citations": [citation]}


async def pause(seconds: float, until: float) -> None:
    try:
        async with timeout_at(until):
            await sleep(seconds)
    except TimeoutError as error:
        raise ModelTooSlow from error
