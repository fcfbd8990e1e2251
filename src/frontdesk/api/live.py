"""What any transport of the customers' wire does: tell events as they come, take a message."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from frontdesk.api.shapes import SendMessage
from frontdesk.api.wire import CustomerView
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import ConversationId
from frontdesk.turns.activity import Activity
from frontdesk.turns.door import Taken
from frontdesk.turns.feed import follow

LABELS = {
    "reading": "Reading your message…",
    "searching": "Looking it up…",
    "acting": "Working on it…",
    "writing": "Writing…",
    "typing": "Typing…",
}


@dataclass(frozen=True, slots=True)
class Told:
    id: int | None
    """None of an activity: it is kept nowhere, so nobody resumes after it."""
    event: str
    data: dict[str, Any]


async def live(desk: Desk, id: ConversationId, after: int) -> AsyncGenerator[Sequence[Told]]:
    """The visible events above `after`, then each as it comes, activities among them.

    What was appended together comes together, and an empty one whenever nothing came for a while.
    Ends only with the process, so that whoever listens goes on at the next. Raises StorageFailed.
    """
    view = CustomerView(id, desk.vault, site=desk.front.site)
    with desk.presence.watching(id):
        async with aclosing(follow(desk.conversations, desk.activities, id)) as feed:
            async for item in feed:
                if isinstance(item, Activity):
                    if item.kind == "leaving":
                        return
                    if item.by == "customer":  # they know what they do
                        continue
                    yield [_doing(item)]
                    continue
                seen = [event for event in await view.see(item) if event.id > after]
                if seen or not item:
                    yield [Told(event.id, event.event, event.data) for event in seen]


def _doing(activity: Activity) -> Told:
    label = LABELS[activity.kind]
    named = {"name": activity.name} if activity.name else {}
    return Told(None, "activity", {"kind": activity.kind, "label": label, **named})


async def take(
    desk: Desk, id: ConversationId, message: SendMessage, *, by_letter: bool = False
) -> Taken:
    """Keep a message and see to its answer; on disk once this returns. Raises as the door does.

    Carried through when whoever waits is cancelled: what is on disk is answered.
    """
    taking = asyncio.create_task(_take(desk, id, message, by_letter=by_letter))
    try:
        return await asyncio.shield(taking)
    except asyncio.CancelledError:
        await asyncio.wait([taking])
        raise


async def _take(desk: Desk, id: ConversationId, message: SendMessage, *, by_letter: bool) -> Taken:
    client_id = str(message.client_id)
    taken = await desk.door.take_message(
        id, client_id, message.text, message.choice, by_letter=by_letter
    )
    if taken.is_new:
        desk.runner.wake(id)
    return taken
