"""Following a conversation live, as slowly as one likes."""

from contextlib import aclosing
from datetime import UTC, datetime

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import ConversationId, ConversationOpened, CustomerWrote, PersonWrote
from frontdesk.turns.activity import Activities, Activity
from frontdesk.turns.feed import BACKLOG, follow

HERE = ConversationId("here")
AT = datetime(2026, 9, 1, tzinfo=UTC)


async def test_whoever_follows_hears_that_the_line_is_alive_while_nothing_happens():
    conversations = MemoryConversations()
    await conversations.append(HERE, [ConversationOpened("en")], after=0, at=AT)

    async with aclosing(follow(conversations, Activities(), HERE, pulse=0.01)) as feed:
        items = [await anext(feed) for _ in range(4)]

    assert [len(item) for item in items if not isinstance(item, Activity)] == [1, 0, 0, 0]


async def test_what_is_appended_together_comes_together_and_a_pulse_takes_nothing_away():
    conversations = MemoryConversations()
    async with aclosing(follow(conversations, Activities(), HERE, pulse=0.001)) as feed:
        assert await anext(feed) == []
        both = [ConversationOpened("en"), CustomerWrote("a", "Hello")]
        appended = await conversations.append(HERE, both, after=0, at=AT)
        while not (come := await anext(feed)):
            pass

    assert come == appended


async def test_a_slow_follower_misses_nothing_and_little_is_kept_for_it():
    conversations, activities = MemoryConversations(), Activities()
    total = BACKLOG * 3
    async with aclosing(follow(conversations, activities, HERE)) as feed:
        assert not await anext(feed)
        for n in range(total):
            said = PersonWrote(f"p{n}", "Hello", "Ana")
            await conversations.append(HERE, [said], after=n, at=AT)
            activities.show(HERE, "typing")
        seen, items = [], 0
        while len(seen) < total:
            item = await anext(feed)
            items += 1
            seen += [record.number for record in item] if isinstance(item, tuple | list) else []

    assert seen == list(range(1, total + 1))
    assert items <= BACKLOG + 1
