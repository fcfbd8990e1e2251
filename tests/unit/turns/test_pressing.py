"""A card is settled once, whoever presses how often."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.event import (
    ConversationId,
    CustomerConfirmed,
    CustomerDeclined,
    Decided,
    NoticeSent,
    PersonJoined,
)
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.errors import ConfirmationNotFound, ConversationNotFound
from frontdesk.turns.log import Logs
from frontdesk.turns.pressing import Presses
from frontdesk.turns.wordings import ENGLISH, RUSSIAN
from tests.builders import NOON, FixedClock, opened
from tests.cards import a_turn, offer, reserved
from tests.means import some_means

HERE = ConversationId("here")


async def a_desk(*more, **differing):
    conversations, clock = MemoryConversations(), FixedClock()
    card = offer(now=NOON)
    events = [opened(), *a_turn(1, card), *more]
    await conversations.append(HERE, events, after=0, at=NOON, together=[reserved(card)])
    means = some_means(conversations, clock=clock, **differing)
    return Presses(means, Logs(conversations, clock), lambda _: None), conversations, clock


async def settlements(conversations):
    events = [record.event for record in await conversations.read(HERE)]
    return [each for each in events if isinstance(each, CustomerConfirmed | CustomerDeclined)]


@pytest.mark.parametrize(
    ("decision", "outcome"), [("confirm", "confirmed"), ("decline", "declined")]
)
async def test_a_press_settles_the_card(decision, outcome):
    presses, conversations, _ = await a_desk()

    assert await presses.press(HERE, "conf-1", decision) == outcome
    assert [each.outcome for each in await settlements(conversations)] == [outcome]


async def test_of_many_presses_the_first_counts_and_all_hear_the_same():
    presses, conversations, _ = await a_desk()

    decisions = ["confirm", "decline"] * 10
    heard = await asyncio.gather(*(presses.press(HERE, "conf-1", each) for each in decisions))

    assert len(set(heard)) == 1
    assert len(await settlements(conversations)) == 1


@pytest.mark.parametrize("decision", ["confirm", "decline"])
async def test_after_its_time_a_card_has_expired_whatever_is_pressed(decision):
    presses, conversations, clock = await a_desk()
    clock.time = NOON + timedelta(minutes=15)

    assert await presses.press(HERE, "conf-1", decision) == "expired"
    assert await settlements(conversations) == [CustomerDeclined("conf-1", "expired")]


async def test_a_press_just_in_time_counts():
    presses, _, clock = await a_desk()
    clock.time = NOON + timedelta(minutes=15, microseconds=-1)

    assert await presses.press(HERE, "conf-1", "confirm") == "confirmed"


@pytest.mark.parametrize("decision", ["confirm", "decline"])
async def test_a_card_whose_lines_were_offered_anew_after_its_time_has_expired(decision):
    presses, conversations, clock = await a_desk()
    clock.time = NOON + timedelta(hours=2)
    anew = offer("conf-2", now=clock.time)
    there = [opened(), *a_turn(1, anew)]
    await conversations.append(
        ConversationId("there"), there, after=0, at=clock.time, together=[reserved(anew)]
    )

    assert await presses.press(HERE, "conf-1", decision) == "expired"
    assert await settlements(conversations) == [CustomerDeclined("conf-1", "expired")]
    entry = await conversations.ledger.entry("conf-2")
    assert entry
    assert entry.state == "offered"


async def test_a_card_can_be_pressed_while_a_person_has_the_conversation():
    presses, _, _ = await a_desk(PersonJoined("Ana"))

    assert await presses.press(HERE, "conf-1", "confirm") == "confirmed"


async def test_a_card_that_nobody_offered_is_not_found():
    presses, _, _ = await a_desk()

    with pytest.raises(ConfirmationNotFound):
        await presses.press(HERE, "conf-2", "confirm")
    with pytest.raises(ConversationNotFound):
        await presses.press(ConversationId("there"), "conf-1", "confirm")


@pytest.mark.parametrize(("language", "words"), [("", ENGLISH), ("ru", RUSSIAN)])
async def test_what_becomes_of_a_card_is_told_in_the_language_of_the_customer(language, words):
    decided = Decided(1, "answer", "", language=language)
    strict = RefundPolicy(person_above=Decimal(1))
    presses, conversations, _ = await a_desk(decided, refunds=strict)

    assert await presses.press(HERE, "conf-1", "confirm") == "with_person"

    events = [record.event for record in await conversations.read(HERE)]
    (told,) = [event.text for event in events if isinstance(event, NoticeSent)]
    assert told == words.refund_with_person


async def test_a_card_that_was_changed_in_the_database_lets_nothing_happen():
    presses, conversations, _ = await a_desk(seal=CardSeal(b"of this desk"))

    assert await presses.press(HERE, "conf-1", "confirm") == "refused"
    assert (await conversations.ledger.entry("conf-1")).state == "released"
