"""Which of the site's tokens were shown, and where first: none counts in a second place."""

from datetime import datetime
from typing import Protocol

from frontdesk.domain.event import ConversationId


class SignIns(Protocol):
    async def first_shown(
        self, token: str, conversation: ConversationId, *, expires: datetime
    ) -> ConversationId:
        """Where this token was shown first: here, if it never was before.

        `token`: what tells it from all others. It may be forgotten once `expires` is over. Raises
        StorageFailed.
        """
        ...
