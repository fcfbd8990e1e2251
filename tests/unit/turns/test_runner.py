"""Turns survive: whoever works on one may die, stall or be told to stop."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import Says, ScriptedModel
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.event import (
    HandoverStarted,
    NoticeSent,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.errors import ModelBusy, ModelKeyRefused, StorageFailed
from frontdesk.knowledge import Library
from frontdesk.turns import leasing, runner
from frontdesk.turns.log import Logs
from frontdesk.turns.patience import Patience
from frontdesk.turns.runner import Runner
from tests.builders import FixedClock, opened, wrote
from tests.means import some_means
from tests.unit.turns.desk import HERE, small_desk
from tests.unit.turns.test_acting import of

SLOW = Says(("First. ", "Second."), pause_seconds=0.03)


@pytest.fixture
def soon(monkeypatch):
    """What happens every few seconds happens every few milliseconds."""
    monkeypatch.setattr(runner, "RECOVERY_SECONDS", 0.01)
    monkeypatch.setattr(leasing, "RENEWED_AFTER_SECONDS", 0.01)


@asynccontextmanager
async def working(
    conversations: MemoryConversations, worker: str, *script, clock=None
) -> AsyncGenerator[ScriptedModel]:
    """One of several workers over the same conversations."""
    model = ScriptedModel(script)
    means = some_means(
        conversations,
        model=model,
        library=Library(MemoryPassages()),
        clock=clock or FixedClock(),
    )
    work = Runner(conversations, Logs(conversations, means.clock), means, worker=worker)
    async with work.running():
        yield model


async def a_message(conversations: MemoryConversations) -> None:
    async with Logs(conversations, FixedClock()).use(HERE) as log:
        await log.append(opened(), wrote("a"))


async def until(conversations, kind, count=1):
    async with asyncio.timeout(5):
        while True:
            events = [record.event for record in await conversations.read(HERE)]
            if len(of(kind, events)) >= count:
                return events
            await asyncio.sleep(0.002)


async def test_of_two_workers_one_takes_the_turn(soon):
    conversations = MemoryConversations()
    await a_message(conversations)
    async with working(conversations, "one", SLOW) as one:
        await until(conversations, TurnStarted)
        async with working(conversations, "two", SLOW) as two:
            events = await until(conversations, TurnEnded)

    assert [(s.turn, s.attempt) for s in of(TurnStarted, events)] == [(1, 1)]
    assert (len(one.requests), len(two.requests)) == (1, 0)


async def test_a_worker_that_stalls_is_taken_over_and_says_nothing_more(soon, monkeypatch):
    monkeypatch.setattr(leasing, "RENEWED_AFTER_SECONDS", 60)  # it does not come to renew it
    conversations, clock = MemoryConversations(), FixedClock()
    await a_message(conversations)
    stalled = Says(("First. ", "Second."), pause_seconds=0.4)
    async with working(conversations, "one", stalled, clock=clock):
        await until(conversations, TurnStarted)
        clock.time += timedelta(seconds=15)
        async with working(conversations, "two", "All of it.", clock=clock):
            await until(conversations, TurnEnded)
            await asyncio.sleep(0.5)
            events = await until(conversations, TurnEnded)

    assert [(s.turn, s.attempt) for s in of(TurnStarted, events)] == [(1, 1), (1, 2)]
    assert len(of(TurnEnded, events)) == 1
    assert {part.attempt for part in of(ReplyPartSent, events)} == {2}


async def test_a_worker_at_work_keeps_its_lease(soon):
    conversations, clock = MemoryConversations(), FixedClock()
    await a_message(conversations)
    async with (
        working(conversations, "one", SLOW, clock=clock) as one,
        working(conversations, "two", SLOW, clock=clock) as two,
    ):
        await until(conversations, TurnStarted)
        clock.time += timedelta(seconds=10)
        await asyncio.sleep(0.02)
        clock.time += timedelta(seconds=10)
        events = await until(conversations, TurnEnded)

    assert len(of(TurnStarted, events)) == 1
    assert len(one.requests) + len(two.requests) == 1


async def test_what_nobody_woke_is_found_within_seconds(soon):
    conversations = MemoryConversations()
    async with working(conversations, "one", "Here."):
        await a_message(conversations)
        await until(conversations, TurnEnded)


async def test_draining_finishes_what_is_open_and_begins_nothing():
    async with small_desk(SLOW, "Never said.") as desk:
        await desk.say("a")
        await desk.until(TurnStarted)
        draining = asyncio.create_task(desk.runner.drain(5))
        await asyncio.sleep(0)
        await desk.until(ReplyPartSent)
        await desk.say("b", "And a chair?")
        await draining
        events = await desk.log()

    assert [end.route for end in of(TurnEnded, events)] == ["sent"]
    assert await desk.conversations.owed() == [HERE]  # the next process answers the other one
    assert await desk.conversations.claim(
        HERE, "next", at=desk.means.clock.now(), until=desk.means.clock.now()
    )


async def test_draining_ends_in_bounded_time_and_leaves_the_rest_to_the_next():
    endless = Says(tuple(f"Word {n}. " for n in range(1000)), pause_seconds=0.05)
    async with small_desk(endless) as desk:
        await desk.say("a")
        await desk.until(ReplyPartSent)
        async with asyncio.timeout(1):
            await desk.runner.drain(0.05)
    async with small_desk("The rest.", conversations=desk.conversations) as restarted:
        events = await restarted.settled()

    assert len(of(TurnEnded, events)) == 1


async def test_no_more_turns_at_once_than_allowed():
    conversations = MemoryConversations()
    model = ScriptedModel([Says(("One.",), pause_seconds=0.05)] * 6)
    means = some_means(conversations, model=model, library=Library(MemoryPassages()))
    logs = Logs(conversations, means.clock)
    ids = [type(HERE)(f"c{n}") for n in range(6)]
    for id in ids:
        async with logs.use(id) as log:
            await log.append(opened(), wrote("a"))
    most = 0
    async with Runner(conversations, logs, means, turns_at_once=2).running():
        async with asyncio.timeout(5):
            while await conversations.owed():
                turns = [logs._open[id][0].state.turn for id in ids if id in logs._open]
                most = max(most, sum(turn is not None for turn in turns))
                await asyncio.sleep(0.002)

    assert most == 2
    assert len(model.requests) == 6


@pytest.mark.parametrize(
    "failure", [ModelKeyRefused(), ModelBusy(retry_after=3600)], ids=["refused", "an hour"]
)
async def test_a_provider_that_refuses_for_ever_gives_the_turn_to_a_person(failure):
    clock = FixedClock()
    patience = Patience(retry_seconds=0.001, attempt_seconds=0.01)
    async with small_desk(*[failure] * 200, clock=clock, patience=patience) as desk:
        await desk.say("a")
        await desk.until(NoticeSent)
        clock.time += timedelta(seconds=61)
        await desk.until(HandoverStarted)
        events = await desk.settled()

    assert [end.route for end in of(TurnEnded, events)] == ["handover"]
    assert [notice.code for notice in of(NoticeSent, events)] == [failure.code, "handover"]


class FullDisk(MemoryConversations):
    is_full = False

    async def append(self, *arguments, **named):
        if self.is_full:
            raise StorageFailed
        return await super().append(*arguments, **named)


async def test_a_full_disk_hands_nothing_over_and_is_recovered_from_alone():
    conversations = FullDisk()
    async with small_desk(SLOW, "Whole.", "Whole.", conversations=conversations) as desk:
        await desk.say("a")
        await desk.until(TurnStarted)
        conversations.is_full = True
        await asyncio.sleep(0.1)
        conversations.is_full = False
        events = await desk.settled()

    assert [end.route for end in of(TurnEnded, events)] == ["sent"]


def test_the_longest_pause_while_nothing_can_be_written_is_a_few_seconds():
    patience = Patience()

    assert patience.before_attempt(30, StorageFailed()) <= patience.storage_pause_seconds < 5


@pytest.mark.parametrize(("quiet", "answers"), [(0.0, [1, 1, 1]), (0.1, [3])])
async def test_on_a_slow_channel_whoever_still_writes_is_answered_once(quiet, answers):
    async with small_desk(
        *["Yes."] * 3, clock=SystemClock(), patience=Patience(quiet_seconds=quiet)
    ) as desk:
        for number in range(3):
            await desk.say(f"m{number}")
            await asyncio.sleep(0.03)
        events = await desk.settled()

    assert [len(ended.answers) for ended in of(TurnEnded, events)] == answers


async def test_draining_does_not_wait_for_a_customer_to_be_quiet():
    patience = Patience(quiet_seconds=30)
    async with small_desk("Yes.", clock=SystemClock(), patience=patience) as desk:
        await desk.say("a")
        await asyncio.sleep(0.02)
        async with asyncio.timeout(1):
            await desk.runner.drain(30)
        assert of(TurnStarted, await desk.log()) == []


class TakenMeanwhile:
    """A briefing that takes its time, in which people get the conversation."""

    async def current(self):
        async with self.desk.logs.use(HERE) as log:
            if log.state.holder == "bot":
                await log.append(HandoverStarted("pressed"))
        return self.desk.means.bundle


async def test_a_handover_while_a_turn_is_about_to_begin_breaks_nothing():
    briefing = TakenMeanwhile()
    with capture_logs() as logged:
        async with small_desk(briefing=briefing) as desk:
            briefing.desk = desk
            await desk.say("a")
            events = await desk.settled()

    assert of(TurnStarted, events) == []
    assert [each for each in logged if each["event"] == "turn broke"] == []
