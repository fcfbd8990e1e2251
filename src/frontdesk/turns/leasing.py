"""Who goes on in which conversation: a hint that keeps two workers from doing the same twice.

It may be wrong, by a worker that was thought dead: then the log's own rule decides who speaks.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from frontdesk.domain.event import ConversationId
from frontdesk.errors import StorageFailed
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations

LEASE = timedelta(seconds=15)
RENEWED_AFTER_SECONDS = 5.0


class Leases:
    def __init__(self, conversations: Conversations, clock: Clock, worker: str) -> None:
        """`worker`: nobody else goes by this name at the same time."""
        self._conversations = conversations
        self._clock = clock
        self._worker = worker

    @asynccontextmanager
    async def renewing(self, id: ConversationId) -> AsyncGenerator[None]:
        """What is ours stays ours while this is open, as long as this process is alive."""
        renewing = asyncio.create_task(self._renew(id), name=f"lease of {id}")
        try:
            yield
        finally:
            renewing.cancel()

    async def claim(self, id: ConversationId) -> bool:
        """Whether the work of this conversation is ours now. Raises StorageFailed.

        Another worker takes it over once the lease has run out, as that of a dead one does.
        """
        now = self._clock.now()
        return await self._conversations.claim(id, self._worker, at=now, until=now + LEASE)

    async def give_up(self, id: ConversationId) -> None:
        """Somebody else may go on at once. Raises StorageFailed."""
        now = self._clock.now()
        await self._conversations.claim(id, self._worker, at=now, until=now)

    async def _renew(self, id: ConversationId) -> None:
        while True:
            await asyncio.sleep(RENEWED_AFTER_SECONDS)
            with suppress(StorageFailed):  # tried again before it runs out
                await self.claim(id)
