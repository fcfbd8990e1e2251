"""Looks around go on, whatever one of them meets."""

import asyncio

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import ConversationOpened
from frontdesk.domain.listing import Listing
from frontdesk.errors import StorageFailed
from frontdesk.turns.log import Logs
from frontdesk.turns.rounds import PAUSE_SECONDS, looking_around
from tests.builders import FixedClock
from tests.unit.turns.desk import HERE


class Looks:
    """Meets the given faults first."""

    def __init__(self, *faults: Exception):
        self.faults, self.seen = list(faults), 0
        self.again = asyncio.Event()

    async def look(self) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.seen += 1
        self.again.set()

    async def one_more(self) -> None:
        self.again.clear()
        async with asyncio.timeout(10):
            await self.again.wait()


@pytest.mark.parametrize("fault", [StorageFailed(), ZeroDivisionError()])
async def test_a_look_that_fails_is_followed_by_another(fault):
    looks = Looks(fault)
    async with looking_around("trying", looks.look, pulse=0.01):
        await looks.one_more()
    assert looks.faults == []


async def test_a_change_calls_for_a_look_long_before_the_pulse():
    conversations, looks = MemoryConversations(), Looks()
    logs = Logs(conversations, FixedClock())
    async with looking_around("trying", looks.look, pulse=60, stirred_by=conversations.listings):
        await looks.one_more()
        async with logs.use(HERE) as log:
            await log.append(ConversationOpened())
        await looks.one_more()


async def test_who_leaves_stops_looking():
    looks = Looks()
    async with looking_around("trying", looks.look, pulse=0.01):
        await looks.one_more()
    seen = looks.seen
    await asyncio.sleep(0.05)
    assert looks.seen == seen


async def test_a_change_as_it_leaves_keeps_it_from_nothing():
    listings, looks = MemoryConversations().listings, Looks()
    async with (
        asyncio.timeout(5),
        looking_around("trying", looks.look, pulse=60, stirred_by=listings),
    ):
        await looks.one_more()
        await asyncio.sleep(PAUSE_SECONDS + 0.1)  # it waits for a change by now
        listings.put(HERE, Listing())
