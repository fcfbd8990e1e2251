"""A ticket: something a person has to see to, with a life of its own."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.placeholder import REMOVED

Category = Literal["billing", "technical", "shipping", "refund", "other"]
Priority = Literal["low", "medium", "high", "urgent"]
TicketState = Literal["open", "waiting", "solved", "closed"]
"""`waiting`: for the customer."""


FIRST_NUMBER = 1001

NOT_STAFF = frozenset({"customer", "desk"})
"""Who else may write in a ticket's history."""


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

    @property
    def replies(self) -> tuple[TicketNote, ...]:
        """What staff wrote, oldest first."""
        return tuple(note for note in self.history if note.text and note.by not in NOT_STAFF)

    def redacted(self) -> "Ticket":
        """Without words and customer; its number, states and times stay."""
        request = replace(self.request, subject=REMOVED, description=REMOVED, customer=None)
        history = tuple(replace(note, text=REMOVED if note.text else "") for note in self.history)
        return replace(self, request=request, history=history)

    def after(self, note: TicketNote) -> "Ticket":
        return replace(
            self,
            state=note.state or self.state,
            owner=self.owner if note.owner is None else note.owner,
            history=(*self.history, note),
        )


def ticket_id(number: int) -> TicketId:
    return TicketId(f"TIC-{number}")


def number_of(id: str) -> int | None:
    """The number in a ticket's id as `ticket_id` writes it; None if it is none."""
    number = id.removeprefix("TIC-")
    is_one = id.startswith("TIC-") and number.isascii() and number.isdigit() and len(number) < 10
    return int(number) if is_one and number[0] != "0" else None
