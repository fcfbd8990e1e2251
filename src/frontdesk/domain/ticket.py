"""A ticket: something a person has to see to, with a life of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId

Category = Literal["billing", "technical", "shipping", "refund", "other"]
Priority = Literal["low", "medium", "high", "urgent"]
TicketState = Literal["open", "waiting", "solved", "closed"]
"""`waiting`: for the customer."""


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What is asked for when one is opened."""

    subject: str
    description: str
    category: Category = "other"
    priority: Priority = "medium"
    customer: CustomerId | None = None
    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class TicketNote:
    """A step in a ticket's life: a reply, or a change of state or owner."""

    at: datetime
    by: str
    """`customer`, `desk` or the name of a member of staff."""
    text: str
    state: TicketState | None = None
    """The state it brought, if it changed."""
    owner: str | None = None
    """The owner it brought, if it changed."""


@dataclass(frozen=True, slots=True)
class Ticket:
    id: TicketId
    opened: datetime
    request: TicketRequest
    state: TicketState = "open"
    owner: str = ""
    history: tuple[TicketNote, ...] = ()
