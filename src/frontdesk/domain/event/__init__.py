"""What can happen in a conversation: the events of its log.

Names are fixed by docs/contract.md. Fields may be added with a default, never renamed: stored
logs are read for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from frontdesk.domain.event.acting import (
    ActionFinished,
    ActionStarted,
    Choice,
    ChoicesOffered,
    ConfirmationLine,
    ConfirmationOffered,
    CustomerConfirmed,
    CustomerDeclined,
    ReceiptSent,
    TicketId,
    TicketOpened,
)
from frontdesk.domain.event.handover import HandoverSummarized
from frontdesk.domain.event.model import (
    ModelAnswered,
    ModelAsked,
    PrefixRestarted,
    Summarized,
    Usage,
)
from frontdesk.domain.event.people import (
    Closed,
    CodeSent,
    CustomerBound,
    HandedBack,
    HandoverStarted,
    IdentityRefused,
    PersonJoined,
    PersonWrote,
    Reopened,
)
from frontdesk.domain.event.rating import Rated, TurnRated
from frontdesk.domain.event.reading import (
    MessageRead,
    Priority,
    ReplyScored,
    Sign,
    SignalScored,
    SignSeen,
)
from frontdesk.domain.event.turn import (
    ConversationOpened,
    CustomerWrote,
    Decided,
    NoticeSent,
    PieceWithheld,
    Recalled,
    ReplyPartSent,
    Route,
    TurnEnded,
    TurnStarted,
)

__all__ = (
    "ActionFinished",
    "ActionStarted",
    "Choice",
    "ChoicesOffered",
    "Closed",
    "CodeSent",
    "ConfirmationLine",
    "ConfirmationOffered",
    "ConversationId",
    "ConversationOpened",
    "CustomerBound",
    "CustomerConfirmed",
    "CustomerDeclined",
    "CustomerWrote",
    "Decided",
    "Event",
    "HandedBack",
    "HandoverStarted",
    "HandoverSummarized",
    "IdentityRefused",
    "MessageRead",
    "ModelAnswered",
    "ModelAsked",
    "NoticeSent",
    "PersonJoined",
    "PersonWrote",
    "PieceWithheld",
    "PrefixRestarted",
    "Priority",
    "Rated",
    "Recalled",
    "ReceiptSent",
    "Recorded",
    "Reopened",
    "ReplyPartSent",
    "ReplyScored",
    "Route",
    "Sign",
    "SignSeen",
    "SignalScored",
    "Summarized",
    "TicketId",
    "TicketOpened",
    "TurnEnded",
    "TurnRated",
    "TurnStarted",
    "Usage",
)

ConversationId = NewType("ConversationId", str)

Event = (
    ConversationOpened
    | CustomerWrote
    | CustomerBound
    | IdentityRefused
    | CodeSent
    | MessageRead
    | Decided
    | TurnStarted
    | Recalled
    | ModelAsked
    | ModelAnswered
    | Summarized
    | PrefixRestarted
    | ActionStarted
    | ActionFinished
    | TicketOpened
    | ConfirmationOffered
    | CustomerConfirmed
    | CustomerDeclined
    | ReceiptSent
    | ChoicesOffered
    | PieceWithheld
    | ReplyPartSent
    | ReplyScored
    | TurnEnded
    | TurnRated
    | Rated
    | NoticeSent
    | HandoverStarted
    | HandoverSummarized
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
