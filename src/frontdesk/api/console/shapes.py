"""Bodies of the people's calls, and what they answer."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import UUID4, AwareDatetime, BaseModel, Field, StringConstraints

from frontdesk.api.shapes import Amount, Body, ShownOrder, Text
from frontdesk.domain.conversation import Holder
from frontdesk.domain.customer import Level
from frontdesk.domain.event import Priority, Resolution, Target
from frontdesk.domain.finding import Writer
from frontdesk.domain.listing import By
from frontdesk.domain.mode import DeskMode
from frontdesk.domain.ticket import TicketState
from frontdesk.domain.user import Role

LongText = Annotated[Text, StringConstraints(max_length=20_000)]
"""Longer than what is taken, so that the refusal can say how much that is."""


class Enter(Body):
    name: str = Field(max_length=200)
    password: str = Field(max_length=1000)


class EnterByLink(Body):
    key: str = Field(max_length=200)


class NewPassword(Body):
    password: str = Field(max_length=1000)
    old: str = Field(default="", max_length=1000)


class ChangeAccount(Body):
    shown: Text | None = Field(default=None, max_length=200)
    is_away: bool | None = None


class Changed(BaseModel):
    """It is as it was asked for, be it that it was so before."""


class OwnAccount(BaseModel):
    user: str
    name: str
    role: Role
    is_away: bool
    has_password: bool
    desk: str
    """The brand's name."""
    support_email: str
    decides_refunds: bool
    turns_switch: bool
    """Whether they may turn the desk's switch."""
    sees_contact_data: bool
    """Otherwise e-mail addresses and phone numbers come masked."""


class TurnSwitch(Body):
    mode: DeskMode


class Switched(BaseModel):
    """Who answers, for the whole desk."""

    mode: DeskMode
    by: str
    """Who turned the switch; empty while it stands as the settings have it."""
    at: datetime | None


class Colleague(BaseModel):
    user: str
    name: str
    role: Role
    is_away: bool
    languages: list[str]


class Colleagues(BaseModel):
    people: list[Colleague]


class Marked(BaseModel):
    """Whose a waiting conversation is to take, and why."""

    user: str
    name: str
    reason: str
    at: datetime


class DueFirst(BaseModel):
    """What people have to do first here, and by when."""

    target: Target
    at: datetime


class Line(BaseModel):
    """A conversation in a list."""

    conversation: str
    revision: int
    holder: Holder
    since: datetime | None
    person: str
    user: str
    assigned: Marked | None
    customer: str
    name: str
    level: Level
    locale: str
    language: str
    topic: str
    reason: str
    priority: Priority
    text: str
    by: By
    at: datetime | None
    awaits: datetime | None
    due: DueFirst | None
    snoozed: datetime | None
    refunds: list[str]
    has_draft: bool
    score: int
    resolved: Resolution


class FoundLine(BaseModel):
    """The line of a transcript for which a search found its conversation."""

    conversation: str
    number: int
    """Of its event."""
    by: Writer
    text: str


class Lines(BaseModel):
    lines: list[Line]
    found: list[FoundLine]
    """One for each conversation, in a search alone."""
    revision: int
    """Where `events` go on."""


class SeenEvent(BaseModel):
    id: int
    event: str
    data: dict[str, Any]


class ShownCustomer(BaseModel):
    id: str
    name: str
    level: Level
    email: str = ""
    phone: str = ""
    plan: str = ""
    status: str = ""


class ConversationForPeople(BaseModel):
    line: Line
    last: int
    customer: ShownCustomer | None
    events: list[SeenEvent]


class CustomersOrders(BaseModel):
    orders: list[ShownOrder]
    reachable: bool
    """False while the order system does not answer."""


class OfferedReply(BaseModel):
    name: str
    """The same in all its languages."""
    language: str
    title: str
    text: str


class OfferedReplies(BaseModel):
    replies: list[OfferedReply]
    blanks: list[str]
    """`order` for `{order}`: a text that still holds one has to be filled in before it is sent."""
    problems: list[str]
    """Files that could not be read, and what mends them."""


class Write(Body):
    client_id: UUID4
    text: LongText
    draft: Literal["", "sent", "edited"] = ""


class WriteNote(Body):
    client_id: UUID4
    text: LongText


class HandBack(Body):
    guidance: LongText = ""


class Transfer(Body):
    to: str = ""
    """A colleague; empty for the queue."""
    had: str
    """Who has it, as the caller sees it."""


class Snooze(Body):
    until: AwareDatetime | None


class DiscardDraft(Body):
    turn: int


class DecideRefund(Body):
    decision: Literal["approve", "refuse"]
    reason: Annotated[Text, StringConstraints(max_length=1000)] = ""
    """Stays at the desk."""


class WaitingRefund(BaseModel):
    confirmation: str
    conversation: str
    order: str
    customer: str
    name: str
    amount: Amount
    items: list[str]
    reason: str
    offered: datetime


class WaitingRefunds(BaseModel):
    refunds: list[WaitingRefund]


class DeskTicket(BaseModel):
    number: str
    subject: str
    description: str
    category: str
    priority: str
    state: TicketState
    owner: str
    opened: datetime
    customer: str
    """The customer's id in the order system; empty for a visitor's."""
    name: str
    """Theirs, where it is known."""
    conversation: str


class DeskTickets(BaseModel):
    tickets: list[DeskTicket]


class TicketStep(BaseModel):
    at: datetime
    by: str
    """`customer`, `desk` or the name of somebody at the desk."""
    text: str
    state: TicketState | None
    """The one it brought, if it changed."""
    owner: str | None


class OpenTicket(DeskTicket):
    history: list[TicketStep]


class ReplyInTicket(Body):
    text: LongText
    seen: int = Field(ge=0)
    """How many steps of its history the caller has read."""


class AssignTicket(Body):
    to: str = ""
    """A colleague; empty for nobody."""


class ChangeTicket(Body):
    state: TicketState
