"""A message whose sender has gone while it was being kept."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.api.live import take
from frontdesk.api.shapes import SendMessage
from frontdesk.domain.event import ConversationId, ConversationOpened
from frontdesk.turns.door import Door
from frontdesk.turns.log import Logs
from tests.api.paper_desk import paper_desk

ID = ConversationId("c")


class Stalling(MemoryConversations):
    """Writes when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.writing, self.let = asyncio.Event(), asyncio.Event()

    async def append(self, id, events, **more):
        recorded = await super().append(id, events, **more)
        self.writing.set()
        await self.let.wait()
        return recorded


class Waked(list[ConversationId]):
    def wake(self, id: ConversationId) -> None:
        self.append(id)


async def test_what_is_on_disk_is_answered_also_when_nobody_waits_to_hear_of_it():
    conversations, clock, waked = Stalling(), SystemClock(), Waked()
    opened = [ConversationOpened("")]
    await MemoryConversations.append(conversations, ID, opened, after=0, at=clock.now())
    door = Door(Logs(conversations, clock), conversations.vault)
    desk = replace(paper_desk(), door=door, runner=waked)

    taking = asyncio.create_task(take(desk, ID, SendMessage(client_id=uuid4(), text="Hi")))
    await conversations.writing.wait()
    taking.cancel()
    conversations.let.set()
    with pytest.raises(asyncio.CancelledError):
        await taking

    assert waked == [ID]
