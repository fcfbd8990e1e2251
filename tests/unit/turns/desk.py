"""A small desk in memory: the door, the runner and a model that says what a test wants."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import Line, ScriptedModel
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.event import ConversationId, Event
from frontdesk.knowledge import Library
from frontdesk.turns.door import Door
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.runner import Runner
from tests.builders import passage
from tests.means import some_means

HERE = ConversationId("here")
RETURNS = passage("returns#1", "You can return a lamp within 30 days.", title="Returns")


class TwoModels:
    """One answers customers, one reads their messages, each by a script of its own."""

    def __init__(self, answers: Iterable[Line], readings: Iterable[Line]) -> None:
        self.answers = ScriptedModel(answers)
        self.readings = ScriptedModel(readings)

    def answer(self, request, *, deadline) -> AbstractAsyncContextManager:
        model = self.readings if request.schema else self.answers
        return model.answer(request, deadline=deadline)


@dataclass
class SmallDesk:
    conversations: MemoryConversations
    model: ScriptedModel
    means: Means
    door: Door
    logs: Logs
    runner: Runner

    async def say(self, client_id: str, text: str = "Can I return a lamp?") -> int:
        events = await self.conversations.read(HERE)
        if events:
            taken = await self.door.take_message(HERE, client_id, text)
        else:
            taken = await self.door.open_conversation(HERE, client_id, text=text)
        self.runner.wake(HERE)
        return taken.number

    async def settled(self) -> Sequence[Event]:
        """The log once nothing is owed any more."""
        async with asyncio.timeout(5):
            while await self.conversations.owed():
                await asyncio.sleep(0.001)
        return await self.log()

    async def log(self) -> Sequence[Event]:
        return [record.event for record in await self.conversations.read(HERE)]

    async def until(self, kind: type[Event], count: int = 1) -> None:
        async with asyncio.timeout(5):
            while sum(isinstance(e, kind) for e in await self.log()) < count:
                await asyncio.sleep(0.001)


@asynccontextmanager
async def small_desk(
    *script: Line, conversations: MemoryConversations | None = None, **means_of: Any
) -> AsyncGenerator[SmallDesk]:
    """`means_of`: fields of its Means that differ."""
    conversations = conversations or MemoryConversations()
    passages = MemoryPassages()
    await passages.put(RETURNS.article, "1", [RETURNS])
    model = ScriptedModel(script)
    usual = {"model": model, "library": Library(passages)}
    means = some_means(conversations, **(usual | means_of))
    logs = Logs(conversations, means.clock)
    runner = Runner(conversations, logs, means)
    async with runner.running():
        yield SmallDesk(conversations, model, means, Door(logs, conversations.vault), logs, runner)
