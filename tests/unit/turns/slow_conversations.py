"""A keeper whose appends take a moment and whose news come late, as over a network."""

import asyncio
import random
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import ConversationId, Event, Recorded
from frontdesk.ports.conversations import Notify, Together


class SlowConversations(MemoryConversations):
    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance

    async def append(
        self,
        id: ConversationId,
        events: Sequence[Event],
        *,
        after: int,
        at: datetime,
        together: Sequence[Together] = (),
    ) -> Sequence[Recorded]:
        await asyncio.sleep(self._chance.choice([0, 0, 0.0005, 0.001]))
        return await super().append(id, events, after=after, at=at, together=together)

    @contextmanager
    def subscribe(self, id: ConversationId, notify: Notify) -> Generator[None]:
        is_open = True
        late = asyncio.Queue[Sequence[Recorded]]()

        def deliver() -> None:
            if is_open:
                notify(late.get_nowait())

        def postpone(recorded: Sequence[Recorded]) -> None:
            late.put_nowait(recorded)
            asyncio.get_running_loop().call_later(0.002, deliver)

        with super().subscribe(id, postpone):
            yield
        is_open = False
