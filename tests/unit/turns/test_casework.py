"""People answer, make notes, put off and close; the bot keeps out meanwhile."""

import asyncio
from datetime import timedelta

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import (
    Closed,
    ConversationId,
    DraftDiscarded,
    HandoverStarted,
    NoteWritten,
    PersonJoined,
    PersonWrote,
    Reopened,
    Snoozed,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.user import User, UserName
from frontdesk.errors import (
    ConversationClosed,
    ConversationNotFound,
    HeldByAnother,
    MessageEmpty,
    MessageTooLong,
    NameMissing,
    TurnNotFound,
)
from frontdesk.turns.casework import Casework
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, opened, part, wrote

HERE = ConversationId("here")
ANA = User(UserName("ana"), "Ana")
BEN = User(UserName("ben"), "Ben")
HELD = PersonJoined("Ana", ANA.name)


async def a_desk(*events):
    conversations = MemoryConversations()
    before = [opened(), wrote("a"), *events]
    await conversations.append(HERE, before, after=0, at=NOON)

    async def since():
        return [record.event for record in await conversations.read(HERE, len(before))]

    return Casework(Logs(conversations, FixedClock()), conversations.vault), since


def kinds(events):
    return [type(event).__name__ for event in events]


def replies(casework, by, id="p1", text="Hello!"):
    return casework.reply(HERE, id, text, name=by.shown, user=by.name)


async def test_who_replies_joins_first_and_only_once():
    casework, since = await a_desk(TurnStarted(1, 1, (2,)), part(1))

    await replies(casework, ANA)
    await replies(casework, ANA, "p2", "How can I help?")
    assert await since() == [
        TurnEnded(1, 1, "handover", (2,)),
        HELD,
        PersonWrote("p1", "Hello!", "Ana", ANA.name),
        PersonWrote("p2", "How can I help?", "Ana", ANA.name),
    ]


async def test_the_same_reply_is_said_once():
    casework, since = await a_desk()

    await asyncio.gather(*(replies(casework, ANA) for _ in range(10)))
    assert kinds(await since()) == ["PersonJoined", "PersonWrote"]


async def test_nobody_writes_over_a_colleague():
    casework, since = await a_desk(HELD)

    with pytest.raises(HeldByAnother, match="Ana has"):
        await replies(casework, BEN)
    assert await since() == []
    await casework.reply(HERE, "p2", "From the command line.", name="Ben")
    assert kinds(await since()) == ["PersonWrote"]


async def test_of_two_who_reply_at_once_one_gets_it():
    casework, since = await a_desk(HandoverStarted("asked"))

    told = await asyncio.gather(
        replies(casework, ANA), replies(casework, BEN, "p2"), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in told) == ["HeldByAnother", "NoneType"]
    assert kinds(await since()) == ["PersonJoined", "PersonWrote"]


async def test_contact_data_that_people_write_is_kept_as_placeholders():
    casework, since = await a_desk(HELD)

    await replies(casework, ANA, text="Write to me at ana@shop.example.")
    await casework.note(HERE, "n1", "Called +1 206 555 0142 twice.", by=ANA)
    wrote, note = await since()
    assert wrote.text == "Write to me at [email_1]."
    assert note.text == "Called [phone_1] twice."


@pytest.mark.parametrize(
    ("text", "name", "error"),
    [
        ("  ", "Ana", MessageEmpty),
        ("Hello", " ", NameMissing),
        ("x" * 4001, "Ana", MessageTooLong),
    ],
)
async def test_a_reply_has_words_and_a_name(text, name, error):
    casework, since = await a_desk()

    with pytest.raises(error):
        await casework.reply(HERE, "p1", text, name=name)
    assert await since() == []


async def test_a_note_is_made_once_whoever_has_it():
    casework, since = await a_desk(HELD)

    for _ in range(2):
        await casework.note(HERE, "n1", "VIP, be kind.", by=BEN)
    assert await since() == [NoteWritten("n1", "VIP, be kind.", "Ben", BEN.name)]


async def test_a_draft_is_discarded_once_and_only_of_a_turn_that_ended():
    ended = TurnEnded(1, 1, "held", (2,))
    casework, since = await a_desk(TurnStarted(1, 1, (2,)), ended)

    for _ in range(2):
        await casework.discard_draft(HERE, 1, by=ANA)
    with pytest.raises(TurnNotFound):
        await casework.discard_draft(HERE, 2, by=ANA)
    assert await since() == [DraftDiscarded(1, "Ana", ANA.name)]


async def test_closing_ends_the_open_turn_and_reopening_takes_it():
    casework, since = await a_desk(TurnStarted(1, 1, (2,)), part(1))

    for _ in range(2):
        await casework.close(HERE, by=ANA)
    with pytest.raises(ConversationClosed):
        await replies(casework, ANA)
    for _ in range(2):
        await casework.reopen(HERE, by=ANA)
    ended = TurnEnded(1, 1, "handover", (2,))
    assert await since() == [ended, Closed("solved", "Ana"), Reopened("Ana"), HELD]


async def test_what_people_have_can_be_put_off_and_brought_back():
    casework, since = await a_desk(HELD)
    later = NOON + timedelta(hours=3)

    for until in (later, later, None):
        await casework.snooze(HERE, until, by=ANA)
    with pytest.raises(HeldByAnother):
        await casework.snooze(HERE, later, by=BEN)
    assert await since() == [Snoozed(later, "Ana", ANA.name), Snoozed(None, "Ana", ANA.name)]


async def test_what_the_bot_has_is_not_put_off():
    casework, _ = await a_desk()

    with pytest.raises(ConversationClosed):
        await casework.snooze(HERE, NOON, by=ANA)


async def test_a_conversation_that_does_not_exist_is_not_found():
    casework, _ = await a_desk()
    there = ConversationId("there")

    for call in (
        casework.reply(there, "p1", "Hello!", name="Ana"),
        casework.note(there, "n1", "Hm.", by=ANA),
        casework.discard_draft(there, 1, by=ANA),
        casework.close(there, by=ANA),
        casework.reopen(there, by=ANA),
        casework.snooze(there, NOON, by=ANA),
    ):
        with pytest.raises(ConversationNotFound):
            await call
