"""The desk's switch, whoever keeps it."""

from datetime import timedelta

import pytest

from frontdesk.adapters.memory.modes import MemoryModes
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.modes import SqlModes
from frontdesk.domain.mode import ModeChange
from tests.builders import NOON
from tests.empty_database import ensure_database

FIRST = ModeChange("people", "Ben", NOON)
SECOND = ModeChange("drafts", "Ana Costa", NOON - timedelta(hours=1))  # by a clock that is slow


@pytest.fixture(params=["memory", "sqlite"])
def modes(request, tmp_path):
    if request.param == "memory":
        yield MemoryModes()
        return
    ensure_database(tmp_path / "desk.db")
    database = SqliteDatabase(tmp_path / "desk.db")
    yield SqlModes(database, kept=lambda: None)
    database.close()


async def test_the_last_one_kept_is_the_newest(modes):
    assert await modes.newest() is None
    await modes.keep(FIRST)
    await modes.keep(SECOND)

    assert await modes.newest() == SECOND
    assert await modes.listed(9) == [SECOND, FIRST]
    assert await modes.listed(1) == [SECOND]


async def test_another_process_sees_it_and_this_one_hears_of_its_own(tmp_path):
    ensure_database(tmp_path / "desk.db")
    heard: list[int] = []
    one, other = (SqliteDatabase(tmp_path / "desk.db") for _ in range(2))
    try:
        await SqlModes(one, kept=lambda: heard.append(1)).keep(FIRST)
        beside = SqlModes(other, kept=lambda: heard.append(2))
        assert await beside.newest() == FIRST
    finally:
        one.close()
        other.close()

    assert heard == [1]
