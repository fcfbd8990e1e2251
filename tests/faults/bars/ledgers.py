"""The three ledgers held against one another: what clients heard, what we kept, what was paid."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from frontdesk.adapters.sql.codec import decode
from frontdesk.domain.conversation import fold
from frontdesk.domain.event import (
    ConversationId,
    CustomerWrote,
    HandoverStarted,
    ReceiptSent,
    Recorded,
)
from tests.builders import NOON
from tests.faults.bars.talk import Talk


@dataclass(frozen=True)
class Kept:
    """The desk's own database, read while nobody writes to it."""

    logs: Mapping[ConversationId, Sequence[Recorded]]
    owed: int
    ledger: Mapping[str, str]
    """State by confirmation."""

    def of(self, kind: type) -> list[Any]:
        return [r.event for log in self.logs.values() for r in log if isinstance(r.event, kind)]

    @property
    def stuck(self) -> int:
        """Conversations whose fold still owes something, or that the recovery would look for."""
        owing = sum(fold(log).owes_work for log in self.logs.values())
        return max(owing, self.owed)


def read_kept(data: Path) -> Kept:
    logs: dict[ConversationId, list[Recorded]] = {}
    with closing(sqlite3.connect(data / "desk.db")) as database:
        rows = database.execute("SELECT conversation, number, name, data FROM event ORDER BY 1, 2")
        for id, number, name, content in rows:
            log = logs.setdefault(ConversationId(id), [])
            log.append(Recorded(number, NOON, decode(name, content)))
        (owed,) = database.execute("SELECT count(*) FROM turn_owed").fetchone()
        ledger = dict(database.execute("SELECT confirmation, state FROM refund"))
        (check,) = database.execute("PRAGMA integrity_check").fetchone()
    assert check == "ok", check
    return Kept(logs, owed, ledger)


def paid_by(payments: str) -> tuple[Counter[str], Mapping[str, int]]:
    """How often each confirmation was paid, and what went wrong on the way."""
    told = httpx2.get(f"{payments}/sandbox/refunds", timeout=30).json()
    return Counter(refund["metadata"]["key"] for refund in told["paid"]), told["mishaps"]


def compared(talks: Iterable[Talk], kept: Kept, paid: Counter[str]) -> dict[str, int]:
    wrote = Counter(event.client_id for event in kept.of(CustomerWrote))
    talks = list(talks)
    acknowledged = [id for talk in talks for id in talk.acknowledged]
    confirmed = [talk.confirmed for talk in talks if talk.confirmed]
    receipts = Counter(receipt.id for receipt in kept.of(ReceiptSent))
    people = {id for id, log in kept.logs.items() if any(_hands_over(r) for r in log)}
    with_person = {talk.confirmed for talk in talks if talk.conversation in people}
    return {
        "acknowledged": len(acknowledged),
        "lost": sum(wrote[id] == 0 for id in acknowledged),
        "kept_twice": sum(n > 1 for n in wrote.values()),
        "confirmed": len(confirmed),
        "refunds_doubled": sum(n > 1 for n in paid.values()),
        "refunds_missing": sum(paid[id] == 0 and id not in with_person for id in confirmed),
        "paid_unasked": len(paid.keys() - set(confirmed)),
        "receipts_wrong": sum(n > 1 or paid[id] == 0 for id, n in receipts.items()),
        "unrecorded": sum(kept.ledger.get(id) != "paid" for id in paid if id not in with_person),
        "with_person": len(with_person),
        "stuck": kept.stuck - sum(kept.ledger.get(id) == "confirmed" for id in with_person),
    }


ALL_ZERO = (
    "lost",
    "kept_twice",
    "refunds_doubled",
    "refunds_missing",
    "paid_unasked",
    "receipts_wrong",
    "unrecorded",
    "stuck",
)


def missed(figures: Mapping[str, Any]) -> list[str]:
    return [name for name in ALL_ZERO if figures.get(name)]


def _hands_over(record: Recorded) -> bool:
    return isinstance(record.event, HandoverStarted)
