"""Do what the outbox holds: soon, again with growing pauses, and not for ever."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog

from frontdesk.errors import FrontdeskError, NotDelivered, StorageFailed
from frontdesk.ports.clock import Clock
from frontdesk.ports.outbox import Kind, Outbox, Outgoing

LOOK_SECONDS = 0.5
AT_ONCE = 16
PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds after each try in vain; a retry schedule of three days, as Standard Webhooks asks for
("Retries", github.com/standard-webhooks)."""

Send = Callable[[Outgoing], Awaitable[None]]

logger = structlog.get_logger()


class NotYet(Exception):
    """It is too early for this item: it is asked for again then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Dispatcher:
    def __init__(self, outbox: Outbox, clock: Clock, senders: Mapping[Kind, Send]) -> None:
        """`senders`: may be asked twice for the same item, and raise NotDelivered, NotYet."""
        self._outbox = outbox
        self._clock = clock
        self._senders = senders

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """While open; what is broken off when it closes is done by the next process."""
        loops = [
            asyncio.create_task(self._work(kind), name=f"outbox: {kind}") for kind in self._senders
        ]
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)

    async def _work(self, kind: Kind) -> None:
        while True:
            with suppress(StorageFailed):
                while await self.send_due(kind):
                    pass
            await asyncio.sleep(LOOK_SECONDS)

    async def send_due(self, kind: Kind) -> int:
        """Try what is due now; how many there were. Raises StorageFailed."""
        due = await self._outbox.due(kind, self._clock.now(), most=AT_ONCE)
        tries = await asyncio.gather(*(self._send(each) for each in due), return_exceptions=True)
        for failure in tries:
            if failure is not None:
                raise failure
        return len(due)

    async def _send(self, outgoing: Outgoing) -> None:
        problem, reached = "", outgoing.reached
        try:
            await self._senders[outgoing.item.kind](outgoing)
        except NotYet as early:
            await self._outbox.postponed(outgoing.id, early.until)
            return
        except NotDelivered as failure:
            problem, reached = str(failure), failure.reached
        except FrontdeskError as failure:
            problem = str(failure)
        except Exception as fault:  # the job edge: one that breaks must not stop the others
            logger.exception("outbox item broke", id=outgoing.id, exc_info=fault)
            problem = "It broke; the log says where."
        if not problem:
            await self._outbox.done(outgoing.id)
            return
        is_last = outgoing.tries >= len(PAUSES)
        again = None if is_last else timedelta(seconds=PAUSES[outgoing.tries])
        logger.warning(
            "given up" if is_last else "not delivered",
            id=outgoing.id,
            tries=outgoing.tries + 1,
            problem=problem,
            next_step=_left(outgoing.item.kind) if is_last else "It is tried again.",
        )
        until = self._clock.now() + again if again else None
        await self._outbox.failed(outgoing.id, problem, again=until, reached=reached)


def _left(kind: Kind) -> str:
    if kind == "webhook":
        return "Mend the receiver, then `frontdesk webhooks retry`."
    if kind == "mail":
        return "Mend [mail] in the settings; the answer stands in the conversation."
    return "It stays undone; an error before this line says why."
