"""Run turns: one at a time in a conversation, as many conversations as need one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import structlog

from frontdesk.domain.event import ConversationId
from frontdesk.errors import FrontdeskError
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
        async with self._logs.use(id) as log:
            while log.state.needs_turn:
                try:
                    await take_turn(self._means, log)
                except Overtaken:
                    continue
                except FrontdeskError as error:
                    await self._report(log, error)
                    return False
                except Exception as error:
                    logger.exception("turn broke", conversation=id, exc_info=error)
                    await self._report(log, FrontdeskError())
                    return False
        return True

    async def _report(self, log: Log, error: FrontdeskError) -> None:
        """Tell the operator why a turn failed, and the customer that it is not forgotten."""
        cause = repr(error.__cause__) if error.__cause__ else None
        logger.warning(
            "turn failed",
            conversation=log.id,
            code=error.code,
            reason=str(error),
            cause=cause,
            next_step=error.next_step,
        )
        with suppress(FrontdeskError, Overtaken):
            await tell_away(log, error, self._means.support_email)
