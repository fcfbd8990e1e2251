"""Conversations with the ledger that commits with them, in every keeper."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.ledger import SqlLedger
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.ports.conversations import Conversations, Together
from frontdesk.ports.ledger import Ledger, Offered, Reserved
from tests.builders import NOON, opened, wrote
from tests.empty_database import ensure_database

HERE = ConversationId("here")
ORDER = OrderId("O-1")


@dataclass
class Books:
    conversations: Conversations
    ledger: Ledger
    _lengths: dict[ConversationId, int] = field(default_factory=dict)

    async def keep(self, *rows: Together, id: ConversationId = HERE, at: datetime = NOON) -> None:
        """Append these rows with an event."""
        length = self._lengths.get(id, 0)
        event = wrote(f"m{length}") if length else opened()
        await self.conversations.append(id, [event], after=length, at=at, together=rows)
        self._lengths[id] = length + 1


Opening = Callable[[Path], AbstractContextManager[Books]]


@contextmanager
def in_memory(_folder: Path) -> Generator[Books]:
    conversations = MemoryConversations()
    yield Books(conversations, conversations.ledger)


@contextmanager
def in_sqlite(folder: Path) -> Generator[Books]:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield Books(SqlConversations(database, Sealing(bytes(32))), SqlLedger(database))
    finally:
        database.close()


OPENINGS: dict[str, Opening] = {"memory": in_memory, "sqlite": in_sqlite}


def usd(value: object) -> Money:
    return Money(Decimal(str(value)), "USD")


def line(id: str = "1", amount: object = 40, paid: object = 100, refunded: object = 0) -> Reserved:
    return Reserved(id, usd(amount), usd(paid), usd(refunded))


def offered(
    confirmation: str = "c1",
    *lines: Reserved,
    customer: str = "ann",
    order: str = ORDER,
    expires: datetime = NOON + timedelta(hours=1),
) -> Offered:
    return Offered(confirmation, CustomerId(customer), OrderId(order), lines or (line(),), expires)
