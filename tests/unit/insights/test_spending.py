"""Spending by day: every call once, on the day it was asked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.usage import MemoryUsageLog
from frontdesk.domain.event import ConversationId, ModelAsked, Summarized, Usage
from frontdesk.insights import read_spending
from tests.builders import NOON, answered, asked, ended, opened, part

HERE, THERE = ConversationId("here"), ConversationId("there")
DAY = timedelta(days=1)
TODAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 22)


class Past:
    """Conversations of which each append has its own moment."""

    def __init__(self) -> None:
        self.conversations = MemoryConversations()

    async def add(self, id, *events, at=NOON):
        last = len(await self.conversations.read(id))
        await self.conversations.append(id, events, after=last, at=at)

    async def spending(self, since=None):
        return await read_spending(MemoryUsageLog(self.conversations), since=since)


@pytest.fixture
async def past():
    """Two conversations; the first goes on the day after."""
    past = Past()
    cold = answered(1, cache_write_1h=2_000, cache_write_5m=800, input=10, output=100)
    await past.add(HERE, opened(), asked(1), cold, part(1), ended(1))
    warm = answered(1, cache_read=2_000, cache_write_5m=700, input=10, output=90)
    await past.add(THERE, opened(), asked(1), warm, ended(1))
    cut = answered(2, stop_reason="model_reply_broken")
    late = answered(2, 2, cache_read=2_000, cache_write_5m=900, input=10, output=80)
    await past.add(HERE, asked(2), cut, asked(2, 2), late, ended(2), at=NOON + DAY)
    return past


async def test_each_day_has_what_was_asked_on_it(past):
    days = (await past.spending()).days

    assert list(days) == [TODAY, TOMORROW]
    assert (len(days[TODAY].conversations), len(days[TODAY].turns), days[TODAY].calls) == (2, 2, 2)
    assert (len(days[TOMORROW].conversations), days[TOMORROW].calls) == (1, 2)


async def test_the_total_counts_a_conversation_once_however_many_days_it_takes(past):
    total = (await past.spending()).total

    assert (len(total.conversations), len(total.turns), total.calls) == (2, 3, 4)
    assert total.counted == 3
    assert total.usage.cache_read == 4_000
    assert total.cache_read_share == 4_000 / total.usage.prompt


async def test_dollars_are_those_of_the_price_list_and_saved_against_no_cache(past):
    today = (await past.spending()).days[TODAY]
    written, read = Decimal("0.0004") + Decimal("0.0001875"), Decimal("0.00002")
    fresh, said = Decimal("0.000002"), Decimal("0.000095")

    assert today.dollars == written + read + fresh + said
    assert today.dollars_without_cache == Decimal("0.000552") + said
    assert today.saved == today.dollars_without_cache - today.dollars
    assert today.dollars_per_conversation == today.dollars / 2


async def test_since_a_moment_leaves_out_what_was_asked_before(past):
    spending = await past.spending(since=NOON + DAY)

    assert list(spending.days) == [TOMORROW]
    assert spending.total.broken == 0


async def test_a_call_that_was_never_answered_counts_as_asked(past):
    await past.add(THERE, asked(2))

    total = (await past.spending()).total
    assert (total.calls, total.counted) == (5, 3)


async def test_a_model_without_a_price_is_named_not_guessed(past):
    unknown = ModelAsked(2, 1, 1, "house-model", "b", 1, NOON)
    await past.add(THERE, unknown, answered(2, input=1_000_000))
    before = (await past.spending(since=NOON + 2 * DAY)).total

    total = (await past.spending()).total
    assert total.unpriced == {"house-model": 1}
    assert total.usage.input == 1_000_030
    assert total.dollars < 1
    assert before.dollars_per_conversation is None


async def test_broken_prefixes_are_counted(past):
    await past.add(HERE, asked(3), answered(3, cache_read=2_000), at=NOON + DAY)

    spending = await past.spending()
    assert spending.total.broken == 1
    assert spending.days[TOMORROW].broken == 1


async def test_a_cold_call_that_writes_nothing_for_an_hour_has_an_uncached_prefix(past):
    cold = await past.spending()
    await past.add(THERE, asked(2), answered(2, cache_write_5m=3_000))

    warm = await past.spending()
    assert (cold.total.cold, cold.total.uncached) == (1, 0)
    assert (warm.total.cold, warm.total.uncached) == (2, 1)
    assert cold.last_cold["claude-haiku-5-5"].usage.cache_write_1h == 2_000
    assert warm.last_cold["claude-haiku-5-5"].usage.cache_write_1h == 0


async def test_a_summary_costs_money_but_is_no_turn_and_says_nothing_of_the_prefix(past):
    before = (await past.spending()).total
    used = Usage(input=1_000_000, output=100)
    await past.add(HERE, Summarized(2, "They asked.", "model", "claude-haiku-5-5", "m", used))

    total = (await past.spending()).total
    assert total.dollars - before.dollars == Decimal("0.5") + Decimal("0.00025")
    assert (total.calls, total.counted) == (before.calls + 1, before.counted + 1)
    assert (total.turns, total.cold) == (before.turns, before.cold)
