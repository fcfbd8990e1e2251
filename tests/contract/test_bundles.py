"""What every keeper of bundles promises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from frontdesk.adapters.memory.bundles import MemoryBundles
from frontdesk.adapters.sql.bundles import SqlBundles
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.ports.bundles import Bundles
from tests.empty_database import ensure_database

CONTENT = {"system": "Sé brève. ‹desk›", "tools": [{"b": 1, "a": 2}], "max_tokens": 1000}


@asynccontextmanager
async def memory(_: Path) -> AsyncIterator[Bundles]:
    yield MemoryBundles()


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Bundles]:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlBundles(database)
    finally:
        database.close()


@pytest.fixture(params=[memory, sqlite], ids=lambda keeper: keeper.__name__)
async def bundles(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bundles]:
    async with request.param(tmp_path) as keeper:
        yield keeper


async def test_a_bundle_comes_back_as_it_was_kept_its_keys_in_their_order(bundles):
    await bundles.keep("a", CONTENT)

    kept = await bundles.read("a")
    assert kept == CONTENT
    assert [*kept["tools"][0]] == ["b", "a"]


async def test_what_is_kept_once_stays(bundles):
    await bundles.keep("a", CONTENT)
    await bundles.keep("a", {"system": "Another."})

    assert await bundles.read("a") == CONTENT


async def test_a_hash_that_was_never_kept(bundles):
    assert await bundles.read("b") is None
