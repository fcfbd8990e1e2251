"""A small shop of two customers, and contexts in which actions run."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from frontdesk.actions import Context
from frontdesk.domain.action import ToolCall
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.money import Money
from frontdesk.domain.order import (
    Order,
    OrderId,
    OrderLine,
    Product,
    Refund,
    ReturnLabel,
    Shipment,
)
from frontdesk.domain.passage import Passage
from frontdesk.domain.ticket import Ticket, TicketNote, TicketRequest, TicketState
from frontdesk.errors import FrontdeskError
from frontdesk.ports.ledger import Entry, EntryState
from tests.builders import NOON

MIA = Customer(CustomerId("c-1"), "Mia Rose", "mia@mail.example", "+44 20 7946 0018", "Plus", "ok")
TOM = Customer(CustomerId("c-2"), "Tom Reed", "tom@mail.example", "+44 20 7946 0029", "Free", "ok")
HERE = ConversationId("conversation-1")


def usd(value: str) -> Money:
    return Money(Decimal(value), "USD")


def line(id: str, product: str, price: str, **more: Any) -> OrderLine:
    return OrderLine(id, product, 1, usd(price), more.pop("refunded", usd("0")), **more)


def order(id: str, customer: Customer, *lines: OrderLine, delivered_days: int = 12) -> Order:
    delivered = NOON - timedelta(days=delivered_days)
    shipment = Shipment("Swift", "SW1", delivered.date(), "delivered", delivered)
    placed = delivered - timedelta(days=5)
    return Order(OrderId(id), customer.id, placed, "delivered", lines, shipment)


@dataclass
class FakeStore:
    """`fault` is raised by every call; `returns` keeps what was started, by key."""

    held: list[Order] = field(
        default_factory=lambda: [
            order("KX-100", MIA, line("1", "Kettle", "40.00"), line("2", "Lamp", "25.50")),
            order("KX-101", MIA, line("1", "Radio", "89.99")),
            order("KX-200", TOM, line("1", "Sofa", "700.00")),
        ]
    )
    fault: Exception | None = None
    returns: dict[str, ReturnLabel] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.fault:
            raise self.fault

    async def customer(self, id: CustomerId) -> Customer | None:
        self._called("customer")
        return next((each for each in (MIA, TOM) if each.id == id), None)

    async def identify(self, order: OrderId, contact: str) -> Customer | None:
        self._called("identify")
        for held in self.held:
            owner = MIA if held.customer == MIA.id else TOM
            if held.id == order and contact in (owner.email, owner.phone):
                return owner
        return None

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        self._called("orders")
        return [held for held in self.held if held.customer == customer]

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        self._called("order")
        return next((h for h in self.held if (h.customer, h.id) == (customer, id)), None)

    async def products(self, words: str) -> Sequence[Product]:
        self._called("products")
        lamp = Product("p1", "Desk lamp", usd("25.50"), 0, date(2026, 12, 1))
        return [lamp] if "lamp" in words.casefold() else []

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        self._called("start_return")
        return self.returns.setdefault(
            key, ReturnLabel(f"RET-{len(self.returns) + 1}", date(2026, 12, 5))
        )

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        raise AssertionError("no action pays")

    async def paid_back(self, key: str) -> Refund | None:
        raise AssertionError("no action pays")


@dataclass
class FakeTickets:
    held: dict[str, Ticket] = field(default_factory=dict)
    """By key."""
    fault: FrontdeskError | None = None

    async def open(self, request: TicketRequest, *, key: str, at: datetime) -> Ticket:
        if self.fault:
            raise self.fault
        number = TicketId(f"TIC-{len(self.held) + 1}")
        return self.held.setdefault(key, Ticket(number, at, request))

    async def ticket(self, id: TicketId) -> Ticket | None:
        return next((each for each in self.held.values() if each.id == id), None)

    async def of(
        self, *, customer: CustomerId | None, conversation: ConversationId
    ) -> Sequence[Ticket]:
        return [
            each
            for each in self.held.values()
            if each.request.conversation == conversation
            or (customer is not None and each.request.customer == customer)
        ]

    async def listed(self, state: TicketState | None = None) -> Sequence[Ticket]:
        return list(self.held.values())

    async def add(self, id: TicketId, note: TicketNote) -> Ticket:
        raise AssertionError("no action adds notes")


@dataclass
class FakeLedger:
    open: list[Entry] = field(default_factory=list)

    async def entry(self, confirmation: str) -> Entry | None:
        raise AssertionError("no action asks for one")

    async def open_for(self, order: OrderId, *, at: datetime) -> Sequence[Entry]:
        return [entry for entry in self.open if entry.order == order]

    async def entries(self, state: EntryState) -> Sequence[Entry]:
        raise AssertionError("no action asks for all")


CONTACTS = {"[email_1]": MIA.email, "[phone_1]": MIA.phone, "[email_2]": TOM.email}


async def no_passages(query: str, category: str) -> Sequence[Passage]:
    return ()


def context(
    store: FakeStore | None = None, tickets: FakeTickets | None = None, **more: Any
) -> Context:
    """Of a visitor, unless more is said."""
    return replace(
        Context(
            seal=CardSeal(b"test"),
            conversation=HERE,
            turn=3,
            attempt=1,
            now=NOON,
            store=store or FakeStore(),
            tickets=tickets or FakeTickets(),
            ledger=FakeLedger(),
            contact=CONTACTS.get,
            search=no_passages,
            key="key-1",
        ),
        **more,
    )


def of_mia(store: FakeStore | None = None, tickets: FakeTickets | None = None) -> Context:
    return context(store, tickets, customer=MIA, level="claimed")


def call(name: str, /, **arguments: Any) -> ToolCall:
    return ToolCall("toolu_1", name, arguments)
