"""One contract for every keeper of what is owed to others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.outbox import SqlOutbox
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.domain.event import ConversationId
from frontdesk.errors import Outrun
from frontdesk.ports.outbox import OutboxItem
from tests.builders import NOON, opened, wrote
from tests.empty_database import ensure_database

HERE = ConversationId("here")
ITEM = OutboxItem("webhook", "ticket.opened", 1)
LATER = NOON + timedelta(minutes=5)


@contextmanager
def memory(_: Path):
    conversations = MemoryConversations()
    yield conversations, conversations.outbox


@contextmanager
def sqlite(folder: Path):
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlConversations(database, Sealing(bytes(32))), SqlOutbox(database)
    finally:
        database.close()


@pytest.fixture(params=[memory, sqlite], ids=lambda keeper: keeper.__name__)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator:
    with request.param(tmp_path) as both:
        yield both


async def put(conversations, *items, after=0, at=NOON):
    event = wrote(f"m{after}") if after else opened()
    await conversations.append(HERE, [event], after=after, at=at, together=items)


async def test_an_item_is_due_from_its_append_on_until_it_is_done(kept):
    conversations, outbox = kept
    await put(conversations, ITEM, OutboxItem("summary", "handover.started", 1))

    assert await outbox.due("webhook", NOON - timedelta(seconds=1), most=9) == []
    (due,) = await outbox.due("webhook", NOON, most=9)
    assert (due.id, due.conversation, due.item) == ("webhook_here_1", HERE, ITEM)
    assert (due.since, due.due, due.tries, due.reached) == (NOON, NOON, 0, ())

    await outbox.done(due.id)
    await outbox.done(due.id)
    assert await outbox.listed("webhook") == []
    assert len(await outbox.listed("summary")) == 1


async def test_an_append_that_loses_leaves_no_item(kept):
    conversations, outbox = kept
    await put(conversations)
    with pytest.raises(Outrun):
        await put(conversations, ITEM)

    assert await outbox.listed("webhook") == []


async def test_one_that_failed_is_due_again_later_and_keeps_who_has_it(kept):
    conversations, outbox = kept
    await put(conversations, ITEM)
    await outbox.failed("webhook_here_1", "status 500", again=LATER, reached=["https://a.example"])

    assert await outbox.due("webhook", LATER - timedelta(seconds=1), most=9) == []
    (due,) = await outbox.due("webhook", LATER, most=9)
    assert (due.tries, due.problem, due.reached) == (1, "status 500", ("https://a.example",))


async def test_one_that_was_given_up_is_never_due_until_somebody_asks_again(kept):
    conversations, outbox = kept
    await put(conversations, ITEM)
    await outbox.failed("webhook_here_1", "gone", again=None)

    assert await outbox.due("webhook", LATER, most=9) == []
    assert [each.due for each in await outbox.listed("webhook")] == [None]
    assert await outbox.retry("webhook_here_1", LATER)
    assert [each.tries for each in await outbox.due("webhook", LATER, most=9)] == [0]
    assert not await outbox.retry("webhook_there_1", LATER)


async def test_the_one_due_longest_comes_first(kept):
    conversations, outbox = kept
    second = OutboxItem("webhook", "conversation.closed", 2)
    await put(conversations, ITEM)
    await put(conversations, second, after=1, at=LATER)
    await outbox.failed(
        "webhook_here_1", "status 500", again=LATER + timedelta(seconds=1), reached=()
    )

    due = await outbox.due("webhook", LATER + timedelta(hours=1), most=9)
    assert [each.item.number for each in due] == [2, 1]
    assert len(await outbox.due("webhook", LATER + timedelta(hours=1), most=1)) == 1
    assert [each.item.number for each in await outbox.listed("webhook")] == [1, 2]
