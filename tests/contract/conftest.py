"""Every keeper of a port, opened fresh."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.ports.conversations import Conversations
from tests.empty_database import ensure_database

Keeper = Callable[[Path], AbstractContextManager[Conversations]]


def in_memory(_folder: Path) -> AbstractContextManager[Conversations]:
    return nullcontext(MemoryConversations())


@contextmanager
def in_sqlite(folder: Path) -> Generator[Conversations]:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlConversations(database, Sealing(bytes(32)))
    finally:
        database.close()


KEEPERS: dict[str, Keeper] = {"memory": in_memory, "sqlite": in_sqlite}


@pytest.fixture(params=list(KEEPERS))
def keeper(request: pytest.FixtureRequest) -> Keeper:
    return KEEPERS[request.param]


@pytest.fixture
def conversations(keeper: Keeper, tmp_path: Path) -> Generator[Conversations]:
    with keeper(tmp_path) as opened:
        yield opened
