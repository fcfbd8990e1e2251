"""What can happen in a conversation: the events of its log.

Names are fixed by docs/contract.md. Fields may be added with a default, never renamed: stored
logs are read for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Citation, Passage

ConversationId = NewType("ConversationId", str)

Route = Literal["sent", "footer", "held", "unknown", "handover", "refused"]
"""How a turn ended; see `bot.finished` in docs/contract.md."""


@dataclass(frozen=True, slots=True)
class ConversationOpened:
    locale: str = ""
    """BCP 47 tag the customer's front end gave; empty if none."""


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    client_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Decided:
    turn: int
    decision: Literal["answer"]
    reason: str


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """The fence: only this attempt of this turn may start or say anything."""

    turn: int
    attempt: int
    answers: tuple[int, ...]
    """Numbers of the CustomerWrote that this turn answers."""


@dataclass(frozen=True, slots=True)
class Recalled:
    turn: int
    query: str
    passages: tuple[Passage, ...]
    answerable: float | None = None
    """How much the search expected these passages to answer the query, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class ModelAsked:
    """With the events before it, enough to rebuild the request byte for byte."""

    turn: int
    attempt: int
    call: int
    """Counts the calls of the turn, across attempts, from 1."""
    model: str
    bundle: str
    """Hash of prompt files, model and parameters."""
    generation: int
    clock: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the API counts them."""

    input: int = 0
    cache_read: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    output: int = 0


@dataclass(frozen=True, slots=True)
class ModelAnswered:
    turn: int
    attempt: int
    call: int
    message: str
    """The API's id of the reply; empty when none came."""
    stop_reason: str
    """As the API gave it, or one of our error codes when the reply broke."""
    blocks: tuple[JsonObject, ...]
    """Raw content blocks; empty when the reply did not end properly."""
    usage: Usage


@dataclass(frozen=True, slots=True)
class PieceWithheld:
    turn: int
    attempt: int
    call: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReplyPartSent:
    turn: int
    attempt: int
    part: int
    """Counts through the turn, across attempts, from 1."""
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnEnded:
    turn: int
    attempt: int
    route: Route
    answers: tuple[int, ...]
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeSent:
    code: str
    text: str
    turn: int | None = None
    """The turn it speaks for; None when it is said outside one."""
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class HandoverStarted:
    reason: str


@dataclass(frozen=True, slots=True)
class PersonJoined:
    name: str


@dataclass(frozen=True, slots=True)
class PersonWrote:
    client_id: str
    text: str


@dataclass(frozen=True, slots=True)
class HandedBack:
    pass


@dataclass(frozen=True, slots=True)
class Closed:
    reason: str


@dataclass(frozen=True, slots=True)
class Reopened:
    pass


Event = (
    ConversationOpened
    | CustomerWrote
    | Decided
    | TurnStarted
    | Recalled
    | ModelAsked
    | ModelAnswered
    | PieceWithheld
    | ReplyPartSent
    | TurnEnded
    | NoticeSent
    | HandoverStarted
    | PersonJoined
    | PersonWrote
    | HandedBack
    | Closed
    | Reopened
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place in the log."""

    number: int
    """1, 2, 3 … without holes within a conversation."""
    at: datetime
    event: Event
