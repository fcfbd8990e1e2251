"""A day costs what it may, and one call's worth more at most."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import Says, ScriptedModel
from frontdesk.adapters.memory.usage import MemoryUsageLog
from frontdesk.domain.event import ConversationId, ModelAsked, NoticeSent, TurnEnded, Usage
from frontdesk.errors import DayCostReached
from frontdesk.insights import CappedModel
from frontdesk.ports.model import Request
from tests.builders import NOON, FixedClock, answered, asked, opened, wrote
from tests.unit.turns.desk import small_desk
from tests.unit.turns.test_acting import of

REQUEST = Request("claude-haiku-5-5", 100, (), ())
DIME = Usage(output=200_000)  # 10 cents at $0.50 a million


def capped(clock: FixedClock, most: str, calls: int = 50) -> tuple[CappedModel, ScriptedModel]:
    model = ScriptedModel([Says(("Yes.",), usage=DIME)] * calls)
    return CappedModel(model, Decimal(most), clock), model


async def ask(model: CappedModel, times: int) -> None:
    with suppress(DayCostReached):
        for _ in range(times):
            async with model.answer(REQUEST, deadline=5) as stream:
                async for _ in stream:
                    pass


@pytest.mark.parametrize(("most", "calls"), [("0.35", 4), ("0.30", 3), ("1000", 20)])
async def test_no_call_is_begun_once_the_day_has_cost_that_much(most, calls):
    model, asked_of = capped(FixedClock(), most)
    await ask(model, 20)

    assert len(asked_of.requests) == calls


async def test_the_next_day_begins_with_nothing_spent():
    clock = FixedClock()
    model, asked_of = capped(clock, "0.10")
    await ask(model, 5)
    clock.time += timedelta(hours=12)
    await ask(model, 5)

    assert len(asked_of.requests) == 2


async def test_what_was_spent_before_a_restart_counts():
    conversations = MemoryConversations()
    here = ConversationId("here")
    usage = {"input": 10, "output": DIME.output}
    for number, at in enumerate((NOON - timedelta(days=1), NOON)):
        events = [opened(), wrote("a"), asked(at=at), answered(**usage)]
        await conversations.append(ConversationId(f"{here}{number}"), events, after=0, at=at)
    model, asked_of = capped(FixedClock(), "0.20")
    await model.recall(MemoryUsageLog(conversations))
    await ask(model, 5)

    assert len(asked_of.requests) == 1


async def test_who_writes_then_is_told_that_the_message_is_kept_and_gets_an_answer_later():
    clock = FixedClock()
    model, _ = capped(clock, "0.10")
    async with small_desk(model=model, clock=clock) as desk:
        await desk.say("a")
        await desk.settled()
        await desk.say("b")
        await desk.until(NoticeSent)
        clock.time += timedelta(days=1)
        events = await desk.settled()

    (notice,) = of(NoticeSent, events)
    assert notice.code == "day_cost_reached"
    assert "no need to send it again" in notice.text
    assert len(of(TurnEnded, events)) == 2
    assert len(of(ModelAsked, events)) >= 3
