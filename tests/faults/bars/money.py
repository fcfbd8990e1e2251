"""Bar 15: eight threads at the book of refunds, with a clock that jumps and SQL typed by hand."""

import asyncio
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.ledger import SqlLedger
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.errors import LedgerRefused, StorageFailed
from frontdesk.ports.ledger import (
    Confirmed,
    Entry,
    HandedToPerson,
    LedgerRow,
    Limits,
    Offered,
    Paid,
    Released,
    Reserved,
)
from tests.builders import NOON, opened
from tests.empty_database import ensure_database

THREADS = 8
ORDERS, LINES, CUSTOMERS = 40, 3, 10
PRICE = Decimal("100.00")
LIMITS = Limits(order=Decimal(180), customer=Decimal(400), desk=Decimal(2000))
JUMPS = (0, 0, 0, 1, 60, 3_700, 86_400, -86_400, 40 * 86_400)  # seconds
DAY = timedelta(hours=24)
BY_HAND = (
    "UPDATE refund_balance SET refunded = refunded - 1 WHERE refunded > 0",
    "UPDATE refund_balance SET paid = 1 WHERE \"order\" = '{order}' AND refunded > 0",
    "UPDATE refund SET state = 'paid', reference = 'X' WHERE state = 'offered'",
    "UPDATE refund SET confirmed = 0 WHERE state = 'paid'",
    "UPDATE refund_line SET amount = amount + 1 WHERE \"order\" = '{order}'",
    'INSERT OR REPLACE INTO refund_balance SELECT "order", line, currency, paid, 0, 0 '
    "FROM refund_balance WHERE refunded + reserved > 0",
    "DELETE FROM refund_line WHERE \"order\" = '{order}'",
)


class Worker:
    """One thread with a connection of its own, as another process would have."""

    def __init__(self, path: Path, number: int, steps: int, seed: int) -> None:
        self._chance = random.Random(f"{seed} {number}")
        self._path, self._number, self._steps = path, number, steps
        self._now = NOON
        self.known: dict[str, type[LedgerRow]] = {}
        """The last step of each refund that was taken."""
        self.told: Counter[str] = Counter()
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._work())
        except BaseException as fault:  # noqa: BLE001 (told by whoever waits for the thread)
            self.fault = fault

    async def _work(self) -> None:
        with closing(SqliteDatabase(self._path)) as database:
            self._conversations = SqlConversations(database, Sealing(bytes(32)))
            for step in range(self._steps):
                self._now += timedelta(seconds=self._chance.choice(JUMPS))
                if self._chance.random() < 0.05:
                    self._by_hand()
                else:
                    await self._keep(self._row(step), step)

    async def _keep(self, row: LedgerRow, step: int) -> None:
        id = ConversationId(f"t{self._number}-{step}")
        while True:
            try:
                await self._conversations.append(
                    id, [opened()], after=0, at=self._now, together=[row]
                )
            except LedgerRefused as refusal:
                self.told[refusal.why] += 1
            except StorageFailed:  # the file was busy for longer than anybody waits
                self.told["busy"] += 1
                continue
            else:
                self.told[type(row).__name__] += 1
                self.known[row.confirmation] = type(row)
            return

    def _row(self, step: int) -> LedgerRow:
        """Mostly the next step of a refund of any thread's."""
        if not self.known or self._chance.random() < 0.35:
            return self._offer(f"c{self._number}-{step}")
        id = self._chance.choice(list(self.known)[-12:])
        if self._chance.random() < 0.2:  # another thread's, which may not be there
            id = f"c{self._chance.randrange(THREADS)}-{step}"
        rows = (
            Confirmed(id, LIMITS),
            Paid(id, f"RF-{id}"),
            HandedToPerson(id),
            Released(id, "declined"),
        )
        likely = {Offered: 0, HandedToPerson: 0, Confirmed: 1}.get(self.known.get(id, Paid), 3)
        return rows[likely] if self._chance.random() < 0.6 else self._chance.choice(rows)

    def _offer(self, id: str) -> Offered:
        order = self._chance.randrange(ORDERS)
        lines = self._chance.sample(range(1, LINES + 1), self._chance.choice((1, 1, 2)))
        amounts = [Decimal(self._chance.randint(1, 10_000)) / 100 for _ in lines]
        return Offered(
            id,
            CustomerId(f"C-{order % CUSTOMERS}"),
            OrderId(f"O-{order}"),
            tuple(
                Reserved(str(line), _usd(amount), _usd(PRICE), _usd(Decimal(0)))
                for line, amount in zip(lines, amounts, strict=True)
            ),
            self._now + timedelta(hours=1),
        )

    def _by_hand(self) -> None:
        order = f"O-{self._chance.randrange(ORDERS)}"
        sql = self._chance.choice(BY_HAND).format(order=order)
        connection = sqlite3.connect(self._path, timeout=20)
        with closing(connection), suppress(sqlite3.Error):
            changed = connection.execute(sql).rowcount
            connection.commit()
            self.told["taken by hand"] += changed
        self.told["by hand"] += 1


async def money(folder: Path, *, steps: int, seed: int, lawless: bool = False) -> dict[str, Any]:
    """`lawless`: the control, a database without its laws."""
    begun = time.monotonic()
    path = folder / "desk.db"
    ensure_database(path)
    if lawless:
        _drop_laws(path)
    workers = [Worker(path, n, steps // THREADS, seed) for n in range(THREADS)]
    threads = [threading.Thread(target=worker.run) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    faults = [worker.fault for worker in workers if worker.fault]
    if faults and not lawless:
        raise faults[0]
    with closing(SqliteDatabase(path)) as database:
        ledger = SqlLedger(database)
        states = ("offered", "with_person", "confirmed", "paid", "released")
        entries: list[Entry] = []
        with suppress(KeyError):  # a refund without its lines, by hand in the control
            entries = [entry for state in states for entry in await ledger.entries(state)]
    told = sum((worker.told for worker in workers), Counter[str]())
    broken = _broken(entries) + len(faults) + told["taken by hand"]
    return {
        "bar": "money",
        "seed": seed,
        "steps": steps,
        "threads": THREADS,
        "control": lawless,
        "refunds": len(entries),
        "paid": sum(entry.state == "paid" for entry in entries),
        "refused": {why: told[why] for why in ("already_open", "above_paid", "over_limit")},
        "by_hand": told["by hand"],
        "broken": broken,
        "seconds": round(time.monotonic() - begun),
        "missed": ["broken"] if broken else [],
    }


def _broken(entries: Sequence[Entry]) -> int:
    taken: Counter[tuple[str, str]] = Counter()
    open_lines: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for line, amount in entry.amounts:
            taken[entry.order, line] += amount.minor * (entry.state != "released")
            open_lines[entry.order, line] += entry.state in {"offered", "with_person", "confirmed"}
    counted = [e for e in entries if e.confirmed and e.state in {"confirmed", "paid"}]
    by_order = Counter[str]()
    for entry in counted:
        by_order[entry.order] += entry.amount.minor
    return (
        sum(amount > 100 * PRICE for amount in taken.values())
        + sum(n > 1 for n in open_lines.values())
        + sum(amount > 100 * LIMITS.order for amount in by_order.values())
        + sum(_above_a_day(counted, entry) for entry in counted)
    )


def _above_a_day(counted: Sequence[Entry], entry: Entry) -> bool:
    """In the 24 hours up to its confirmation. Whoever was last in them saw all of them."""
    at = entry.confirmed
    assert at
    day = [e for e in counted if e.confirmed and at - DAY < e.confirmed <= at]
    own = [e for e in day if e.customer == entry.customer]
    return _sum(own) > LIMITS.customer or _sum(day) > LIMITS.desk


def _sum(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.amount.value for entry in entries), Decimal(0))


def _usd(value: Decimal) -> Money:
    return Money(value, "USD")


def _drop_laws(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        laws = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (law,) in laws.fetchall():
            connection.execute(f"DROP TRIGGER {law}")
        connection.execute("DROP INDEX one_open_refund_a_line")
