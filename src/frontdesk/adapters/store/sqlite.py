"""A small order system in an SQLite file of its own.

It stands for the company's shop and payment system: another database than the desk's, in which
the desk can do no more than the port says.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from frontdesk.domain.contact import same_contact
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money, total
from frontdesk.domain.order import Order, OrderId, Product, Refund, ReturnLabel
from frontdesk.domain.order_change import paid_back, returning
from frontdesk.domain.product_search import fitting
from frontdesk.errors import RefundRefused, ReturnRefused, StoreUnreachable
from frontdesk.ports.clock import Clock

T = TypeVar("T")

LABEL = timedelta(days=14)
WAIT_SECONDS = 5.0
FIRST_REFERENCE = 10_001

TABLES = (
    "CREATE TABLE customer (id TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT",
    "CREATE TABLE product (id TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT",
    "CREATE TABLE purchase (id TEXT PRIMARY KEY COLLATE NOCASE, customer TEXT NOT NULL "
    "REFERENCES customer, placed TEXT NOT NULL, data TEXT NOT NULL) STRICT",
    "CREATE INDEX purchase_customer ON purchase (customer, placed)",
    "CREATE TABLE refund (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, "
    "purchase TEXT NOT NULL REFERENCES purchase, data TEXT NOT NULL) STRICT",
    "CREATE TABLE return (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, "
    "purchase TEXT NOT NULL REFERENCES purchase, data TEXT NOT NULL) STRICT",
)
VERSION = 1
"""Of the file; 0 before it is filled."""


def fill(
    path: Path, customers: Iterable[Customer], orders: Iterable[Order], products: Iterable[Product]
) -> None:
    """Make the file, unless it is there: then what was done since stays done.

    All or nothing. Raises StoreUnreachable.
    """
    with _transaction(path) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return
        for table in TABLES:
            connection.execute(table)
        connection.executemany(
            "INSERT INTO customer VALUES (?, ?)", [(each.id, _dump(each)) for each in customers]
        )
        connection.executemany(
            "INSERT INTO product VALUES (?, ?)", [(each.id, _dump(each)) for each in products]
        )
        connection.executemany(
            "INSERT INTO purchase VALUES (?, ?, ?, ?)",
            [(each.id, each.customer, each.placed.isoformat(), _dump(each)) for each in orders],
        )
        connection.execute(f"PRAGMA user_version = {VERSION}")


class SqliteStore:
    """Order numbers are found in any case."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    async def customer(self, id: CustomerId) -> Customer | None:
        return await self._do(
            lambda connection: _one(
                connection, Customer, "SELECT data FROM customer WHERE id = ?", id
            )
        )

    async def identify(self, order: OrderId, contact: str) -> Customer | None:
        owner = await self._do(
            lambda connection: _one(
                connection,
                Customer,
                "SELECT customer.data FROM customer JOIN purchase "
                "ON purchase.customer = customer.id WHERE purchase.id = ?",
                order.strip(),
            )
        )
        if owner and any(same_contact(contact, own) for own in (owner.email, owner.phone)):
            return owner
        return None

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        query = "SELECT data FROM purchase WHERE customer = ? ORDER BY placed DESC, id DESC"
        return await self._do(lambda connection: _all(connection, Order, query, customer))

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        return await self._do(lambda connection: _order(connection, customer, id))

    async def products(self, words: str) -> Sequence[Product]:
        query = "SELECT data FROM product"
        found = await self._do(lambda connection: _all(connection, Product, query))
        return fitting(found, words)

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        def work(connection: sqlite3.Connection) -> ReturnLabel:
            if label := _one(connection, ReturnLabel, "SELECT data FROM return WHERE key = ?", key):
                return label
            found = _order(connection, customer, order)
            if found is None:
                raise ReturnRefused("There is no such order.")
            _change(connection, returning(found, lines))
            label = ReturnLabel(
                f"RT-{_next(connection, 'return')}", self._clock.now().date() + LABEL
            )
            insert = "INSERT INTO return (key, purchase, data) VALUES (?, ?, ?)"
            connection.execute(insert, (key, found.id, _dump(label)))
            return label

        return await self._do(work)

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        def work(connection: sqlite3.Connection) -> Refund:
            if refund := _paid_back(connection, key):
                return refund
            found = _order(connection, customer, order)
            if found is None:
                raise RefundRefused("There is no such order.")
            _change(connection, paid_back(found, amounts))
            amount = total([amount for _, amount in amounts], found.currency)
            refund = Refund(f"RF-{_next(connection, 'refund')}", amount)
            insert = "INSERT INTO refund (key, purchase, data) VALUES (?, ?, ?)"
            connection.execute(insert, (key, found.id, _dump(refund)))
            return refund

        return await self._do(work)

    async def paid_back(self, key: str) -> Refund | None:
        return await self._do(lambda connection: _paid_back(connection, key))

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """In a transaction and a thread of its own: a cancelled caller undoes nothing."""

        def run() -> T:
            with _transaction(self._path) as connection:
                return work(connection)

        return await asyncio.to_thread(run)


@contextmanager
def _transaction(path: Path) -> Generator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as opened:
            opened.execute("PRAGMA journal_mode = WAL")
            opened.execute("PRAGMA synchronous = FULL")
            opened.execute("PRAGMA foreign_keys = ON")
            opened.execute("BEGIN IMMEDIATE")
            with opened:  # commits, or rolls back on an error
                yield opened
    except sqlite3.Error as error:
        raise StoreUnreachable from error


def _order(connection: sqlite3.Connection, customer: CustomerId, id: OrderId) -> Order | None:
    query = "SELECT data FROM purchase WHERE id = ? AND customer = ?"
    return _one(connection, Order, query, id.strip(), customer)


def _paid_back(connection: sqlite3.Connection, key: str) -> Refund | None:
    return _one(connection, Refund, "SELECT data FROM refund WHERE key = ?", key)


def _change(connection: sqlite3.Connection, order: Order) -> None:
    connection.execute("UPDATE purchase SET data = ? WHERE id = ?", (_dump(order), order.id))


def _next(connection: sqlite3.Connection, table: str) -> int:
    count = f"SELECT count(*) FROM {table}"  # noqa: S608 (one of our two tables)
    return FIRST_REFERENCE + int(connection.execute(count).fetchone()[0])


def _one(connection: sqlite3.Connection, kind: type[T], query: str, *values: str) -> T | None:
    row = connection.execute(query, values).fetchone()
    return None if row is None else _adapter(kind).validate_json(row[0])


def _all(connection: sqlite3.Connection, kind: type[T], query: str, *values: str) -> list[T]:
    rows = connection.execute(query, values)
    return [_adapter(kind).validate_json(data) for (data,) in rows]


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _dump(value: object) -> str:
    return _adapter(type(value)).dump_json(value).decode()
