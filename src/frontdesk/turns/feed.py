"""Follow a conversation live: its log from any point on, and what the bot is doing."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.ports.conversations import Conversations
from frontdesk.turns.activity import Activities, Activity

BACKLOG = 200  # arrivals kept for a slow follower, who reads what is beyond from the log


async def follow(
    conversations: Conversations, activities: Activities, id: ConversationId, after: int = 0
) -> AsyncGenerator[Sequence[Recorded] | Activity]:
    """Everything above `after`, in order, once each, without a gap; then what comes, as it comes.

    Never ends by itself. The first item is always what the log holds now, be it nothing.
    """
    arrivals: asyncio.Queue[Sequence[Recorded] | Activity] = asyncio.Queue()

    def arrive(what: Sequence[Recorded] | Activity) -> None:
        if arrivals.qsize() >= BACKLOG:
            while not arrivals.empty():
                arrivals.get_nowait()
            what = ()  # as of a keeper that knows only that something came
        arrivals.put_nowait(what)

    with conversations.subscribe(id, arrive), activities.watch(id, arrive):
        new = await conversations.read(id, after)
        while True:
            after = new[-1].number if new else after
            yield new
            while isinstance(arrived := await arrivals.get(), Activity):
                yield arrived
            new = [record for record in arrived if record.number > after]
            if not arrived or (new and new[0].number != after + 1):
                new = await conversations.read(id, after)
