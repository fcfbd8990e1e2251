"""What can happen in a conversation: the events of its log.

Names are fixed by docs/contract.md. Fields may be added with a default, never renamed: stored
logs are read for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from frontdesk.domain.event.acting import (
    ActingEvent,
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
from frontdesk.domain.event.leaving import AddressGiven, CameBack, LeavingEvent, ReplyMailed
from frontdesk.domain.event.model import (
    ModelAnswered,
    ModelAsked,
    PrefixRestarted,
    Summarized,
    Usage,
)
from frontdesk.domain.event.people import (
    Assigned,
    Closed,
    CodeSent,
    CustomerBound,
    DraftDiscarded,
    HandedBack,
    HandoverStarted,
    IdentityRefused,
    NoteWritten,
    PassingEvent,
    PersonJoined,
    PersonWrote,
    Redacted,
    Reopened,
    Resolution,
    Snoozed,
    Target,
    TargetMissed,
    Transferred,
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
    Decision,
    NoticeSent,
    PieceWithheld,
    Recalled,
    ReplyPartSent,
    Route,
    TurnEnded,
    TurnStarted,
)

__all__ = (
    "ActingEvent",
    "ActionFinished",
    "ActionStarted",
    "AddressGiven",
    "Assigned",
    "CameBack",
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
    "Decision",
    "DraftDiscarded",
    "Event",
    "HandedBack",
    "HandoverStarted",
    "HandoverSummarized",
    "IdentityRefused",
    "LeavingEvent",
    "MessageRead",
    "ModelAnswered",
    "ModelAsked",
    "NoteWritten",
    "NoticeSent",
    "PassingEvent",
    "PersonJoined",
    "PersonWrote",
    "PieceWithheld",
    "PrefixRestarted",
    "Priority",
    "Rated",
    "Recalled",
    "ReceiptSent",
    "Recorded",
    "Redacted",
    "Reopened",
    "ReplyMailed",
    "ReplyPartSent",
    "ReplyScored",
    "Resolution",
    "Route",
    "Sign",
    "SignSeen",
    "SignalScored",
    "Snoozed",
    "Summarized",
    "Target",
    "TargetMissed",
    "TicketId",
    "TicketOpened",
    "Transferred",
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
    | Assigned
    | AddressGiven
    | ReplyMailed
    | CameBack
    | PersonJoined
    | Transferred
    | PersonWrote
    | NoteWritten
    | DraftDiscarded
    | Snoozed
    | TargetMissed
    | HandedBack
    | Closed
    | Reopened
    | Redacted
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place in the log."""

    number: int
    """1, 2, 3 … without holes within a conversation."""
    at: datetime
    event: Event
