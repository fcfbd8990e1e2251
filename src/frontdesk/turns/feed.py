"""Follow a conversation live: its log from any point on, and what the bot is doing."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import contextmanager

from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.ports.conversations import Conversations
from frontdesk.turns.activity import Activities, Activity

PULSE_SECONDS = 15.0
BACKLOG = 200  # arrivals kept for a slow follower, who reads what is beyond from the log


async def follow(
    conversations: Conversations,
    activities: Activities,
    id: ConversationId,
    after: int = 0,
    *,
    pulse: float = PULSE_SECONDS,
) -> AsyncGenerator[Sequence[Recorded] | Activity]:
    """Everything above `after`, in order, once each, without a gap; then what comes, as it comes.

    Never ends by itself. The first item is always what the log holds now, be it nothing. Every
    `pulse` seconds comes an empty one, whatever else does.
    """
    arrivals: asyncio.Queue[Sequence[Recorded] | Activity | None] = asyncio.Queue()

    def arrive(what: Sequence[Recorded] | Activity | None) -> None:
        if arrivals.qsize() >= BACKLOG:
            while not arrivals.empty():
                arrivals.get_nowait()
            what = ()  # as of a keeper that knows only that something came
        arrivals.put_nowait(what)

    with (
        conversations.subscribe(id, arrive),
        activities.watch(id, arrive),
        _pulsing(lambda: arrive(None), pulse),
    ):
        new = await conversations.read(id, after)
        while True:
            after = new[-1].number if new else after
            yield new
            while not isinstance(arrived := await arrivals.get(), Sequence):
                yield arrived or ()
            new = [record for record in arrived if record.number > after]
            if not arrived or (new and new[0].number != after + 1):
                new = await conversations.read(id, after)


@contextmanager
def _pulsing(beat: Callable[[], None], seconds: float) -> Generator[None]:
    """One timer for as long as this is open: an event in between costs nothing."""
    loop = asyncio.get_running_loop()

    def again() -> None:
        nonlocal timer
        timer = loop.call_later(seconds, again)
        beat()

    timer = loop.call_later(seconds, again)
    try:
        yield
    finally:
        timer.cancel()
