"""A broken prefix costs ten times as much and shows nowhere else: the operator is told."""

from structlog.testing import capture_logs

from frontdesk.adapters.memory.model import Says
from frontdesk.domain.event import Usage
from tests.unit.turns.desk import HERE, small_desk

FIRST = Says(("You can.",), usage=Usage(cache_write_1h=2_000, cache_write_5m=800))
WHOLE = Says(("It is.",), usage=Usage(cache_read=2_800, cache_write_5m=100))
BROKEN = Says(("It is.",), usage=Usage(cache_read=2_000, cache_write_5m=900))


async def warnings(*script):
    with capture_logs() as logs:
        async with small_desk(*script) as desk:
            for n, _ in enumerate(script):
                await desk.say(f"message-{n}", "A secret question of the customer?")
                await desk.settled()
    return [entry for entry in logs if entry["event"] == "prefix broken"]


async def test_a_prefix_that_only_grew_is_no_news():
    assert await warnings(FIRST, WHOLE) == []


async def test_a_broken_prefix_is_told_once_with_the_tokens_it_cost():
    (told,) = await warnings(FIRST, BROKEN, Says(("Yes.",), usage=Usage(cache_read=2_900)))

    assert told["log_level"] == "warning"
    assert (told["conversation"], told["turn"], told["tokens"]) == (HERE, 2, 800)


async def test_the_warning_holds_no_word_of_the_conversation():
    (told,) = await warnings(FIRST, BROKEN)

    assert "secret" not in str(told)
    assert "It is" not in str(told)
