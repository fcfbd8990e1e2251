"""A desk, the people behind it and two customers, over keepers that outlive every crash."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    ExitStack,
    aclosing,
    contextmanager,
)
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from structlog.testing import capture_logs

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import Calls, Says, spoken
from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.adapters.memory.tickets import MemoryTickets
from frontdesk.adapters.sql.conversations import WATCH_SECONDS, SqlConversations
from frontdesk.adapters.sql.ledger import SqlLedger
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.vault import SqlVault
from frontdesk.adapters.store.sqlite import SqliteStore, fill
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.event import ConversationId, CustomerBound
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.ports.ledger import Limits
from frontdesk.ports.model import Request, Streamed
from frontdesk.turns.approving import Approvals
from frontdesk.turns.casework import Casework
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.pressing import Presses
from frontdesk.turns.runner import Runner
from tests.builders import FixedClock
from tests.contract.shops import ANN, BEN, order
from tests.empty_database import ensure_database
from tests.faults.money.gates import (
    Busy,
    CountedDatabase,
    Gated,
    Gates,
    Late,
    StillLoop,
    until_still,
)
from tests.faults.money.shop import Shop, TrustingStore
from tests.means import EMAIL, some_means

ORDERS = (
    order("ORD-1", ANN, "89.99", "49.00"),
    order("ORD-2", ANN, "129.00", "899.00", days=3),
    order("ORD-9", BEN, "12.00", "160.00", days=20),
    order("ORD-8", BEN, "35.00", "620.00"),
)
TALKS = {ConversationId(f"{each.id}-{n}"): each for each in (ANN, BEN) for n in (1, 2)}
LIMITS = Limits(order=Decimal(500), customer=Decimal(150), desk=Decimal(220))
POLICY = RefundPolicy()
SEAL = CardSeal(bytes(32))
KINDS = ("trusting", "careful", "sqlite")
"""Of keepers: in memory with a shop that pays what it is told, in memory, and in files."""


class PlannedModel:
    """Calls what the customer's last message has in store for it, then says that it did."""

    def __init__(self) -> None:
        self.plans: list[tuple[Calls, ...]] = []
        self._replies = 0

    def answer(
        self, request: Request, *, deadline: float
    ) -> AbstractAsyncContextManager[AsyncGenerator[Streamed]]:
        return aclosing(self._stream(request))

    async def _stream(self, request: Request) -> AsyncGenerator[Streamed]:
        self._replies += 1
        content = str([m for m in request.messages if m["role"] == "user"][-1]["content"])
        number = content.rpartition("plan ")[2].split("'")[0].split("\\n")[0]
        is_new = "tool_result" not in content or content.rfind("plan ") > content.rfind(
            "tool_result"
        )
        parts = self.plans[int(number)] if is_new and number.isdigit() else ("Done.",)
        for item in spoken(Says(parts), self._replies):
            yield item


class Elsewhere:
    """Another process over the same memory: the desk does not hear at once what it appends."""

    def __init__(self, conversations: "SharedMemory") -> None:
        self._conversations = conversations
        self._unheard: set[ConversationId] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conversations, name)

    async def append(self, id: ConversationId, *arguments: Any, **named: Any) -> Any:
        with self._conversations.deaf():
            recorded = await self._conversations.append(id, *arguments, **named)
        self._unheard.add(id)
        return recorded

    def announce(self) -> None:
        while self._unheard:
            self._conversations.announce(self._unheard.pop())


class SharedMemory(MemoryConversations):
    @contextmanager
    def deaf(self) -> Generator[None]:
        heard, self._subscribers = self._subscribers, defaultdict(list)
        try:
            yield
        finally:
            self._subscribers = heard

    def announce(self, id: ConversationId) -> None:
        for notify in tuple(self._subscribers[id]):
            notify(())


@dataclass
class Desk:
    """One process."""

    gates: Gates
    logs: Logs
    door: Door
    presses: Presses
    runner: Runner
    running: AsyncExitStack


@dataclass
class World:
    kind: str
    limits: Limits | None = LIMITS
    clock: FixedClock = field(default_factory=FixedClock)
    loop: StillLoop = field(default_factory=StillLoop)
    busy: Busy = field(default_factory=Busy)
    model: PlannedModel = field(default_factory=PlannedModel)
    tasks: dict[asyncio.Task[Any], tuple[type[Exception], ...]] = field(default_factory=dict)
    """With the errors that each may end in."""
    wanted: set[str] = field(default_factory=set)
    """Confirmations that their customer has agreed to."""
    approved: set[str] = field(default_factory=set)
    desk: Desk = field(init=False)
    has_failed: bool = False
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    people: Gates = field(default_factory=Gates)

    def __post_init__(self) -> None:
        self._closing = ExitStack()
        self.logged = self._closing.enter_context(capture_logs())
        folder = Path(self._closing.enter_context(TemporaryDirectory()))
        contents = ((ANN, BEN), ORDERS, ())
        if self.kind == "sqlite":
            ensure_database(folder / "desk.db")
            fill(folder / "store.db", *contents)
            self.databases = [CountedDatabase(folder / "desk.db", self.busy) for _ in range(2)]
            for database in self.databases:
                self._closing.callback(database.close)
            self.conversations, self.elsewhere = (
                SqlConversations(each, Sealing(bytes(32))) for each in self.databases
            )
            self.ledger = SqlLedger(self.databases[0])
            self.vault = SqlVault(self.databases[0], Sealing(bytes(32)))
            store = SqliteStore(folder / "store.db", self.clock)
        else:
            self.conversations = SharedMemory()
            self.elsewhere = Elsewhere(self.conversations)
            self.ledger, self.vault = self.conversations.ledger, self.conversations.vault
            of_kind = TrustingStore if self.kind == "trusting" else MemoryStore
            store = of_kind(*contents, self.clock)
        self.shop = Shop(store, self.busy, tells_late=self.kind == "trusting")
        self.do(self._begin())

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        try:
            return self.loop.run_until_complete(work)
        except BaseException:
            self.has_failed = True
            raise

    def close(self) -> None:
        self.do(self._crash())
        self._closing.close()
        self.loop.close()

    def spawn(self, work: Coroutine[Any, Any, Any], *may_raise: type[Exception]) -> None:
        self.tasks[self.loop.create_task(work)] = may_raise

    async def still(self) -> None:
        """Come to rest; whatever ended in an error that it may not end in is raised."""
        await until_still(self.loop, self.busy)
        for task in [task for task in self.tasks if task.done()]:
            may_raise = self.tasks.pop(task)
            error = None if task.cancelled() else task.exception()
            if error and not isinstance(error, may_raise):
                raise error

    async def say(self, talk: ConversationId, client_id: str, text: str) -> None:
        await self.desk.door.take_message(talk, client_id, text)
        self.desk.runner.wake(talk)

    async def wake(self, talk: ConversationId) -> None:
        self.desk.runner.wake(talk)
        await self.still()

    async def pass_time(self, **of_clock: float) -> None:
        span = timedelta(**of_clock)
        self.clock.time += span
        self.loop.now += span.total_seconds()
        await self.notice()

    async def notice(self) -> None:
        """The desk hears what other processes have written."""
        if isinstance(self.elsewhere, Elsewhere):
            self.elsewhere.announce()
            await self.desk.runner.take_up()
        else:
            self.loop.now += WATCH_SECONDS
        await self.still()

    async def crash(self) -> None:
        await self._crash()
        await self._start()
        await self.still()

    async def settle(self) -> None:
        """The shop answers, and everything goes on until nothing is left to do."""
        self.shop.troubles.clear()
        gates = (self.desk.gates, self.people)
        for each in gates:
            each.open()
        for _ in range(6):
            await self.notice()
            self.loop.now += 301.0  # longer than any pause between attempts
            await self.still()
        for each in gates:
            each.is_open = False

    def approvals(self) -> Approvals:
        conversations = Gated(self.elsewhere, self.people, "append", "read")
        store: Any = Gated(self.shop, self.people, "order")
        return Approvals(Logs(conversations, self.clock), store, EMAIL, seal=SEAL, policy=POLICY)

    def casework(self) -> Casework:
        return Casework(Logs(self.elsewhere, self.clock), self.vault)

    def handovers(self) -> Handovers:
        return Handovers(Logs(self.elsewhere, self.clock), self.vault, EMAIL)

    async def _begin(self) -> None:
        await self._start()
        self.desk.gates.is_open = True
        for talk, customer in TALKS.items():
            await self.desk.door.open_conversation(talk, f"opening {talk}")
            async with self.desk.logs.use(talk) as log:
                await log.append(CustomerBound(customer.id, "verified", customer.name))
        self.desk.gates.is_open = False

    async def _start(self) -> None:
        gates = Gates(is_open=True)
        conversations: Any = Gated(self.conversations, gates, "append", "read")
        calls = ("order", "orders", "customer", "pay_back", "paid_back", "start_return")
        store: Any = Gated(self.shop, gates, *calls, on_the_wire=self._on_the_wire)
        means = some_means(
            MemoryConversations(),
            model=self.model,
            store=store,
            vault=self.vault,
            tickets=self.tickets,
            ledger=Gated(self.ledger, gates, "open_for"),
            limits=self.limits,
            seal=SEAL,
            refunds=POLICY,
            clock=self.clock,
        )
        logs = Logs(conversations, self.clock)
        runner = Runner(conversations, logs, means)
        running = AsyncExitStack()
        await running.enter_async_context(runner.running())
        if self.kind == "sqlite":
            watching = self.conversations.watching(runner.take_up)
            await running.enter_async_context(watching)
        presses = Presses(means, logs, runner.wake)
        self.desk = Desk(gates, logs, Door(logs, self.vault), presses, runner, running)
        gates.is_open = False

    async def _crash(self) -> None:
        self.desk.gates.is_dead = True
        for task in self.tasks:
            task.cancel()
        await self.desk.running.aclose()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks.clear()

    def _on_the_wire(self, name: str, call: Late) -> None:
        if name in {"pay_back", "start_return"}:
            self.shop.wire.append(call)
