"""Control over every await of the desk that reaches the world: one step at a time, by choice.

Before a call reaches a keeper, and again before its answer is heard, whoever called waits at a
gate. A desk that crashes does so there: nothing was done yet, or it was and nobody heard.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from frontdesk.adapters.sql.database import SqliteDatabase

Late = Callable[[], Coroutine[Any, Any, Any]]


class StillLoop(asyncio.SelectorEventLoop):
    """A loop whose time passes only when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    @property
    def is_idle(self) -> bool:
        return not self._ready  # type: ignore[attr-defined] (nothing public says so)


@dataclass
class Busy:
    """How many calls are in threads, where the loop cannot see them."""

    calls: int = 0

    async def through(self, call: Coroutine[Any, Any, Any]) -> Any:
        self.calls += 1
        try:
            return await call
        finally:
            self.calls -= 1


@dataclass
class Gates:
    """Those of one process."""

    is_open: bool = False
    is_dead: bool = False
    waiting: list[asyncio.Future[None]] = field(default_factory=list)

    async def wait(self) -> None:
        if self.is_dead:
            raise asyncio.CancelledError
        if self.is_open:
            return
        gate = asyncio.get_running_loop().create_future()
        self.waiting.append(gate)
        try:
            await gate
        finally:
            if gate in self.waiting:
                self.waiting.remove(gate)

    def let_through(self, which: int = 0) -> bool:
        """Whether anybody waited."""
        if not self.waiting:
            return False
        self.waiting.pop(which % len(self.waiting)).set_result(None)
        return True

    def open(self) -> None:
        self.is_open = True
        while self.let_through():
            pass


class Gated:
    """A keeper behind gates. `on_the_wire` is told of calls that nobody waits for any more."""

    def __init__(
        self,
        keeper: Any,
        gates: Gates,
        *names: str,
        on_the_wire: Callable[[str, Late], None] = lambda _name, _call: None,
    ) -> None:
        self._keeper = keeper
        self._gates = gates
        self._names = names
        self._on_the_wire = on_the_wire

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._keeper, name)
        if name not in self._names:
            return method

        async def call(*arguments: Any, **named: Any) -> Any:
            try:
                await self._gates.wait()
            except asyncio.CancelledError:
                self._on_the_wire(name, lambda: method(*arguments, **named))
                raise
            answer = await method(*arguments, **named)
            await self._gates.wait()
            return answer

        return call


class CountedDatabase(SqliteDatabase):
    def __init__(self, path: Any, busy: Busy) -> None:
        super().__init__(path)
        self._busy = busy

    async def read(self, *arguments: Any) -> Any:
        return await self._busy.through(super().read(*arguments))

    async def write(self, *arguments: Any, **named: Any) -> Any:
        return await self._busy.through(super().write(*arguments, **named))


async def until_still(loop: StillLoop, busy: Busy) -> None:
    """Everybody waits at a gate, for the time to pass, or for nothing at all."""
    for _ in range(50_000):
        await asyncio.sleep(0)
        if busy.calls:
            time.sleep(0.0001)  # noqa: ASYNC251 (this loop's time stands still; theirs does not)
        elif loop.is_idle:
            return
    raise AssertionError("the desk never comes to rest")
