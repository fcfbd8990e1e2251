"""The course of a turn: what was asked, decided and said."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.event.reading import Priority
from frontdesk.domain.mode import Drawn
from frontdesk.domain.passage import Citation, Passage

Decision = Literal["answer", "confirm", "decline", "warn", "hand_over"]
"""`warn`: fixed words are all there is to say."""

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
    """With marks for secrets (domain/mark.py), placeholders for contact data (placeholder.py)."""
    choice: str = ""
    """Id of the offered choice that was picked; the text is its label."""
    detector: int = 0
    """Version of what found these in the text; 0 where nothing looked for any."""
    suspicion: str = ""
    """Why it reads like an order to a machine; empty if it does not."""


@dataclass(frozen=True, slots=True)
class Decided:
    turn: int
    decision: Decision
    reason: str
    language: str = ""
    """The conversation's from here on, as ISO 639; empty while it is not clear."""
    topic: str = ""
    """What the turn's messages are about, by their words; empty if they do not say."""
    priority: Priority | None = None
    """Of a decision to hand over."""
    rule: str = ""
    """Of the escalation policy that asked for it; empty if none did."""
    policy: str = ""
    """That policy's version; empty where no rule asked for anything."""
    drawn: Drawn = ""
    """Whom the conversation was given to here, for good, by the share for people only."""
    share: float = 0.0
    """That it was drawn with."""


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
    reason: str = ""
    """Why nothing was searched; empty if it was."""
    scores: tuple[float, ...] = ()
    """Of each passage, as the search ranked it; only comparable within one search."""


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
