"""One conversation's log as its writers see it: folded, current, and written only by the rule."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Self

from frontdesk.domain.appending import may_append
from frontdesk.domain.conversation import Conversation, fold
from frontdesk.domain.event import ConversationId, Event, Recorded
from frontdesk.errors import Outrun
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations, TurnOwed


class Overtaken(Exception):
    """The rule refuses this event now: somebody else has gone on."""


class Log:
    def __init__(self, conversations: Conversations, clock: Clock, id: ConversationId) -> None:
        self._conversations = conversations
        self._clock = clock
        self.id = id
        self.events: list[Recorded] = []
        self.state = Conversation()
        self.on_change: Callable[[], None] = lambda: None
        """Called after events came in, own or others'."""

    @classmethod
    @asynccontextmanager
    async def open(
        cls, conversations: Conversations, clock: Clock, id: ConversationId
    ) -> AsyncGenerator[Self]:
        """The log as it is, kept current while the context is open."""
        log = cls(conversations, clock, id)
        with conversations.subscribe(id, log._take):
            await log._catch_up()
            yield log

    async def append(self, *events: Event) -> Sequence[Recorded]:
        """Append all of these, whoever else writes meanwhile, as long as the rule allows them.

        Raises Overtaken once it does not, StorageFailed if nothing can be written.
        """
        while True:
            state = self.state
            at = self._clock.now()
            for event in events:
                if not may_append(state, event):
                    raise Overtaken(type(event).__name__)
                state = fold([Recorded(state.last + 1, at, event)], state)
            changed = state.needs_turn != self.state.needs_turn
            together = [TurnOwed(state.needs_turn)] if changed else []
            try:
                recorded = await self._conversations.append(
                    self.id, events, after=self.state.last, at=at, together=together
                )
            except Outrun:
                await self._catch_up()
            else:
                self._take(recorded)
                return recorded

    def _take(self, recorded: Sequence[Recorded]) -> None:
        """New events; those before a gap are read when the next append is outrun."""
        new = [record for record in recorded if record.number > self.state.last]
        if new and new[0].number == self.state.last + 1:
            self.state = fold(new, self.state)
            self.events += new
            self.on_change()

    async def _catch_up(self) -> None:
        self._take(await self._conversations.read(self.id, self.state.last))
