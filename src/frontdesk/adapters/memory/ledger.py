"""The book of refunds in this process's memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money, total
from frontdesk.domain.order import OrderId
from frontdesk.errors import LedgerRefused
from frontdesk.ports.ledger import (
    Confirmed,
    Entry,
    EntryState,
    HandedToPerson,
    LedgerRow,
    Limits,
    Offered,
    Paid,
    Released,
    Reserved,
)

OPEN = frozenset({"offered", "with_person", "confirmed"})
DAY = timedelta(hours=24)

Line = tuple[OrderId, str]


@dataclass(frozen=True, slots=True)
class Book:
    entries: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    refunded: Mapping[Line, Money] = field(default_factory=dict[Line, Money])

    def with_entry(self, entry: Entry) -> "Book":
        return replace(self, entries={**self.entries, entry.confirmation: entry})

    def with_refunded(self, order: OrderId, line: str, refunded: Money) -> "Book":
        return replace(self, refunded={**self.refunded, (order, line): refunded})


class MemoryLedger:
    def __init__(self) -> None:
        self._book = Book()

    def after(self, id: ConversationId, rows: Sequence[LedgerRow], at: datetime) -> Book:
        """The book with these rows, not kept yet. Raises LedgerRefused."""
        book = self._book
        for row in rows:
            book = _offered(book, id, row, at) if isinstance(row, Offered) else _next(book, row, at)
        return book

    def keep(self, book: Book) -> None:
        self._book = book

    async def entry(self, confirmation: str) -> Entry | None:
        return self._book.entries.get(confirmation)

    async def open_for(self, order: OrderId, *, at: datetime) -> Sequence[Entry]:
        return [
            entry
            for entry in self._oldest_first()
            if entry.order == order and entry.state in OPEN and not _has_expired(entry, at)
        ]

    async def entries(self, state: EntryState) -> Sequence[Entry]:
        return [entry for entry in self._oldest_first() if entry.state == state]

    def _oldest_first(self) -> Sequence[Entry]:
        entries = self._book.entries.values()
        return sorted(entries, key=lambda entry: (entry.offered, entry.confirmation))


def _has_expired(entry: Entry, at: datetime) -> bool:
    return entry.state == "offered" and entry.expires <= at


def _offered(book: Book, id: ConversationId, row: Offered, at: datetime) -> Book:
    if row.confirmation in book.entries:
        raise LedgerRefused("This confirmation was offered before.", why="already_open")
    for line in row.lines:
        book = _reserved(book, row.order, line, at)
    if len({line.line for line in row.lines}) < len(row.lines):
        raise LedgerRefused("A line stands twice in this offer.", why="already_open")
    amounts = tuple(sorted((line.line, line.amount) for line in row.lines))
    return book.with_entry(
        Entry(row.confirmation, id, row.customer, row.order, amounts, "offered", at, row.expires)
    )


def _reserved(book: Book, order: OrderId, row: Reserved, at: datetime) -> Book:
    for entry in book.entries.values():
        if entry.order == order and entry.state in OPEN and row.line in dict(entry.amounts):
            if not _has_expired(entry, at):
                raise LedgerRefused(
                    f"Line {row.line} of {order} is already in an open confirmation.",
                    why="already_open",
                    line=row.line,
                )
            book = book.with_entry(replace(entry, state="released", reason="expired"))
    known = book.refunded.get((order, row.line), row.refunded)
    refunded = max(known.minor, row.refunded.minor)
    if row.amount.minor <= 0 or row.amount.minor + refunded > row.paid.minor:
        raise LedgerRefused(
            f"Line {row.line} of {order}: {row.amount} and what went back before are more than "
            f"the {row.paid} that were paid.",
            why="above_paid",
            line=row.line,
        )
    return book.with_refunded(order, row.line, known if known.minor == refunded else row.refunded)


def _next(book: Book, row: HandedToPerson | Confirmed | Paid | Released, at: datetime) -> Book:
    entry = book.entries.get(row.confirmation)
    match row:
        case HandedToPerson():
            entry = _known(entry, row.confirmation, {"offered"}, at)
            return book.with_entry(replace(entry, state="with_person"))
        case Confirmed():
            entry = _known(entry, row.confirmation, {"offered", "with_person"}, at)
            _check_limits(book, entry, row.limits, at)
            return book.with_entry(replace(entry, state="confirmed", confirmed=at))
        case Released():
            entry = _known(entry, row.confirmation, OPEN)
            return book.with_entry(replace(entry, state="released", reason=row.reason))
        case Paid():
            entry = _known(entry, row.confirmation, {"confirmed"})
            for line, amount in entry.amounts:
                book = book.with_refunded(
                    entry.order, line, book.refunded[entry.order, line] + amount
                )
            return book.with_entry(replace(entry, state="paid", reference=row.reference))


def _known(
    entry: Entry | None,
    confirmation: str,
    states: set[str] | frozenset[str],
    at: datetime | None = None,
) -> Entry:
    if entry is None or entry.state not in states:
        state = entry.state if entry else "unknown"
        raise LedgerRefused(f"Confirmation {confirmation} is {state}.", why="not_open")
    if at is not None and _has_expired(entry, at):
        raise LedgerRefused(f"Confirmation {confirmation} has expired.", why="expired")
    return entry


def _check_limits(book: Book, entry: Entry, limits: Limits | None, at: datetime) -> None:
    if limits is None:
        return
    currency = entry.amount.currency
    of_order = [
        known
        for known in book.entries.values()
        if known.order == entry.order and known.state in {"confirmed", "paid"}
    ]
    if _sum(of_order, entry) > limits.order:
        raise LedgerRefused("More than may be paid back for an order.", why="over_limit")
    today = [
        known
        for known in book.entries.values()
        if known.confirmed is not None
        and known.confirmed > at - DAY
        and known.state in {"confirmed", "paid"}
        and known.amount.currency == currency
    ]
    own = [known for known in today if known.customer == entry.customer]
    if _sum(own, entry) > limits.customer or _sum(today, entry) > limits.desk:
        raise LedgerRefused("More than may be paid back in a day.", why="over_limit")


def _sum(entries: Sequence[Entry], entry: Entry) -> Decimal:
    return total([known.amount for known in (*entries, entry)], entry.amount.currency).value
