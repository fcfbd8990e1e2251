"""Every handover gets its summary, once, and waits for none."""

import asyncio
import json

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import Says, ScriptedModel
from frontdesk.domain.event import (
    ActionFinished,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    Usage,
)
from frontdesk.errors import FrontdeskError, ModelUnreachable
from frontdesk.handover.summary import Summarizing
from frontdesk.turns.dispatching import PAUSES, Dispatcher
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.summarizing import Summaries
from tests.builders import NOON, opened, wrote
from tests.means import EMAIL, some_means
from tests.unit.turns.desk import HERE

SMALL = Summarizing("claude-small", "Sum up.", seconds=0.2)
GOOD = json.dumps(
    {"problem": "A leak.", "tried": "", "verified": "", "mood": "Calm.", "wish": "A new one."}
)


class Desk:
    def __init__(self, *script):
        self.conversations = MemoryConversations()
        self.model = ScriptedModel(script)
        self.means = some_means(self.conversations, model=self.model, summarizing=SMALL)
        self.logs = Logs(self.conversations, self.means.clock)
        self.summaries = Summaries(self.means, self.logs)
        self.handovers = Handovers(self.logs, self.conversations.vault, EMAIL)
        senders = {"summary": self.summaries.send}
        self.dispatcher = Dispatcher(self.conversations.outbox, self.means.clock, senders)

    async def hand_over(self):
        if not await self.conversations.read(HERE):
            told = [opened(), wrote("a", "My kettle leaks.")]
            await self.conversations.append(HERE, told, after=0, at=NOON)
        await self.handovers.hand_over(HERE)

    async def summaries_made(self):
        events = [record.event for record in await self.conversations.read(HERE)]
        return [event for event in events if isinstance(event, HandoverSummarized)]


async def test_a_handover_is_summed_up_by_the_small_model_and_what_it_used_is_kept():
    desk = Desk(Says((GOOD,), usage=Usage(input=70, output=20)))
    await desk.hand_over()
    assert await desk.summaries_made() == []  # it waits for none
    await desk.dispatcher.send_due("summary")

    (made,) = await desk.summaries_made()
    assert (made.problem, made.wish, made.by) == ("A leak.", "A new one.", "model")
    assert (made.model, made.usage) == ("claude-small", Usage(input=70, output=20))
    assert await desk.conversations.outbox.listed("summary") == []


async def test_facts_that_the_model_leaves_out_are_added_by_code():
    desk = Desk(GOOD)
    found = ActionFinished(1, 1, "a", "get_order", "done", "ORD-1: shipped.")
    told = [opened(), wrote("a", "My kettle leaks."), found]
    await desk.conversations.append(HERE, told, after=0, at=NOON)
    await desk.hand_over()
    await desk.dispatcher.send_due("summary")

    (made,) = await desk.summaries_made()
    assert (made.by, made.verified) == ("model", "get_order: done. ORD-1: shipped.")


SLOW = Says((GOOD,), pause_seconds=0.3)
STRANGER = GOOD.replace("A leak.", "As eve@else.example says in ORD-99117.")


@pytest.mark.parametrize("answer", [ModelUnreachable(), "no JSON", SLOW, STRANGER])
async def test_away_malformed_late_or_of_somebody_else_it_is_the_plain_extract(answer):
    desk = Desk(answer)
    await desk.hand_over()
    await desk.dispatcher.send_due("summary")

    (made,) = await desk.summaries_made()
    assert (made.problem, made.by) == ('"My kettle leaks."', "extract")


async def test_it_is_made_once_whoever_else_makes_it_too():
    desk = Desk(GOOD, GOOD)
    await desk.hand_over()
    started = len(await desk.conversations.read(HERE)) - 1
    await asyncio.gather(desk.summaries.make(HERE, started), desk.summaries.make(HERE, started))
    await desk.dispatcher.send_due("summary")

    assert len(await desk.summaries_made()) == 1


async def test_each_handover_has_its_own():
    desk = Desk(GOOD, GOOD)
    for _ in range(2):
        await desk.hand_over()
        await desk.dispatcher.send_due("summary")
        await desk.handovers.hand_back(HERE)

    events = [record.event for record in await desk.conversations.read(HERE)]
    kinds = [type(event) for event in events]
    first, second = [n for n, kind in enumerate(kinds, 1) if kind is HandoverStarted]
    assert [made.started for made in await desk.summaries_made()] == [first, second]
    assert kinds.count(HandedBack) == 2


class Failing:
    def __init__(self):
        self.tries = 0

    async def send(self, _):
        self.tries += 1
        raise RuntimeError if self.tries % 2 else FrontdeskError("Nobody is there.")


async def test_what_fails_is_tried_again_with_growing_pauses_and_then_given_up():
    desk, failing = Desk(), Failing()
    clock, outbox = desk.means.clock, desk.conversations.outbox
    dispatcher = Dispatcher(outbox, clock, {"summary": failing.send})
    await desk.hand_over()
    waited = []
    while True:
        await dispatcher.send_due("summary")
        (item,) = await outbox.listed("summary")
        if item.due is None:
            break
        waited.append((item.due - clock.now()).total_seconds())
        assert await dispatcher.send_due("summary") == 0
        clock.time = item.due

    assert tuple(waited) == PAUSES
    assert failing.tries == len(PAUSES) + 1
    assert item.problem == "Nobody is there."
