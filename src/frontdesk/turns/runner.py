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
        for id in await self._conversations.owed():
            self.wake(id)
        try:
            yield
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

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
        while True:
            waker.clear()
            if await self._take_turns(id):
                failures = 0
                if not waker.is_set():
                    del self._wakers[id]
                    return
            else:
                failures += 1
                with suppress(TimeoutError):
                    await asyncio.wait_for(
                        waker.wait(), self._means.patience.before_attempt(failures)
                    )

    async def _take_turns(self, id: ConversationId) -> bool:
        """Whether everything that waited was answered."""
        try:
            async with self._logs.use(id) as log:
                while log.state.needs_turn:
                    if not await self._take_turn(log):
                        return False
        except StorageFailed as error:
            self._warn(id, error)
            return False
        return True

    async def _take_turn(self, log: Log) -> bool:
        """Whether to go on with what waits now; after a failure it is better to pause."""
        try:
            await take_turn(self._means, log)
        except Overtaken:
            return True
        except FrontdeskError as error:
            self._warn(log.id, error)
            await self._tell(log, error)
            return False
        except Exception as error:  # the job edge: one broken turn must not stop the others
            logger.exception("turn broke", conversation=log.id, exc_info=error)
            await self._tell(log, FrontdeskError())
            return False
        return True

    async def _tell(self, log: Log, error: FrontdeskError) -> None:
        """The customer is not forgotten; what cannot be written now is not worth a crash."""
        with suppress(StorageFailed, Overtaken):
            await tell_away(log, error, self._means.support_email)

    def _warn(self, id: ConversationId, error: FrontdeskError) -> None:
        logger.warning(
            "turn failed",
            conversation=id,
            code=error.code,
            reason=str(error),
            cause=repr(error.__cause__) if error.__cause__ else None,
            next_step=error.next_step,
        )
