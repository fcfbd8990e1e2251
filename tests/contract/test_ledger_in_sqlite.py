"""The database itself refuses what the ledger must never say: SQL typed by hand, and races."""
# ruff: noqa: E501 (a table is read by its rows)

import asyncio
import sqlite3
from contextlib import suppress
from datetime import timedelta

import pytest

from frontdesk.adapters.sql.ledger import SqlLedger
from frontdesk.errors import LedgerRefused
from frontdesk.ports.ledger import Confirmed, Paid
from tests.builders import NOON, opened
from tests.contract.books import ORDER, in_sqlite, line, offered

BROKEN = {
    "more than was paid": "UPDATE refund_balance SET refunded = 61",
    "less was paid": "UPDATE refund_balance SET paid = 39",
    "a refund taken back": "UPDATE refund_balance SET refunded = 0 WHERE line = '2'",
    "a reservation forgotten": "UPDATE refund_balance SET reserved = 0",
    "a balance forgotten": "DELETE FROM refund_balance",
    "a refund forgotten": "DELETE FROM refund WHERE confirmation = 'c2'",
    "a line forgotten": "DELETE FROM refund_line",
    "a larger amount": "UPDATE refund_line SET amount = 4001",
    "another order": "UPDATE refund_line SET \"order\" = 'O-2'",
    "another customer": "UPDATE refund SET customer = 'eve'",
    "paid again": "UPDATE refund SET state = 'confirmed' WHERE confirmation = 'c2'",
    "paid unasked": "UPDATE refund SET state = 'paid', reference = 'R' WHERE confirmation = 'c1'",
    "paid without a reference": "UPDATE refund SET state = 'paid' WHERE confirmation = 'c3'",
    "an unknown state": "UPDATE refund SET state = 'gone' WHERE confirmation = 'c1'",
    "a line paid alone": "UPDATE refund_line SET state = 'paid' WHERE confirmation = 'c1'",
    "a second open confirmation": "INSERT INTO refund_line VALUES ('c4', '1', 'O-1', 'USD', 1, 'offered')",
    "an amount of nothing": "INSERT INTO refund_line VALUES ('c4', '2', 'O-1', 'USD', 0, 'offered')",
    "half a cent": "INSERT INTO refund_line VALUES ('c4', '2', 'O-1', 'USD', 0.5, 'offered')",
    "words": "INSERT INTO refund_line VALUES ('c4', '2', 'O-1', 'USD', 'all of it', 'offered')",
    "above what is left": "INSERT INTO refund_line VALUES ('c4', '2', 'O-1', 'USD', 6001, 'offered')",
    "another currency": "INSERT INTO refund_line VALUES ('c4', '2', 'O-1', 'EUR', 1, 'offered')",
    "a line nobody knows": "INSERT INTO refund_line VALUES ('c4', '9', 'O-1', 'USD', 1, 'offered')",
    "a line of no refund": "INSERT INTO refund_line VALUES ('c9', '2', 'O-1', 'USD', 1, 'offered')",
    "a line that begins as paid": "INSERT INTO refund_line VALUES ('c4', '2', 'O-1', 'USD', 1, 'paid')",
    "a refund that begins as paid": "INSERT INTO refund VALUES ('c8', 'h', 'ann', 'O-1', 'paid', 1, 2, 1, 'R', '')",
    "a paid refund begun anew": "INSERT OR REPLACE INTO refund VALUES ('c2', 'h', 'ann', 'O-1', 'offered', 1, 2, NULL, '', '')",
    "a balance begun anew": "INSERT OR REPLACE INTO refund_balance VALUES ('O-1', '2', 'USD', 10000, 0, 0)",
    "an open line thrown out": "INSERT OR REPLACE INTO refund_line VALUES ('c4', '1', 'O-1', 'USD', 1, 'offered')",
    "a line made smaller": "INSERT OR REPLACE INTO refund_line VALUES ('c2', '2', 'O-1', 'USD', 1, 'offered')",
    "a balance in another currency": "UPDATE refund_balance SET currency = 'JPY'",
    "a longer life": "UPDATE refund SET expires = 9999999999999999 WHERE confirmation = 'c1'",
    "confirmed at no time": "UPDATE refund SET state = 'confirmed' WHERE confirmation = 'c1'",
    "confirmed too late": "UPDATE refund SET state = 'confirmed', confirmed = 9999999999999999 WHERE confirmation = 'c1'",
    "out of the limits' sight": "UPDATE refund SET confirmed = 0 WHERE confirmation = 'c2'",
    "another reference": "UPDATE refund SET reference = 'RF-2' WHERE confirmation = 'c2'",
}  # fmt: skip


@pytest.fixture
async def file(tmp_path):
    """Line 1: 40 of 100 offered as c1. Line 2: 40 of 100 paid. Line 3: confirmed. c4: another."""
    with in_sqlite(tmp_path) as books:
        await books.keep(offered("c1"), offered("c2", line("2")), offered("c3", line("3")))
        await books.keep(Confirmed("c2", None), Paid("c2", "RF-1"), Confirmed("c3", None))
        await books.keep(offered("c4", line("4")))
    return tmp_path / "desk.db"


@pytest.mark.parametrize("sql", BROKEN.values(), ids=list(BROKEN))
def test_sql_that_breaks_the_ledger_is_refused(file, sql):
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        before = list(connection.iterdump())
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(sql)

        assert list(connection.iterdump()) == before
    connection.close()


def test_sql_that_keeps_the_laws_is_taken(file):
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("INSERT INTO refund_line VALUES ('c4','2','O-1','USD',6000,'offered')")
        connection.execute("UPDATE refund SET state = 'released' WHERE confirmation = 'c4'")
        balances = connection.execute("SELECT line, refunded, reserved FROM refund_balance")

        assert set(balances) == {("1", 0, 4000), ("2", 4000, 0), ("3", 0, 4000), ("4", 0, 0)}
    connection.close()


def test_without_the_laws_the_same_sql_is_taken(file):
    """The control: it is the laws that refuse, not the tables as such."""
    with sqlite3.connect(file, isolation_level=None) as connection:
        laws = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for (law,) in laws:
            connection.execute(f"DROP TRIGGER {law}")
        connection.execute("DROP INDEX one_open_refund_a_line")
        taken = []
        for name, sql in BROKEN.items():
            connection.execute("BEGIN")
            with suppress(sqlite3.IntegrityError):
                connection.execute(sql)
                taken.append(name)
            connection.execute("ROLLBACK")

        assert {"a refund taken back", "a reservation forgotten", "a larger amount"} < set(taken)
        assert {"a second open confirmation", "a line paid alone", "another customer"} < set(taken)
    connection.close()


async def test_of_many_offers_at_once_one_is_taken(tmp_path):
    with in_sqlite(tmp_path) as books:
        offers = [
            books.conversations.append(
                f"here{n}", [opened()], after=0, at=NOON, together=[offered(f"c{n}")]
            )
            for n in range(20)
        ]
        outcomes = await asyncio.gather(*offers, return_exceptions=True)
        kept = await books.ledger.open_for(ORDER, at=NOON)

    assert sum(isinstance(outcome, LedgerRefused) for outcome in outcomes) == 19
    assert len(kept) == 1


async def test_the_ledger_is_there_after_a_restart(tmp_path):
    with in_sqlite(tmp_path) as books:
        await books.keep(offered("c1", expires=NOON + timedelta(days=1)))
    with in_sqlite(tmp_path) as books:
        assert isinstance(books.ledger, SqlLedger)
        assert [entry.confirmation for entry in await books.ledger.entries("offered")] == ["c1"]
