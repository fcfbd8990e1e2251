"""The controls: bars with one defence taken away, which they must see."""

from collections.abc import AsyncGenerator, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from frontdesk.actions import declaring, owning
from frontdesk.adapters.claude import model as claude
from frontdesk.adapters.claude.events import Events
from frontdesk.adapters.claude.reply import Reply
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.order import Order
from frontdesk.guards.leaking import OwnWords
from frontdesk.ports.model import Ended
from frontdesk.turns import log, runner
from tests.faults.bars.attackers import attacked
from tests.faults.bars.cuts import cut
from tests.faults.bars.duplicates import duplicates
from tests.faults.bars.injection import injected
from tests.faults.bars.overload import overloaded
from tests.faults.bars.schedules import schedules


async def lawless(folder: Path, *, seed: int, **size: Any) -> dict[str, Any]:
    """Whoever appends after the last number may append anything."""
    with patch.object(log, "may_append", lambda _state, _event: True):
        return await schedules(folder, seed=seed, **size)


async def anybodys_orders(folder: Path, *, seed: int, **size: Any) -> dict[str, Any]:
    """An order is shown to whoever names it."""

    async def anybodys(context: Any, id: str) -> Order | None:
        for n in range(size.get("customers", 50)):
            if found := await context.store.order(f"C-{n}", id):
                return found
        return None

    owners = {**owning.OWNERS, Order: (anybodys, owning.NO_ORDER)}
    with patch.object(owning, "OWNERS", owners):
        return await attacked(folder, seed=seed, **size)


async def forgetful_door(folder: Path, *, seed: int, **size: Any) -> dict[str, Any]:
    """No message is known again."""
    with patch.object(Conversation, "message", lambda _self, _client_id: None):
        return await duplicates(folder, seed=seed, **size)


async def stubborn(folder: Path, *, seed: int, **size: Any) -> dict[str, Any]:
    """Nothing is given to a person because it took too long."""

    async def never(*_: Any) -> bool:
        return False

    with patch.object(runner, "hand_over_if_late", never):
        return await overloaded(folder, seed=seed, **size)


def hasty_storage() -> None:
    """A write is said to be done whatever became of it."""
    honest = SqliteDatabase._write_alone

    def hasty(self: Any, work: Any, done: Future[Any]) -> None:
        tried: Future[Any] = Future()
        honest(self, work, tried)
        done.set_result(None if tried.exception() else tried.result())

    SqliteDatabase._write_alone = hasty


WEAKNESSES = {"hasty_storage": hasty_storage}
"""Of a desk that runs as a process of its own."""


async def loose_streams(folder: Path, *, seed: int, **size: Any) -> dict[str, Any]:
    """A stream that just ends is a reply, and its last call is what came of it."""
    with _loose():
        return await cut(folder, seed=seed, **size)


async def trusting(folder: Path, *, seed: int, **size: Any) -> dict[str, Any]:
    """Words of others may lead to anything, and nobody looks whether a reply repeats the prompt."""
    with (
        patch.object(declaring.Action, "needs_trust", False),
        patch.object(OwnWords, "repeated", lambda _self, _text, _elsewhere: ""),
    ):
        return await injected(folder, seed=seed, **size)


@contextmanager
def _loose() -> Generator[None]:
    class LooseReply(Reply):
        def cut_off(self) -> Ended:
            self._stop_reason = "tool_use"
            blocks = tuple(block.whole() or {} for block in self._blocks)
            return Ended(self._message, "tool_use", blocks, self._counted.usage())

    async def stream(self: Any, request: Any, seconds: float) -> AsyncGenerator[Any]:
        reply, events = LooseReply(), Events()
        with claude.claude_errors():
            async with self._sent(request) as answer:
                async for chunk in answer.aiter_bytes():
                    for event in events.read(chunk):
                        for item in reply.take(event):
                            yield item
        if not reply.ended:
            yield reply.cut_off()

    with patch.object(claude.Claude, "_stream", stream):
        yield
