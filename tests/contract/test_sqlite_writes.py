"""The one writer of the SQLite file: many writes share a transaction, and none another's fault."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from frontdesk.adapters.sql.database import SqliteDatabase


class Refused(Exception):
    pass


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    database = SqliteDatabase(tmp_path / "some.db")
    yield database
    database.close()


def adds(name: str, error: Exception | None = None) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO said VALUES (?)", (name,))
        if error:
            raise error
        return name

    return work


async def all_at_once(database: SqliteDatabase, *works: Callable[[Connection], str]):
    """They wait behind one that takes its time, so that they share a transaction."""
    has_begun, may_go = threading.Event(), threading.Event()
    first = asyncio.create_task(database.write(lambda _: has_begun.set() or may_go.wait()))
    await asyncio.to_thread(has_begun.wait)
    waiting = [asyncio.create_task(database.write(work)) for work in works]
    await asyncio.sleep(0)
    may_go.set()
    await first
    return await asyncio.gather(*waiting, return_exceptions=True)


async def kept(database: SqliteDatabase) -> list[str]:
    return await database.read(
        lambda connection: [*connection.exec_driver_sql("SELECT name FROM said").scalars()]
    )


async def test_a_write_that_fails_takes_no_other_with_it(database: SqliteDatabase):
    await database.write(lambda c: c.exec_driver_sql("CREATE TABLE said (name TEXT)"))
    refused = Refused()

    told = await all_at_once(database, adds("a"), adds("b", refused), adds("c"))

    assert told == ["a", refused, "c"]
    assert await kept(database) == ["a", "c"]


async def test_a_file_in_trouble_fails_every_write_of_the_moment_at_once(database: SqliteDatabase):
    told = await all_at_once(database, adds("a"), adds("b"))  # there is no such table

    assert [type(error).__name__ for error in told] == ["StorageFailed", "StorageFailed"]
