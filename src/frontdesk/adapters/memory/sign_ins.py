"""Shown tokens, in this process's memory."""

from datetime import datetime

from frontdesk.domain.event import ConversationId


class MemorySignIns:
    def __init__(self) -> None:
        self._shown: dict[str, ConversationId] = {}

    async def first_shown(
        self,
        token: str,
        conversation: ConversationId,
        *,
        expires: datetime,  # noqa: ARG002 (nothing here lives long enough to be forgotten)
    ) -> ConversationId:
        return self._shown.setdefault(token, conversation)
