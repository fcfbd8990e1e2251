"""The book of refunds in SQL. What may not be is refused by the tables themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import instant, stored
from frontdesk.adapters.sql.tables_ledger import OPEN, balance_table, line_table, refund_table
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money, of_minor
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

DAY = timedelta(hours=24)

_refund, _line, _balance = refund_table.c, line_table.c, balance_table.c


class SqlLedger:
    """Reads. Rows are written by the appends they commit with."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def entry(self, confirmation: str) -> Entry | None:
        found = await self._entries(_refund.confirmation == confirmation)
        return found[0] if found else None

    async def open_for(self, order: OrderId, *, at: datetime) -> Sequence[Entry]:
        lasts = or_(_refund.state != "offered", _refund.expires > stored(at))
        return await self._entries(and_(_refund.order == order, _refund.state.in_(OPEN), lasts))

    async def entries(self, state: EntryState) -> Sequence[Entry]:
        return await self._entries(_refund.state == state)

    async def _entries(self, which: Any) -> Sequence[Entry]:  # Any: SQLAlchemy's own condition
        def work(connection: Connection) -> Sequence[Entry]:
            chosen = select(refund_table).where(which)
            refunds = connection.execute(chosen.order_by(_refund.offered, _refund.confirmation))
            ids = chosen.with_only_columns(_refund.confirmation)
            lines = select(line_table).where(_line.confirmation.in_(ids)).order_by(_line.line)
            amounts: dict[str, list[tuple[str, Money]]] = {}
            for row in connection.execute(lines):
                amount = of_minor(row.amount, row.currency)
                amounts.setdefault(row.confirmation, []).append((row.line, amount))
            return [_entry(row, tuple(amounts[row.confirmation])) for row in refunds]

        return await self._database.read(work)


def keep_in_ledger(
    connection: Connection, id: ConversationId, row: LedgerRow, at: datetime
) -> None:
    """Raises LedgerRefused."""
    match row:
        case Offered():
            _offer(connection, id, row, at)
        case HandedToPerson():
            _check_open(connection, row.confirmation, ("offered",), at)
            _move(connection, row.confirmation, "with_person")
        case Confirmed():
            found = _check_open(connection, row.confirmation, ("offered", "with_person"), at)
            _move(connection, row.confirmation, "confirmed", confirmed=stored(at))
            if row.limits is not None:
                _check_limits(connection, found, row.limits, at)
        case Paid():
            _check_open(connection, row.confirmation, ("confirmed",))
            _move(connection, row.confirmation, "paid", reference=row.reference)
        case Released():
            _check_open(connection, row.confirmation, OPEN)
            _move(connection, row.confirmation, "released", reason=row.reason)
        case _:
            assert_never(row)


def _offer(connection: Connection, id: ConversationId, row: Offered, at: datetime) -> None:
    refund = {
        "confirmation": row.confirmation,
        "conversation": id,
        "customer": row.customer,
        "order": row.order,
        "state": "offered",
        "offered": stored(at),
        "expires": stored(row.expires),
        "reference": "",
        "reason": "",
    }
    try:
        connection.execute(insert(refund_table), refund)
    except IntegrityError as error:
        raise LedgerRefused("This confirmation was offered before.", why="already_open") from error
    for line in row.lines:
        _release_expired(connection, row.order, line.line, at)
        _reserve(connection, row, line)


def _release_expired(connection: Connection, order: OrderId, line: str, at: datetime) -> None:
    holding = select(_line.confirmation).where(_line.order == order, _line.line == line)
    connection.execute(
        update(refund_table)
        .where(_refund.confirmation.in_(holding))
        .where(_refund.state == "offered", _refund.expires <= stored(at))
        .values(state="released", reason="expired")
    )


def _reserve(connection: Connection, row: Offered, line: Reserved) -> None:
    balance = {
        "order": row.order,
        "line": line.line,
        "currency": line.paid.currency,
        "paid": line.paid.minor,
        "refunded": line.refunded.minor,
        "reserved": 0,
    }
    # The order system may not know yet of what the ledger has just seen paid.
    known = (
        update(balance_table)
        .where(_balance.order == row.order, _balance.line == line.line)
        .values(paid=line.paid.minor, refunded=func.max(_balance.refunded, line.refunded.minor))
    )
    reserved = {
        "confirmation": row.confirmation,
        "line": line.line,
        "order": row.order,
        "currency": line.amount.currency,
        "amount": line.amount.minor,
        "state": "offered",
    }
    try:
        if not connection.execute(known).rowcount:
            connection.execute(insert(balance_table), balance)
        connection.execute(insert(line_table), reserved)
    except IntegrityError as error:
        raise _refused(connection, row.order, line) from error


def _refused(connection: Connection, order: OrderId, line: Reserved) -> LedgerRefused:
    """Which of the tables' laws it was."""
    others = select(_line.line).where(
        _line.order == order, _line.line == line.line, _line.state.in_(OPEN)
    )
    if connection.scalar(others) is not None:
        return LedgerRefused(
            f"Line {line.line} of {order} is already in an open confirmation.",
            why="already_open",
            line=line.line,
        )
    return LedgerRefused(
        f"Line {line.line} of {order}: {line.amount} and what went back before are more than "
        f"the {line.paid} that were paid.",
        why="above_paid",
        line=line.line,
    )


def _check_open(
    connection: Connection,
    confirmation: str,
    states: tuple[str, ...],
    at: datetime | None = None,
) -> Row[Any]:
    found = connection.execute(
        select(refund_table).where(_refund.confirmation == confirmation)
    ).one_or_none()
    if found is None or found.state not in states:
        state = found.state if found else "unknown"
        raise LedgerRefused(f"Confirmation {confirmation} is {state}.", why="not_open")
    if at is not None and found.state == "offered" and found.expires <= stored(at):
        raise LedgerRefused(f"Confirmation {confirmation} has expired.", why="expired")
    return found


def _move(connection: Connection, confirmation: str, state: EntryState, **values: object) -> None:
    connection.execute(
        update(refund_table)
        .where(_refund.confirmation == confirmation)
        .values(state=state, **values)
    )


def _check_limits(connection: Connection, found: Row[Any], limits: Limits, at: datetime) -> None:
    """Afterwards: this refund is in the sums already."""
    currency = (
        select(_line.currency).where(_line.confirmation == found.confirmation).scalar_subquery()
    )
    counted = (
        select(func.sum(_line.amount), func.min(_line.currency))
        .join_from(line_table, refund_table)
        .where(_refund.state.in_(("confirmed", "paid")))
        .where(_line.currency == currency.correlate(None))
    )
    today = counted.where(_refund.confirmed > stored(at - DAY))
    for which, limit, what in (
        (counted.where(_refund.order == found.order), limits.order, "for an order"),
        (today.where(_refund.customer == found.customer), limits.customer, "in a day"),
        (today, limits.desk, "in a day"),
    ):
        amount, of = connection.execute(which).one()
        if of_minor(amount, of).value > limit:
            raise LedgerRefused(f"More than may be paid back {what}.", why="over_limit")


def _entry(row: Row[Any], amounts: tuple[tuple[str, Money], ...]) -> Entry:
    return Entry(
        row.confirmation,
        ConversationId(row.conversation),
        CustomerId(row.customer),
        OrderId(row.order),
        amounts,
        row.state,
        instant(row.offered),
        instant(row.expires),
        None if row.confirmed is None else instant(row.confirmed),
        row.reference,
        row.reason,
    )
