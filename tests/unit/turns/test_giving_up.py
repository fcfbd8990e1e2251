"""When a turn that keeps failing goes to a person."""

from datetime import timedelta

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import HandedBack, HandoverStarted
from frontdesk.turns.giving_up import hand_over_if_late
from frontdesk.turns.log import Logs
from tests.builders import FixedClock, opened, taking_over, wrote
from tests.means import some_means
from tests.unit.turns.desk import HERE


@pytest.mark.parametrize(("waited", "pause", "late"), [(50, 9, False), (50, 11, True)])
@pytest.mark.parametrize("had_people", [False, True])
async def test_the_customer_waits_for_the_bot_a_minute_at_most(waited, pause, late, had_people):
    """Counted from when the bot had it back, where people had it first."""
    clock, conversations = FixedClock(), MemoryConversations()
    async with Logs(conversations, clock).use(HERE) as log:
        await log.append(opened(), wrote("a"))
        if had_people:
            await log.append(*taking_over(log.state, HandoverStarted("asked")))
            clock.time += timedelta(hours=1)
            await log.append(HandedBack())
        clock.time += timedelta(seconds=waited)
        given = await hand_over_if_late(some_means(conversations, clock=clock), log, pause)

        assert given is late
        assert log.state.holder == ("queue" if late else "bot")
