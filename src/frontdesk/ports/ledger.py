"""The book of refunds: what was offered, is on its way and was paid, across all conversations.

An offer reserves its amounts. From there:

    offered ──> with_person ──> confirmed ──> paid
       │             │              │
       └─────────────┴──────────────┴───────> released

Every step is a row that commits with the events that tell of it (`Conversations.append`); a step
that the book refuses takes those events back with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money, total
from frontdesk.domain.order import OrderId

EntryState = Literal["offered", "with_person", "confirmed", "paid", "released"]


@dataclass(frozen=True, slots=True)
class Reserved:
    """An amount of one line of an order, and what the order system says of that line."""

    line: str
    amount: Money
    paid: Money
    """For the line, by the customer."""
    refunded: Money
    """Of the line so far."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A confirmation is offered. Offers on the same lines that have expired are released.

    LedgerRefused: `already_open` for a line in another open confirmation; `above_paid`.
    """

    confirmation: str
    customer: CustomerId
    order: OrderId
    lines: tuple[Reserved, ...]
    """One at least, each line once, all in one currency."""
    expires: datetime


@dataclass(frozen=True, slots=True)
class HandedToPerson:
    """The customer confirmed; a person has to agree. It does not expire any more.

    LedgerRefused: `expired`; `not_open` unless it was offered.
    """

    confirmation: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be confirmed, this refund included, in its currency."""

    order: Decimal
    """Of one order, ever."""
    customer: Decimal
    """Of one customer within 24 hours."""
    desk: Decimal
    """Of all together within 24 hours."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It will be paid, under its id as key.

    LedgerRefused: `over_limit`; `expired`; `not_open` unless it was offered or with a person.
    """

    confirmation: str
    limits: Limits | None
    """None where a person agreed."""


@dataclass(frozen=True, slots=True)
class Paid:
    """LedgerRefused: `not_open` unless it was confirmed."""

    confirmation: str
    reference: str
    """The payment side's; never empty."""


@dataclass(frozen=True, slots=True)
class Released:
    """It will certainly not be paid: declined, expired, refused. LedgerRefused: `not_open`."""

    confirmation: str
    reason: str


LedgerRow = Offered | HandedToPerson | Confirmed | Paid | Released


@dataclass(frozen=True, slots=True)
class Entry:
    confirmation: str
    conversation: ConversationId
    customer: CustomerId
    order: OrderId
    amounts: tuple[tuple[str, Money], ...]
    """Of each line, by its id, as `Payments.pay_back` takes them."""
    state: EntryState
    offered: datetime
    expires: datetime
    confirmed: datetime | None = None
    """When it became certain that it would be paid."""
    reference: str = ""
    """Once it is paid."""
    reason: str = ""
    """Why it was released."""

    @property
    def amount(self) -> Money:
        amounts = tuple(amount for _, amount in self.amounts)
        return total(amounts, amounts[0].currency)


class Ledger(Protocol):
    """All raise StorageFailed."""

    async def entry(self, confirmation: str) -> Entry | None: ...

    async def open_for(self, order: OrderId, *, at: datetime) -> Sequence[Entry]:
        """Neither paid nor released nor, at this time, expired; oldest first."""
        ...

    async def entries(self, state: EntryState) -> Sequence[Entry]:
        """Oldest first."""
        ...
