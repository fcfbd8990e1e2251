"""Run turns: one at a time in a conversation, as many conversations as need one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import structlog

from frontdesk.domain.event import ConversationId
from frontdesk.errors import FrontdeskError, StorageFailed
from frontdesk.ports.conversations import Conversations
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.means import Means
from frontdesk.turns.turn import take_turn, tell_away

logger = structlog.get_logger()


class Runner:
    def __init__(self, conversations: Conversations, logs: Logs, means: Means) -> None:
        self._conversations = conversations
        self._logs = logs
        self._means = means
        self._wakers: dict[ConversationId, asyncio.Event] = {}
        self._running: set[asyncio.Task[None]] = set()

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
        task = asyncio.create_task(self._attend(id), name=f"turns of {id}")
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
                while log.state.needs_turn:
                    with suppress(Overtaken):
                        await self._take_turn(log)
        except FrontdeskError as failure:
            _warn(id, failure)
            return failure
        except Exception as fault:  # the job edge: one broken turn must not stop the others
            logger.exception("turn broke", conversation=id, exc_info=fault)
            return FrontdeskError()
        return None

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
            await tell_away(log, failure, self._means.support_email)


def _warn(id: ConversationId, failure: FrontdeskError) -> None:
    # A provider's error may quote the request: only storage faults, which hide values, are shown.
    cause = repr(failure.__cause__) if isinstance(failure, StorageFailed) else None
    logger.warning(
        "turn failed",
        conversation=id,
        code=failure.code,
        reason=str(failure),
        cause=cause,
        next_step=failure.next_step,
    )
