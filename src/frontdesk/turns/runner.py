"""Run turns: one at a time in a conversation, as many conversations as need one."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress

import structlog

from frontdesk.answering.condensing import Condensing
from frontdesk.domain.event import ConversationId
from frontdesk.errors import FrontdeskError, StorageFailed
from frontdesk.ports.conversations import Conversations
from frontdesk.turns.effects import carry_out
from frontdesk.turns.generations import is_too_long, sum_up
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.means import Means
from frontdesk.turns.naming import names_of
from frontdesk.turns.turn import take_turn, tell_away

logger = structlog.get_logger()


class Runner:
    def __init__(self, conversations: Conversations, logs: Logs, means: Means) -> None:
        self._conversations = conversations
        self._logs = logs
        self._means = means
        self._wakers: dict[ConversationId, asyncio.Event] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._summing: set[ConversationId] = set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Take up what an earlier process left unanswered, and run turns while this is open.

        Turns still running when it closes are broken off; the next process goes on with them.
        """
        await self.take_up()
        try:
            yield
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def take_up(self) -> None:
        """Go on wherever the desk owes something, whichever process left it so."""
        for id in await self._conversations.owed():
            self.wake(id)

    def wake(self, id: ConversationId) -> None:
        """Something came in: answer it if the bot owes an answer."""
        if waker := self._wakers.get(id):
            waker.set()
            return
        self._wakers[id] = asyncio.Event()
        self._run(self._attend(id), f"turns of {id}")

    def _run(self, work: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _attend(self, id: ConversationId) -> None:
        """Take turns until nothing waits, with growing pauses while they fail."""
        waker = self._wakers[id]
        failures = 0
        try:
            while True:
                waker.clear()
                failure = await self._take_turns(id)
                if failure is None:
                    failures = 0
                    if not waker.is_set():
                        return
                    continue
                failures += 1
                pause = self._means.patience.before_attempt(failures, failure)
                with suppress(TimeoutError):
                    await asyncio.wait_for(waker.wait(), pause)
        finally:
            del self._wakers[id]

    async def _take_turns(self, id: ConversationId) -> FrontdeskError | None:
        """Answer everything that waits; what went wrong, if anything did."""
        try:
            async with self._logs.use(id) as log:
                while log.state.owes_work:
                    with suppress(Overtaken):
                        await self._go_on(log)
                self._sum_up_if_long(log)
        except FrontdeskError as failure:
            _warn(id, failure)
            return failure
        except Exception as fault:  # the job edge: one broken turn must not stop the others
            logger.exception("turn broke", conversation=id, exc_info=fault)
            return FrontdeskError()
        return None

    def _sum_up_if_long(self, log: Log) -> None:
        """Beside the conversation: whoever writes next is not kept waiting."""
        condensing = self._means.condensing_beside_pinned
        if condensing and log.id not in self._summing and is_too_long(condensing, log):
            self._summing.add(log.id)
            self._run(self._sum_up(condensing, log.id), f"summary of {log.id}")

    async def _sum_up(self, condensing: Condensing, id: ConversationId) -> None:
        try:
            async with self._logs.use(id) as log:
                with suppress(Overtaken):
                    names = names_of(self._means, log)
                    await sum_up(condensing, self._means.model, log, names)
        except FrontdeskError as failure:
            _warn(id, failure, "summary failed")
        except Exception as fault:  # the job edge: a summary that fails must not stop the desk
            logger.exception("summary broke", conversation=id, exc_info=fault)
        finally:
            self._summing.discard(id)

    async def _go_on(self, log: Log) -> None:
        for started in log.state.owed_effects:
            await carry_out(self._means, log, started)
        if log.state.needs_turn:
            await self._take_turn(log)

    async def _take_turn(self, log: Log) -> None:
        """One turn; if it fails, the customer hears that the message is kept."""
        try:
            await take_turn(self._means, log)
        except (Overtaken, asyncio.CancelledError):
            raise
        except FrontdeskError as failure:
            await self._tell(log, failure)
            raise
        except Exception:
            await self._tell(log, FrontdeskError())
            raise

    async def _tell(self, log: Log, failure: FrontdeskError) -> None:
        """What cannot be written now is told at the next attempt."""
        with suppress(StorageFailed, Overtaken):
            await tell_away(self._means, log, failure)


def _warn(id: ConversationId, failure: FrontdeskError, what: str = "turn failed") -> None:
    # A provider's error may quote the request: only storage faults, which hide values, are shown.
    cause = repr(failure.__cause__) if isinstance(failure, StorageFailed) else None
    logger.warning(
        what,
        conversation=id,
        code=failure.code,
        reason=str(failure),
        cause=cause,
        next_step=failure.next_step,
    )
