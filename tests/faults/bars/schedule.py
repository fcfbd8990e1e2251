"""One schedule: who does something next is drawn, at every write and whenever news arrives.

The calls are the desk's own, over a log in memory. Each is a coroutine that stops before and after
every append, as over a network, and is stepped by hand: the same seed is the same schedule.
"""

import random
from collections import Counter, deque
from collections.abc import Coroutine, Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import coroutine
from typing import Any

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import ConversationId, CustomerWrote, Event, PersonWrote, Recorded
from frontdesk.domain.user import User, UserName
from frontdesk.errors import FrontdeskError
from frontdesk.ports.conversations import Notify, Together
from frontdesk.turns.casework import Casework
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from tests.builders import FixedClock
from tests.faults.bars.plain_bot import answer

HERE = ConversationId("here")
PEOPLE = (User(UserName("ana"), "Ana"), User(UserName("ben"), "Ben"))
PROCESSES, MOVES, CUSTOMER_MESSAGES = 2, 60, 4
CALLS = {
    "bot": 9,
    "retry": 2,
    "take over": 2,
    "agent": 2,
    "hand over": 1,
    "hand back": 3,
    "close": 1,
    "reopen": 1,
}
"""How often each is drawn, beside what a customer newly writes."""

Work = Coroutine[Any, Any, Any]


@coroutine
def meanwhile() -> Generator[None]:
    """Others may do something here; a crash may come here."""
    yield


class AcrossTheNetwork(MemoryConversations):
    """The same log, seen by one process: its appends take a moment, its news come late."""

    def __init__(self, same: MemoryConversations, chance: random.Random) -> None:
        self.__dict__.update(same.__dict__)
        self.late: deque[tuple[Notify, Sequence[Recorded]]] = deque()
        self._chance = chance

    async def append(
        self,
        id: ConversationId,
        events: Sequence[Event],
        *,
        after: int,
        at: datetime,
        together: Sequence[Together] = (),
    ) -> Sequence[Recorded]:
        await meanwhile()
        recorded = await super().append(id, events, after=after, at=at, together=together)
        await meanwhile()
        return recorded

    @contextmanager
    def subscribe(self, id: ConversationId, notify: Notify) -> Generator[None]:
        with super().subscribe(id, lambda recorded: self.late.append((notify, recorded))):
            yield


class Process:
    """A desk: its calls share what they know of the conversation, and die together."""

    def __init__(self, log: MemoryConversations, chance: random.Random) -> None:
        self.conversations = AcrossTheNetwork(log, chance)
        self.logs = Logs(self.conversations, FixedClock())
        self.door = Door(self.logs, log.vault)
        self.casework = Casework(self.logs, log.vault)
        self.handovers = Handovers(self.logs, log.vault, "help@shop.example")
        self.running: list[tuple[Work, str]] = []
        """Each with the client_id that it acknowledges in the end, if any."""

    def crash(self) -> None:
        for work, _ in self.running:
            work.close()


class Schedule:
    """`done` counts the calls by kind, `lost` those acknowledged before anything was kept."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.log = MemoryConversations()
        self.done: Counter[str] = Counter()
        self.lost = 0
        self._acknowledged: set[str] = set()
        self._sent: list[str] = []
        self._processes = [Process(self.log, self._chance) for _ in range(PROCESSES)]

    def run(self) -> Sequence[Event]:
        """The log in the end, once the bot has it back and was left alone to answer."""
        for _ in range(MOVES):
            self._move()
        for process in self._processes:
            process.crash()
        last = Process(self.log, self._chance)
        for client_id in self._sent:
            if client_id not in self._acknowledged:  # who heard nothing tries again
                self._finish(self._post(last, client_id), client_id)
        self._finish(last.handovers.hand_back(HERE))
        self._finish(answer(last.logs, HERE, self._chance, meanwhile))
        return [record.event for record in self.log.logs()[HERE]]

    def _move(self) -> None:
        chance = self._chance
        process = chance.choice(self._processes)
        kind = chance.random()
        if kind < 0.02:
            self.done["crash"] += 1
            process.crash()
            self._processes.remove(process)
            self._processes.append(Process(self.log, chance))
        elif kind < 0.15 and process.conversations.late:
            notify, news = process.conversations.late.popleft()
            notify(news)
        elif kind < 0.7 and process.running:
            self._step(process, chance.randrange(len(process.running)))
        else:
            self._begin(process)

    def _begin(self, process: Process) -> None:
        """A new call: a customer's, an agent's or the bot's."""
        chance = self._chance
        has_new = len(self._sent) < CUSTOMER_MESSAGES and chance.random() < 0.25
        if has_new or not self.log.logs():
            name = "customer"
        else:
            name = chance.choices([*CALLS], [*CALLS.values()])[0]
        self.done[name] += 1
        process.running.append(self._call(process, name))
        self._step(process, -1)

    def _call(self, process: Process, name: str) -> tuple[Work, str]:
        """Not begun yet, and what it acknowledges."""
        chance, person = self._chance, self._chance.choice(PEOPLE)
        match name:
            case "customer" | "retry":
                client_id = chance.choice(self._sent) if name == "retry" else self._new_id()
                return self._post(process, client_id), client_id
            case "agent":
                client_id = f"p{chance.randrange(4)}"
                said, by = f"Reply {client_id}.", {"name": person.shown, "user": person.name}
                return process.casework.reply(HERE, client_id, said, **by), client_id
            case _:
                calls = {
                    "bot": lambda: answer(process.logs, HERE, chance, meanwhile),
                    "take over": lambda: process.handovers.take(HERE, person),
                    "hand over": lambda: process.handovers.hand_over(HERE),
                    "hand back": lambda: process.handovers.hand_back(HERE),
                    "close": lambda: process.casework.close(HERE, by=person),
                    "reopen": lambda: process.casework.reopen(HERE, by=person),
                }
                return calls[name](), ""

    def _new_id(self) -> str:
        self._sent.append(f"m{len(self._sent)}")
        return self._sent[-1]

    def _post(self, process: Process, client_id: str) -> Work:
        text = f"Question {client_id}?"
        if client_id == self._sent[0]:
            return process.door.open_conversation(HERE, client_id, text=text)
        return process.door.take_message(HERE, client_id, text)

    def _step(self, process: Process, at: int) -> None:
        work, client_id = process.running[at]
        try:
            work.send(None)
            return
        except StopIteration:
            self._acknowledge(client_id)
        except FrontdeskError:
            self.done["refused"] += 1
        del process.running[at]

    def _finish(self, work: Work, client_id: str = "") -> None:
        try:
            while True:
                work.send(None)
        except StopIteration:
            self._acknowledge(client_id)

    def _acknowledge(self, client_id: str) -> None:
        if not client_id:
            return
        self._acknowledged.add(client_id)
        events = (record.event for record in self.log.logs()[HERE])
        kept = (each for each in events if isinstance(each, CustomerWrote | PersonWrote))
        self.lost += not any(each.client_id == client_id for each in kept)
