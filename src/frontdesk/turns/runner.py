"""Run turns: one at a time in a conversation, as many conversations as need one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from functools import partial

import structlog

from frontdesk.answering.condensing import Condensing
from frontdesk.domain.event import ConversationId
from frontdesk.errors import FrontdeskError, PaymentUnclear, StorageFailed, StoreUnreachable
from frontdesk.handover.reading import Reading
from frontdesk.ports.conversations import Conversations
from frontdesk.turns.beside import Beside, warn
from frontdesk.turns.effects import carry_out
from frontdesk.turns.generations import is_too_long, sum_up
from frontdesk.turns.giving_up import hand_over_if_late
from frontdesk.turns.leasing import Leases
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.means import Means
from frontdesk.turns.naming import names_of
from frontdesk.turns.reading import read_message, unread
from frontdesk.turns.turn import take_turn, tell_away

RECOVERY_SECONDS = 5.0
TURNS_AT_ONCE = 256
WORKER = "desk"  # One that has its data for itself finds its own leases again after a restart.

logger = structlog.get_logger()


class Runner:
    def __init__(
        self,
        conversations: Conversations,
        logs: Logs,
        means: Means,
        *,
        worker: str = WORKER,
        turns_at_once: int = TURNS_AT_ONCE,
    ) -> None:
        self._conversations = conversations
        self._logs = logs
        self._means = means
        self._leases = Leases(conversations, means.clock, worker)
        self._slots = asyncio.Semaphore(turns_at_once)
        self._wakers: dict[ConversationId, asyncio.Event] = {}
        self._attending: set[asyncio.Task[None]] = set()
        self._beside = Beside(logs)
        self.is_draining = False

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Take up what an earlier process left unanswered, and run turns while this is open.

        Turns still running when it closes are broken off; the next process goes on with them.
        """
        await self.take_up()
        recovery = asyncio.create_task(self._recover(), name="recovery")
        try:
            yield
        finally:
            self.is_draining = True
            tasks = (recovery, *self._attending)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._beside.stop()

    async def drain(self, seconds: float) -> None:
        """Begin nothing new, and give what runs so long to come to its end."""
        self.is_draining = True
        for waker in self._wakers.values():
            waker.set()
        if self._attending:
            await asyncio.wait(self._attending, timeout=seconds)

    async def take_up(self) -> None:
        """Go on wherever the desk owes something, whichever process left it so."""
        for id in await self._conversations.owed():
            if id not in self._wakers:
                self.wake(id)

    def wake(self, id: ConversationId) -> None:
        """Something came in: answer it if the bot owes an answer."""
        if waker := self._wakers.get(id):
            waker.set()
        elif not self.is_draining:
            self._wakers[id] = asyncio.Event()
            task = asyncio.create_task(self._attend(id), name=f"turns of {id}")
            self._attending.add(task)
            task.add_done_callback(self._attending.discard)

    async def _recover(self) -> None:
        """What nobody woke, or whose worker has gone, is found here."""
        while True:
            await asyncio.sleep(RECOVERY_SECONDS)
            with suppress(StorageFailed):
                await self.take_up()

    async def _attend(self, id: ConversationId) -> None:
        """Take turns until nothing waits, with growing pauses while they fail."""
        waker = self._wakers[id]
        failures = 0
        try:
            while True:
                waker.clear()
                failure = await self._take_turns(id)
                if self.is_draining:
                    return
                if failure is None:
                    failures = 0
                    if not waker.is_set():
                        return
                    continue
                failures += 1
                pause = self._means.patience.before_attempt(failures, failure)
                if await self._gave_up(id, failure, pause):
                    continue
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await waker.wait()
        finally:
            del self._wakers[id]

    async def _take_turns(self, id: ConversationId) -> FrontdeskError | None:
        """Answer everything that waits; what went wrong, if anything did."""
        try:
            async with self._logs.use(id) as log:
                await self._until_quiet(log)
                async with self._slots:
                    if log.state.owes_work:
                        await self._go_on_while_ours(log)
                    self._sum_up_if_long(log)
        except FrontdeskError as failure:
            warn("turn failed", id, failure)
            return failure
        except Exception as fault:  # the job edge: one broken turn must not stop the others
            logger.exception("turn broke", conversation=id, exc_info=fault)
            return FrontdeskError()
        return None

    async def _until_quiet(self, log: Log) -> None:
        """Whoever is still writing is answered once, not sentence by sentence."""
        waker = self._wakers[log.id]
        while not self.is_draining and (seconds := self._unquiet_for(log)) > 0:
            waker.clear()  # whatever comes now is seen by the turn that is about to begin
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await waker.wait()

    def _unquiet_for(self, log: Log) -> float:
        """Seconds for which no turn should begin yet; one that is open goes on at once."""
        quiet = self._means.patience.quiet_seconds
        state = log.state
        if not quiet or not state.waiting or (state.turn and not state.turn.is_superseded):
            return 0.0
        last = log.events[state.waiting[-1] - 1].at
        return quiet - (self._means.clock.now() - last).total_seconds()

    async def _go_on_while_ours(self, log: Log) -> None:
        """Claimed again for each turn: whoever was overtaken may have lost it."""
        async with self._leases.renewing(log.id):
            try:
                while self._may_go_on(log) and await self._leases.claim(log.id):
                    with suppress(Overtaken):
                        await self._go_on(log)
            finally:
                if self.is_draining:
                    with suppress(StorageFailed):
                        await self._leases.give_up(log.id)

    def _may_go_on(self, log: Log) -> bool:
        return log.state.owes_work and not self.is_draining

    async def _gave_up(self, id: ConversationId, failure: FrontdeskError, pause: float) -> bool:
        if isinstance(failure, StorageFailed):
            return False  # a hand-over could not be written either
        try:
            async with self._logs.use(id) as log:
                return await hand_over_if_late(self._means, log, pause)
        except StorageFailed as storage:
            warn("turn failed", id, storage)
            return False

    def _sum_up_if_long(self, log: Log) -> None:
        """Beside the conversation: whoever writes next is not kept waiting."""
        condensing = self._means.condensing_beside_pinned
        if condensing and is_too_long(condensing, log):
            self._beside.start("summary", log.id, partial(self._sum_up, condensing))

    async def _sum_up(self, condensing: Condensing, log: Log) -> None:
        if (await self._means.as_switched()).staffing.mode != "people":  # who asks no model
            await sum_up(condensing, self._means.model, log, names_of(self._means, log))

    async def _go_on(self, log: Log) -> None:
        """An effect whose outcome stays unknown keeps nobody from an answer."""
        unclear: FrontdeskError | None = None
        for started in log.state.owed_effects:
            try:
                await carry_out(self._means, log, started)
            except (PaymentUnclear, StoreUnreachable) as failure:
                unclear = failure
        if log.state.needs_turn:
            await self._take_turn(log)
        if unclear:
            raise unclear

    async def _take_turn(self, log: Log) -> None:
        """One turn; if it fails, the customer hears that the message is kept."""
        try:
            await take_turn(self._means, log, partial(self._read_beside, log))
        except (Overtaken, asyncio.CancelledError):
            raise
        except FrontdeskError as failure:
            await self._tell(log, failure)
            raise
        except Exception:
            await self._tell(log, FrontdeskError())
            raise

    def _read_beside(self, log: Log) -> None:
        """Each waiting message once, whatever becomes of the turn meanwhile."""
        if reading := self._means.reading:
            for number in unread(log.state):
                self._beside.start(
                    "reading", log.id, partial(self._read, reading, number), of=number
                )

    async def _read(self, reading: Reading, number: int, log: Log) -> None:
        await read_message(await self._means.as_switched(), reading, log, number)

    async def _tell(self, log: Log, failure: FrontdeskError) -> None:
        """What cannot be written now is told at the next attempt."""
        with suppress(StorageFailed, Overtaken):
            await tell_away(self._means, log, failure)
