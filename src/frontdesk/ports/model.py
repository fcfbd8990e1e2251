"""The model that writes replies."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.event import Usage
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import PassageId


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the Messages API, without the transport."""

    model: str
    max_tokens: int
    system: Sequence[JsonObject]
    messages: Sequence[JsonObject]
    effort: str = ""
    """Empty for the model's default."""
    tools: Sequence[JsonObject] = ()
    schema: JsonObject | None = None
    """The reply's text is JSON of this schema; None: it is free."""
    is_cached: bool = True
    """Whether what it holds is likely to be sent again within minutes."""
    thinks: bool = True
    """False: without thinking, where the model can do without."""


@dataclass(frozen=True, slots=True)
class Text:
    """Some text of content block `block`."""

    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Block `block` rests on this passage."""

    block: int
    source: PassageId
    quote: str


@dataclass(frozen=True, slots=True)
class BlockClosed:
    """Nothing more comes for this block, neither text nor citation."""

    block: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The reply ended properly; always the last item."""

    message: str
    stop_reason: str
    blocks: tuple[JsonObject, ...]
    """Raw, as they came: what is sent back in the next request."""
    usage: Usage


@dataclass(frozen=True, slots=True)
class Pause:
    """What comes next is not here yet: what can be done with the items so far is worth doing."""


Streamed = Text | Cited | BlockClosed | Pause | Ended


class Model(Protocol):
    def answer(
        self, request: Request, *, deadline: float
    ) -> AbstractAsyncContextManager[AsyncGenerator[Streamed]]:
        """Stream one reply; leaving the context closes the connection.

        `deadline`: seconds of wall clock until ModelTooSlow, pings or not. The stream yields
        Ended last or raises a ModelFailed; it never just stops, and before it waits for more
        after an item it yields Pause. Raises only ModelFailed.
        """
        ...
