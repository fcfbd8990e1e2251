"""People take a conversation, answer in it and give it back; the bot keeps out meanwhile."""

import asyncio

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import (
    Closed,
    ConversationId,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    TurnEnded,
    TurnStarted,
)
from frontdesk.errors import ConversationClosed, ConversationNotFound, MessageEmpty, NameMissing
from frontdesk.turns.handing_over import ASKED, Handovers
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, opened, part, wrote

HERE = ConversationId("here")
EMAIL = "help@shop.example"


async def a_desk(*events):
    conversations = MemoryConversations()
    before = [opened(), wrote("a"), *events]
    await conversations.append(HERE, before, after=0, at=NOON)

    async def since():
        return [record.event for record in await conversations.read(HERE, len(before))]

    return Handovers(Logs(conversations, FixedClock()), conversations.vault, EMAIL), since


def kinds(events):
    return [type(event).__name__ for event in events]


async def test_the_open_turn_ends_in_the_append_that_hands_over():
    handovers, since = await a_desk(TurnStarted(1, 1, (2,)), part(1))

    assert await handovers.hand_over(HERE, "I want to talk to somebody.") == "queue"
    ended, started, notice = await since()
    assert ended == TurnEnded(1, 1, "handover", (2,))
    assert started == HandoverStarted("I want to talk to somebody.", "urgent")
    assert isinstance(notice, NoticeSent)
    assert EMAIL in notice.text


async def test_a_turn_that_newer_messages_superseded_just_goes():
    handovers, since = await a_desk(TurnStarted(1, 1, (2,)), wrote("b"))

    await handovers.hand_over(HERE)
    assert kinds(await since()) == ["HandoverStarted", "NoticeSent"]
    assert (await since())[0].reason == ASKED


async def test_asking_again_changes_nothing():
    handovers, since = await a_desk()

    holders = await asyncio.gather(*(handovers.hand_over(HERE) for _ in range(10)))
    assert set(holders) == {"queue"}
    assert kinds(await since()) == ["HandoverStarted", "NoticeSent"]
    await handovers.reply(HERE, "p1", "Hello!", name="Ana")
    assert await handovers.hand_over(HERE) == "person"


async def test_a_closed_conversation_is_opened_again_for_a_person():
    handovers, since = await a_desk(Closed("solved"))

    await handovers.hand_over(HERE)
    assert kinds(await since()) == ["Reopened", "HandoverStarted", "NoticeSent"]


async def test_who_replies_joins_first_and_only_once():
    handovers, since = await a_desk(TurnStarted(1, 1, (2,)), part(1))

    await handovers.reply(HERE, "p1", "Hello!", name="Ana")
    await handovers.reply(HERE, "p2", "How can I help?", name="Ben")
    assert await since() == [
        TurnEnded(1, 1, "handover", (2,)),
        PersonJoined("Ana"),
        PersonWrote("p1", "Hello!", "Ana"),
        PersonWrote("p2", "How can I help?", "Ben"),
    ]


async def test_the_same_reply_is_said_once():
    handovers, since = await a_desk()

    await asyncio.gather(*(handovers.reply(HERE, "p1", "Hello!", name="Ana") for _ in range(10)))
    assert kinds(await since()) == ["PersonJoined", "PersonWrote"]


@pytest.mark.parametrize(
    ("text", "name", "error"),
    [("  ", "Ana", MessageEmpty), ("Hello", " ", NameMissing)],
)
async def test_a_reply_has_words_and_a_name(text, name, error):
    handovers, since = await a_desk()

    with pytest.raises(error):
        await handovers.reply(HERE, "p1", text, name=name)
    assert await since() == []


async def test_nobody_replies_in_a_closed_conversation():
    handovers, _ = await a_desk(Closed("solved"))

    with pytest.raises(ConversationClosed):
        await handovers.reply(HERE, "p1", "Hello!", name="Ana")


async def test_what_people_have_can_be_given_back_once():
    handovers, since = await a_desk(HandoverStarted("asked"))

    assert await handovers.hand_back(HERE)
    assert not await handovers.hand_back(HERE)
    assert await since() == [HandedBack()]


async def test_a_conversation_that_does_not_exist_is_not_found():
    handovers, _ = await a_desk()
    there = ConversationId("there")

    for call in (
        handovers.hand_over(there),
        handovers.reply(there, "p1", "Hello!", name="Ana"),
        handovers.hand_back(there),
    ):
        with pytest.raises(ConversationNotFound):
            await call
