"""Whether a customer looks at a conversation, as far as this process knows; kept nowhere."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from frontdesk.domain.event import ConversationId
from frontdesk.ports.clock import Clock

GRACE = timedelta(seconds=10)
"""A page that lost its connection comes back within it, and so do all after a restart."""
MOST_REMEMBERED = 10_000  # conversations that were left


class Presence:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._here: Counter[ConversationId] = Counter()
        self._seen: dict[ConversationId, datetime] = {}
        self.knows_from = clock.now() + GRACE
        """Before that, who was here before this process began may not have come back yet."""

    @contextmanager
    def watching(self, id: ConversationId) -> Generator[None]:
        """While open, the customer is here."""
        self._here[id] += 1
        try:
            yield
        finally:
            self._here[id] -= 1
            if not self._here[id]:
                del self._here[id]
            self.seen(id)

    def seen(self, id: ConversationId) -> None:
        """The customer was here at this moment."""
        self._seen.pop(id, None)
        self._seen[id] = self._clock.now()
        if len(self._seen) > MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def is_here(self, id: ConversationId) -> bool:
        if id in self._here:
            return True
        seen = self._seen.get(id)
        return seen is not None and self._clock.now() - seen < GRACE
