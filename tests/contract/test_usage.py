"""One contract for every reader of what the model's calls used."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.usage import MemoryUsageLog
from frontdesk.adapters.sql.codec import EVENTS
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.tables import OF_CALLS
from frontdesk.adapters.sql.usage import SqlUsageLog, next_page
from frontdesk.domain.event import ConversationId
from frontdesk.ports.usage import TELLING
from tests.builders import NOON, answered, asked, ended, opened, part, wrote
from tests.empty_database import ensure_database

HERE, THERE = ConversationId("here"), ConversationId("there")
HOUR = timedelta(hours=1)


@asynccontextmanager
async def memory(_: Path) -> AsyncGenerator:
    conversations = MemoryConversations()
    yield conversations, MemoryUsageLog(conversations)


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncGenerator:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlConversations(database, Sealing(bytes(32))), SqlUsageLog(database, page=2)
    finally:
        database.close()


@pytest.fixture(params=[memory, sqlite], ids=lambda keeper: keeper.__name__)
async def kept(request, tmp_path):
    async with request.param(tmp_path) as keepers:
        yield keepers


async def two_conversations(conversations) -> None:
    await conversations.append(HERE, [opened(), wrote("a"), asked()], after=0, at=NOON)
    await conversations.append(THERE, [opened(), asked()], after=0, at=NOON)
    await conversations.append(THERE, [answered(input=7)], after=2, at=NOON + HOUR)
    said = [answered(input=5), part(1), ended()]
    await conversations.append(HERE, said, after=3, at=NOON + 2 * HOUR)


async def told(usage, **wanted) -> list[tuple[str, int]]:
    return [(told.conversation, told.record.number) async for told in usage.events(**wanted)]


async def test_only_what_tells_of_calls_comes_and_in_order_of_time(kept):
    conversations, usage = kept
    await two_conversations(conversations)

    assert await told(usage) == [
        ("here", 3),
        ("there", 2),
        ("there", 3),
        ("here", 4),
        ("here", 6),
    ]


async def test_events_come_as_they_were_appended(kept):
    conversations, usage = kept
    await two_conversations(conversations)

    first, *_ = [told.record async for told in usage.events()]

    assert first == (await conversations.read(HERE))[2]


async def test_since_a_moment_counts_that_moment(kept):
    conversations, usage = kept
    await two_conversations(conversations)

    assert await told(usage, since=NOON + HOUR) == [("there", 3), ("here", 4), ("here", 6)]
    assert await told(usage, since=NOON + 3 * HOUR) == []


async def test_one_conversation_alone(kept):
    conversations, usage = kept
    await two_conversations(conversations)

    assert await told(usage, conversation=HERE) == [("here", 3), ("here", 4), ("here", 6)]
    assert await told(usage, conversation=ConversationId("nowhere")) == []


async def test_an_empty_log_tells_nothing(kept):
    assert await told(kept[1]) == []


def test_the_sql_names_the_events_of_the_port():
    names = {name for name in EVENTS if f"'{name}'" in OF_CALLS.text}

    assert names == {kind.__name__ for kind in TELLING}


async def test_sqlite_reads_the_index_and_no_other_event(tmp_path):
    async with sqlite(tmp_path) as (conversations, usage):
        await two_conversations(conversations)
        database = usage._database
        query = text(f"EXPLAIN QUERY PLAN {next_page}")
        values = {"at": 0, "conversation": "", "number": 0, "page": 9}
        plan = await database.read(lambda connection: connection.execute(query, values).all())

    assert [row[-1].partition(" (")[0] for row in plan] == [
        "SEARCH event USING INDEX event_of_calls"
    ]
