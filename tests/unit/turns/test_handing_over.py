"""Who has the conversation: it goes to people, from one to another, and back to the bot."""

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
    Reopened,
    Transferred,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.user import User, UserName
from frontdesk.errors import ConversationNotFound, HeldByAnother, MessageTooLong
from frontdesk.turns.handing_over import ASKED, Handovers
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, opened, part, wrote

HERE = ConversationId("here")
EMAIL = "help@shop.example"
ANA = User(UserName("ana"), "Ana")
BEN = User(UserName("ben"), "Ben")


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
    await handovers.take(HERE, ANA)
    assert await handovers.hand_over(HERE) == "person"


async def test_a_closed_conversation_is_opened_again_for_a_person():
    handovers, since = await a_desk(Closed("solved"))

    await handovers.hand_over(HERE)
    assert kinds(await since()) == ["Reopened", "HandoverStarted", "NoticeSent"]


async def test_of_two_who_take_it_at_once_one_gets_it_and_the_other_hears_who():
    handovers, since = await a_desk(TurnStarted(1, 1, (2,)), part(1))

    told = await asyncio.gather(
        *(handovers.take(HERE, user) for user in (ANA, BEN)), return_exceptions=True
    )
    (refused,) = [each for each in told if each is not None]
    ended, joined = await since()
    assert ended == TurnEnded(1, 1, "handover", (2,))
    assert isinstance(refused, HeldByAnother)
    assert str(refused) == f"{joined.name} has this conversation."


async def test_taking_what_one_has_changes_nothing():
    handovers, since = await a_desk()

    for _ in range(3):
        await handovers.take(HERE, ANA)
    assert await since() == [PersonJoined("Ana", ANA.name)]


async def test_taking_a_closed_one_opens_it_again():
    handovers, since = await a_desk(Closed("solved"))

    await handovers.take(HERE, ANA)
    assert await since() == [Reopened("Ana"), PersonJoined("Ana", ANA.name)]


async def test_it_goes_to_a_colleague_and_back_to_the_queue_from_whoever_has_it():
    handovers, since = await a_desk(PersonJoined("Ana", ANA.name))

    await handovers.transfer(HERE, by=ANA, to=BEN, had=ANA.name)
    with pytest.raises(HeldByAnother, match="Ben has"):
        await handovers.transfer(HERE, by=ANA, to=None, had=ANA.name)
    await handovers.transfer(HERE, by=BEN, to=None, had=BEN.name)
    assert await since() == [
        Transferred("Ana", ANA.name, "Ben", BEN.name),
        Transferred("Ben", BEN.name),
    ]
    assert await handovers.hand_over(HERE) == "queue"


async def test_guidance_goes_to_the_bot_without_contact_data():
    handovers, since = await a_desk(PersonJoined("Ana", ANA.name))

    await handovers.hand_back(HERE, " Send news to jo@mail.example. ", name="Ana")
    assert await since() == [HandedBack("Send news to [email_1].", "Ana")]
    with pytest.raises(MessageTooLong):
        await handovers.hand_back(HERE, "x" * 1001)


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
        handovers.take(there, ANA),
        handovers.transfer(there, by=ANA, to=BEN, had=ANA.name),
        handovers.hand_back(there),
    ):
        with pytest.raises(ConversationNotFound):
            await call
