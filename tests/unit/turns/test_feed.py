"""Following a conversation live, as slowly as one likes."""

from contextlib import aclosing
from datetime import UTC, datetime

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import ConversationId, PersonWrote
from frontdesk.turns.activity import Activities
from frontdesk.turns.feed import BACKLOG, follow

ID = ConversationId("c")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def test_a_slow_follower_misses_nothing_and_little_is_kept_for_it():
    conversations, activities = MemoryConversations(), Activities()
    total = BACKLOG * 3
    async with aclosing(follow(conversations, activities, ID)) as feed:
        assert not await anext(feed)
        for n in range(total):
            said = PersonWrote(f"p{n}", "Hello", "Ana")
            await conversations.append(ID, [said], after=n, at=NOW)
            activities.show(ID, "typing")
        seen, items = [], 0
        while len(seen) < total:
            item = await anext(feed)
            items += 1
            seen += [record.number for record in item] if isinstance(item, tuple | list) else []

    assert seen == list(range(1, total + 1))
    assert items <= BACKLOG + 1
