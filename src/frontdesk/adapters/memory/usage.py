"""What the model's calls used, out of the logs in this process's memory."""

from collections.abc import AsyncGenerator
from datetime import datetime

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import ConversationId
from frontdesk.ports.usage import TELLING, Told


class MemoryUsageLog:
    def __init__(self, conversations: MemoryConversations) -> None:
        self._conversations = conversations

    async def events(
        self, *, since: datetime | None = None, conversation: ConversationId | None = None
    ) -> AsyncGenerator[Told]:
        told = [
            Told(id, record)
            for id, log in self._conversations.logs().items()
            if conversation in {None, id}
            for record in log
            if isinstance(record.event, TELLING) and (since is None or record.at >= since)
        ]
        for each in sorted(told, key=lambda t: (t.record.at, t.conversation, t.record.number)):
            yield each
