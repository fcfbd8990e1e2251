"""What is seen to without anybody's call: who gets what, what is late, what has fallen silent."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

from frontdesk.assembly.ground import Ground
from frontdesk.domain.event import Priority
from frontdesk.handover.targets import Targets
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.settings import Settings
from frontdesk.turns.assigning import Assigner
from frontdesk.turns.closing import Closing
from frontdesk.turns.log import Logs
from frontdesk.turns.missing import Misses
from frontdesk.turns.rounds import looking_around

CLOSING_SECONDS = 30.0


def targets_of(settings: Settings) -> Targets:
    def times(minutes: Mapping[Priority, int]) -> Mapping[Priority, timedelta]:
        return {priority: timedelta(minutes=many) for priority, many in minutes.items()}

    sla = settings.sla
    return Targets(
        times(sla.first_reply_minutes),
        times(sla.next_reply_minutes),
        times(sla.resolution_minutes),
        settings.desk.opening,
    )


def assigner_of(ground: Ground, logs: Logs) -> Assigner:
    settings, storage = ground.settings, ground.storage
    return Assigner(
        logs,
        storage.conversations.listings,
        storage.users,
        ground.clock,
        settings.people.assign,
        settings.people.capacity,
        settings.desk.opening,
    )


def closing_of(
    settings: Settings, conversations: Conversations, logs: Logs, clock: Clock
) -> Closing:
    solved = timedelta(minutes=settings.desk.close_solved_after_minutes)
    silent = timedelta(hours=settings.desk.close_after_hours)
    return Closing(conversations, logs, clock, solved=solved or None, silent=silent or None)


@asynccontextmanager
async def attended(ground: Ground, logs: Logs) -> AsyncGenerator[None]:
    """While open, who waits is assigned, and taken back from who has left; what is late is told;
    what has fallen silent is closed.
    """
    conversations, clock = ground.storage.conversations, ground.clock
    listings = conversations.listings
    assigner = assigner_of(ground, logs)
    misses = Misses(logs, listings, clock, targets_of(ground.settings))
    closing = closing_of(ground.settings, conversations, logs, clock)
    async with (
        looking_around("assigning", assigner.look, stirred_by=listings),
        looking_around("targets", misses.look, stirred_by=listings),
        looking_around("closing", closing.close_silent, pulse=CLOSING_SECONDS),
    ):
        yield
