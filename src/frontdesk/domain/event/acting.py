"""What the desk did: actions, confirmations, receipts, tickets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from frontdesk.domain.action import Denial, Risk, Status
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.json import JsonObject
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.domain.passage import Passage
from frontdesk.domain.refund_policy import RefundReason

TicketId = NewType("TicketId", str)
"""As customers read it: `TIC-1042`."""


@dataclass(frozen=True, slots=True)
class ActionStarted:
    """The intent, kept before anything is done; `ActionFinished` of the same `use` is what came.

    `turn` and `attempt` are None where a customer's press or a person started it.
    """

    turn: int | None
    attempt: int | None
    call: int
    """The model call that asked for it; 0 for none."""
    use: str
    """The model's id of the call, or the confirmation's id."""
    name: str
    arguments: JsonObject
    risk: Risk
    key: str = ""
    """Under which a write is sent: the same again after a crash. Empty for reads."""
    by: str = ""
    """Who let it happen, where it was not the model: `customer`, or a member of staff by name."""


@dataclass(frozen=True, slots=True)
class ActionFinished:
    turn: int | None
    call: int
    use: str
    name: str
    status: Status
    text: str = ""
    """The result as the model reads it."""
    passages: tuple[Passage, ...] = ()
    """What a search gave, instead of a text."""
    key: str = ""
    taints: bool = False
    """It holds words of others: from here on they must not lead to effects."""
    owner: CustomerId | None = None
    """For whom it was found; None: for a visitor nobody knew."""
    why: Denial | None = None
    """Which rule stopped it, if one did; the text says it in words."""
    suspicion: str = ""
    """Why it reads like an order to a machine, where it does: then it taints."""


@dataclass(frozen=True, slots=True)
class TicketOpened:
    ticket: TicketId
    key: str


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    line: str
    """Of the order."""
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ConfirmationOffered:
    """A card, made by code from the real order, that only the customer can press."""

    turn: int
    attempt: int
    id: str
    kind: Literal["refund"]
    title: str
    customer: CustomerId
    """Whose order it is: the card goes on being theirs."""
    order: OrderId
    lines: tuple[ConfirmationLine, ...]
    amount: Money
    expires: datetime
    reason: RefundReason
    policy: str
    """Version of the policy that allowed the offer."""


@dataclass(frozen=True, slots=True)
class CustomerConfirmed:
    """The press. The policy was evaluated again with it, hence an outcome of its own."""

    id: str
    outcome: Literal["confirmed", "refused", "with_person"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CustomerDeclined:
    id: str
    outcome: Literal["declined", "expired"] = "declined"


@dataclass(frozen=True, slots=True)
class ReceiptSent:
    """What certainly happened, in fixed text from the ledger."""

    id: str
    """Of the confirmation."""
    kind: Literal["refund"]
    text: str
    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoicesOffered:
    turn: int
    attempt: int
    id: str
    title: str
    choices: tuple[Choice, ...]


ActingEvent = (
    ActionStarted
    | ActionFinished
    | ConfirmationOffered
    | CustomerConfirmed
    | CustomerDeclined
    | ReceiptSent
    | TicketOpened
)
"""Effects and the cards before them."""
