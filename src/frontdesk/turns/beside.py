"""Jobs beside the turns of a conversation: whatever becomes of one, the desk goes on."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress

import structlog

from frontdesk.domain.event import ConversationId
from frontdesk.errors import FrontdeskError, StorageFailed
from frontdesk.turns.log import Log, Logs, Overtaken

logger = structlog.get_logger()


class Beside:
    def __init__(self, logs: Logs) -> None:
        self._logs = logs
        self._running: dict[tuple[str, ConversationId, object], asyncio.Task[None]] = {}

    def start(
        self,
        what: str,
        id: ConversationId,
        work: Callable[[Log], Coroutine[None, None, object]],
        *,
        of: object = None,
    ) -> None:
        """Do this with the conversation's log, unless the same, `of` the same, is being done."""
        key = (what, id, of)
        if key not in self._running:
            self._running[key] = asyncio.create_task(self._do(what, id, work), name=f"{what}, {id}")
            self._running[key].add_done_callback(lambda _: self._running.pop(key))

    async def stop(self) -> None:
        """Break off what runs."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _do(
        self, what: str, id: ConversationId, work: Callable[[Log], Coroutine[None, None, object]]
    ) -> None:
        try:
            async with self._logs.use(id) as log:
                with suppress(Overtaken):
                    await work(log)
        except FrontdeskError as failure:
            warn(f"{what} failed", id, failure)
        except Exception as fault:  # the job edge: one that fails must not stop the desk
            logger.exception(f"{what} broke", conversation=id, exc_info=fault)


def warn(what: str, id: ConversationId, failure: FrontdeskError) -> None:
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
