"""One conversation's log as its writers see it: folded, current, and written only by the rule."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime

from frontdesk.domain.appending import may_append
from frontdesk.domain.conversation import Conversation, fold
from frontdesk.domain.event import ConversationId, Event, Recorded, Redacted, TurnEnded
from frontdesk.domain.finding import lines_in
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.errors import Outrun, StorageFailed
from frontdesk.guards.secrets import Detector
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations, Together, TurnOwed
from frontdesk.turns.owing import owed_for
from frontdesk.turns.scrubbing import without_secrets
from frontdesk.turns.watching import watch_prefix


def ignore() -> None:
    """Nobody waits for changes."""


class Overtaken(Exception):
    """The rule refuses this event now: somebody else has gone on."""


class Log:
    def __init__(
        self, conversations: Conversations, clock: Clock, id: ConversationId, detector: Detector
    ) -> None:
        self._conversations = conversations
        self._clock = clock
        self.id = id
        self.detector = detector
        self.events: list[Recorded] = []
        self.state = Conversation()
        self.listing = Listing()
        self.on_change: Callable[[], None] = ignore
        """Called after events came in, own or others'."""
        self._is_current = False
        self._reading = asyncio.Lock()  # the first two who come need one read

    async def refresh(self) -> None:
        """Read what is missing, if anything may be. Raises StorageFailed."""
        async with self._reading:
            while not self._is_current:
                self._is_current = True  # until `take` meets a gap, be it during this read
                try:
                    await self._catch_up()
                except StorageFailed:
                    self._is_current = False
                    raise

    async def append(self, *events: Event, together: Sequence[Together] = ()) -> Sequence[Recorded]:
        """Append all of these, whoever else writes meanwhile, as long as the rule allows them.

        Secrets in them are destroyed first. `together`: rows that commit with them. None of them
        is nothing to do. Raises Overtaken once the rule does not allow them, StorageFailed if
        nothing can be written, and what a row raises.
        """
        if not events:
            return ()
        events = tuple(without_secrets(self.detector, event) for event in events)
        while True:
            at = self._clock.now()
            rows = [*together, *self._projected(events, at)]
            rows += owed_for(events, before=self.events, at=at)
            try:
                recorded = await self._conversations.append(
                    self.id, events, after=self.state.last, at=at, together=rows
                )
            except Outrun:
                await self._catch_up()
            else:
                self.take(recorded)
                watch_prefix(self.id, self.events, recorded)
                return recorded

    def _projected(self, events: Sequence[Event], at: datetime) -> Iterator[Together]:
        """The rows that change with these events. Raises Overtaken."""
        state, listing, new = self.state, self.listing, list[Recorded]()
        for event in events:
            if not may_append(state, event):
                raise Overtaken(type(event).__name__)
            record = Recorded(state.last + 1, at, event)
            state, listing = fold([record], state), listing_after(listing, [record])
            new.append(record)
        if state.owes_work != self.state.owes_work:
            yield TurnOwed(state.owes_work)
        if listing != self.listing:
            yield listing
        begun = self._open_turn() if any(map(_ends_turn, new)) else ()
        said = lines_in([*begun, *new])
        yield from (line for line in said if line.number > self.state.last)

    def _open_turn(self) -> Sequence[Recorded]:
        """What happened since a turn ended last."""
        ends = (at for at in range(len(self.events), 0, -1) if _ends_turn(self.events[at - 1]))
        return self.events[next(ends, 0) :]

    def take(self, recorded: Sequence[Recorded]) -> None:
        """Events that were appended; after a gap the rest is read at the next need."""
        new = [record for record in recorded if record.number > self.state.last]
        if not new and recorded:
            return
        if not new or new[0].number != self.state.last + 1:
            self._is_current = False
            return
        self.state = fold(new, self.state)
        self.listing = listing_after(self.listing, new)
        self.events += new
        self.on_change()

    async def _catch_up(self) -> None:
        missing = await self._conversations.read(self.id, self.state.last)
        if self.state.last and any(isinstance(each.event, Redacted) for each in missing):
            # What is known here was written over.
            self.events, self.state, self.listing = [], Conversation(), Listing()
            missing = await self._conversations.read(self.id)
        if missing:
            self.take(missing)


def _ends_turn(record: Recorded) -> bool:
    return isinstance(record.event, TurnEnded)


class Logs:
    """The logs in use, one per conversation, each current for all its users.

    Those last used stay open for a while: a talk comes back every few seconds.
    """

    def __init__(
        self,
        conversations: Conversations,
        clock: Clock,
        *,
        detector: Detector | None = None,
        idle: int = 256,
    ) -> None:
        """`detector`: finds the secrets that are never appended."""
        self._conversations = conversations
        self._clock = clock
        self.detector = detector or Detector()
        self._most_idle = idle
        self._open: dict[ConversationId, tuple[Log, ExitStack]] = {}
        self._users: Counter[ConversationId] = Counter()
        self._idle: dict[ConversationId, None] = {}
        """In the order in which they fell idle."""

    @asynccontextmanager
    async def use(self, id: ConversationId) -> AsyncGenerator[Log]:
        """The log as it is now, kept current while the context is open. Raises StorageFailed."""
        self._users[id] += 1
        self._idle.pop(id, None)
        try:
            log = self._admit(id)
            await log.refresh()
            yield log
        finally:
            self._users[id] -= 1
            if not self._users[id]:
                del self._users[id]
                self._idle[id] = None
                self._forget()

    def _admit(self, id: ConversationId) -> Log:
        if id in self._open:
            return self._open[id][0]
        log = Log(self._conversations, self._clock, id, self.detector)
        subscription = ExitStack()
        subscription.enter_context(self._conversations.subscribe(id, log.take))
        self._open[id] = log, subscription
        return log

    def _forget(self) -> None:
        while len(self._idle) > self._most_idle:
            id = next(iter(self._idle))
            del self._idle[id]
            _, subscription = self._open.pop(id)
            subscription.close()
