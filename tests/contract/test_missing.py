"""That people were late is kept once, and told, whoever keeps the logs."""

import asyncio
from datetime import timedelta

import pytest

from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.domain.event import (
    ConversationId,
    HandoverStarted,
    PersonJoined,
    PersonWrote,
    TargetMissed,
)
from frontdesk.handover.targets import Targets
from frontdesk.turns.log import Logs
from frontdesk.turns.missing import Misses
from tests.builders import NOON, FixedClock, opened, wrote

HERE = ConversationId("here")
MINUTE = timedelta(minutes=1)
TARGETS = Targets({"normal": 5 * MINUTE}, {"normal": 3 * MINUTE}, {"normal": 60 * MINUTE})


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def misses(conversations, clock):
    return Misses(Logs(conversations, clock), conversations.listings, clock, TARGETS)


async def happens(misses, *events):
    async with misses.logs.use(HERE) as log:
        await log.append(*events)


async def missed(conversations):
    events = [record.event for record in await conversations.read(HERE)]
    return [event.target for event in events if isinstance(event, TargetMissed)]


async def at(misses, minutes):
    misses.clock.time = NOON + minutes * MINUTE
    await misses.look()
    await misses.look()


async def test_each_time_that_runs_out_is_kept_once(conversations, misses):
    await happens(misses, opened(), wrote("a"), HandoverStarted("asked"))
    await at(misses, 5)
    assert await missed(conversations) == []
    await at(misses, 6)
    assert await missed(conversations) == ["first_reply"]

    joined = PersonJoined("Ana")
    await happens(misses, joined, PersonWrote("p", "Hi", "Ana"), wrote("b"))
    await at(misses, 10)
    await happens(misses, PersonWrote("q", "Yes", "Ana"), wrote("c"))
    await at(misses, 14)
    await at(misses, 70)
    assert await missed(conversations) == ["first_reply", *["next_reply"] * 2, "resolution"]


async def test_two_processes_keep_it_once(tmp_path, conversations, misses):
    await happens(misses, opened(), wrote("a"), HandoverStarted("asked"))
    misses.clock.time = NOON + 9 * MINUTE
    other = None
    beside = conversations
    if isinstance(conversations, SqlConversations):
        other = SqliteDatabase(tmp_path / "desk.db")
        beside = SqlConversations(other, Sealing(bytes(32)))
    second = Misses(Logs(beside, misses.clock), beside.listings, misses.clock, TARGETS)
    try:
        await asyncio.gather(misses.look(), second.look())
    finally:
        if other:
            other.close()

    assert await missed(conversations) == ["first_reply"]
