"""Write docs/trace.html: how the worked dialogue of the demo store came about, step by step.

The headphones of ORD-78432 are played on a desk of its own, against the sandbox, with a clock that
stands while a message is answered. Articles are searched by words, so that it is the same page on
every machine.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import frontdesk.demo
from frontdesk.api.operators.rendering import STYLE, trace_page
from frontdesk.api.operators.routes import read_trace
from frontdesk.assembly.desk import Desk, open_desk
from frontdesk.cli.listening import address, listening, serving
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ConfirmationOffered,
    ConversationId,
    CustomerBound,
    Event,
    ReceiptSent,
    TurnEnded,
)
from frontdesk.sandbox.server import create_app as create_sandbox
from frontdesk.settings import load_settings

PAGE = Path(__file__).parent.parent / "docs" / "trace.html"
DEMO = Path(frontdesk.demo.__file__).parent
ID = ConversationId("the-headphones-of-ord-78432")
SARAH = CustomerBound(CustomerId("C-1001"), "verified", "Sarah Whitfield")
BEGAN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PAUSE = timedelta(seconds=40)
SAYS = (
    "Hello, one ear of my ProMax headphones from order ORD-78432 is silent. How can I reset them?",
    "I did the reset, and one ear is still silent. Rather annoying.",
    "I would like my money back then, they are defective.",
)
PATIENCE = 30  # seconds


class StandingClock:
    def __init__(self) -> None:
        self.time = BEGAN

    def now(self) -> datetime:
        return self.time


SECRET = bytes(32)  # Cards are signed with it: the same page each time.


@contextlib.asynccontextmanager
async def demo_desk(folder: Path, clock: StandingClock) -> AsyncGenerator[Desk]:
    """A desk of the demo store with a sandbox of its own, without a pause between words."""
    with listening("127.0.0.1", 0) as listener:
        async with serving(create_sandbox(first_token_seconds=0, tokens_per_second=0), listener):
            settings = load_settings(DEMO).overridden(
                claude={"base_url": address(listener)},
                data={"path": folder},
                knowledge={"mode": "search"},
                escalation={"reading": False},  # it comes when it comes: another page each time
            )
            async with open_desk(settings, project=DEMO, api_key="none", clock=clock) as desk:
                yield desk


async def page() -> str:
    """Searched by words alone only where XDG_CACHE_HOME holds no model for more."""
    clock = StandingClock()
    with TemporaryDirectory() as folder:
        (Path(folder) / "secret").write_bytes(SECRET)
        async with demo_desk(Path(folder), clock) as desk:
            await desk.door.open_conversation(ID, "opened", who=SARAH)
            for number, text in enumerate(SAYS, start=1):
                clock.time += PAUSE
                await desk.door.take_message(ID, f"message-{number}", text)
                desk.runner.wake(ID)
                await _until(desk, TurnEnded, times=number)
            clock.time += PAUSE
            await _press(desk)
            found = await read_trace(desk, ID)
    if found is None:
        raise SystemExit("The desk has kept nothing.")
    return trace_page(found, STYLE.read_text("utf-8"))


async def _press(desk: Desk) -> None:
    offered = [each.event for each in await desk.conversations.read(ID)]
    card = next(event for event in offered if isinstance(event, ConfirmationOffered))
    await desk.presses.press(ID, card.id, "confirm")
    await _until(desk, ReceiptSent)


async def _until(desk: Desk, kind: type[Event], times: int = 1) -> None:
    """So many events of this kind have happened."""
    until = time.monotonic() + PATIENCE
    while sum(isinstance(each.event, kind) for each in await desk.conversations.read(ID)) < times:
        if time.monotonic() > until:
            raise SystemExit("The desk did not answer.")
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    os.environ["XDG_CACHE_HOME"] = os.devnull
    PAGE.write_text(asyncio.run(page()), "utf-8")
