"""Nothing is appended, sent back to the model or shown before its secrets are destroyed."""

import asyncio
from typing import get_args

import pytest

from frontdesk.adapters.language import FastTextLanguages
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    AddressGiven,
    Assigned,
    CameBack,
    Choice,
    ChoicesOffered,
    CodeSent,
    CustomerBound,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Decided,
    DraftDiscarded,
    Event,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PersonWrote,
    PieceWithheld,
    Rated,
    ReceiptSent,
    Redacted,
    Reopened,
    ReplyMailed,
    ReplyPartSent,
    Snoozed,
    TargetMissed,
    TicketOpened,
    Transferred,
    TurnEnded,
    TurnRated,
    TurnStarted,
    Usage,
)
from frontdesk.domain.mark import SECRET_REMOVED
from frontdesk.guards.secrets import Detector
from frontdesk.ports.model import BlockClosed, Cited, Ended, Text
from frontdesk.turns.casework import Casework
from frontdesk.turns.door import Door
from frontdesk.turns.log import Logs
from frontdesk.turns.overhearing import Overheard, blocks_without
from frontdesk.turns.scrubbing import NESTED, TEXTS, without_secrets
from frontdesk.turns.wordings import WORDINGS
from tests.builders import FixedClock
from tests.unit.turns.desk import HERE, small_desk

CARD = "4111 1111 1111 1111"
MARK = "[removed: card ending 1111]"
DETECTOR = Detector()

MODELS = {ModelAnswered, ReplyPartSent, PieceWithheld}
"""Scrubbed while they come, in hearing.py."""
FROM_CODE = {
    *(Assigned, CodeSent, CustomerConfirmed, CustomerDeclined, Decided, ModelAsked, NoticeSent),
    *(DraftDiscarded, ReceiptSent, Redacted, Reopened, Snoozed, TicketOpened, Transferred),
    *(TargetMissed, TurnEnded, TurnRated, TurnStarted, AddressGiven, ReplyMailed, CameBack),
}


def test_of_every_event_it_is_known_whose_words_it_holds():
    outside = {*TEXTS, *NESTED}

    assert outside | MODELS | FROM_CODE == {*get_args(Event)}
    assert not outside & (MODELS | FROM_CODE)


@pytest.mark.parametrize(
    "event",
    [
        CustomerWrote("c", CARD),
        PersonWrote("c", CARD, CARD),
        Rated(1, CARD),
        HandoverStarted(CARD),
        CustomerBound("jo", "verified", CARD),
        ActionFinished(1, 1, "u", "find", "done", f'{{"note":["{CARD}"]}}'),
        ActionStarted(1, 1, 1, "u", "find", {"a": [{"b": CARD}], "n": 3}, "read"),
        ChoicesOffered(1, 1, "c", CARD, (Choice("a", CARD),)),
    ],
    ids=lambda event: type(event).__name__,
)
def test_words_of_others_are_scrubbed_wherever_they_stand(event):
    clean = without_secrets(DETECTOR, event)

    assert CARD not in repr(clean)
    assert MARK in repr(clean)
    assert without_secrets(DETECTOR, clean) == clean


async def new_log(text="Hello", **opening):
    conversations = MemoryConversations()
    logs = Logs(conversations, FixedClock())
    door = Door(logs, conversations.vault, FastTextLanguages())
    await door.open_conversation(HERE, "a", text=text, **opening)
    return door, conversations, logs


async def events_of(conversations, kind):
    events = [record.event for record in await conversations.read(HERE)]
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize("language", WORDINGS)
async def test_the_customer_is_told_once_in_the_language_spoken(language):
    door, conversations, _ = await new_log(f"visa {CARD}", locale=f"{language}-XX")
    await asyncio.gather(*(door.take_message(HERE, f"m{n}", f"{n} {CARD}") for n in range(4)))

    notices = await events_of(conversations, NoticeSent)
    assert notices == [NoticeSent(SECRET_REMOVED, WORDINGS[language].scrubbed)]
    wrote = await events_of(conversations, CustomerWrote)
    assert [event.text for event in wrote] == [
        f"visa {MARK}",
        *(f"{n} {MARK}" for n in range(4)),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I can't get into my account, my password is Hunter2!x", "en"),
        ("Ich komme nicht in mein Konto, mein Passwort lautet Hunter2!x", "de"),
        ("No puedo entrar en mi cuenta, mi contraseña es Hunter2!x", "es"),
        ("Не могу войти в личный кабинет, мой пароль Hunter2!x", "ru"),
        ("Je n'arrive pas à me connecter, mon mot de passe est Hunter2!x", "fr"),
        (CARD, ""),
    ],
)
@pytest.mark.parametrize("locale", ["", "fr-CH"])
async def test_a_first_message_tells_its_language_itself(text, language, locale):
    _, conversations, _ = await new_log(text, locale=locale)
    notices = [event.text for event in await events_of(conversations, NoticeSent)]

    assert notices == [WORDINGS[language or locale[:2] or "en"].scrubbed]


async def test_who_types_a_mark_is_not_told_that_something_was_removed():
    _, conversations, _ = await new_log(f"What is {MARK}?")

    assert not await events_of(conversations, NoticeSent)
    wrote = await events_of(conversations, CustomerWrote)
    assert wrote[0].text == r"What is [\removed: card ending 1111]?"


async def test_the_same_message_again_is_the_same_though_nobody_kept_its_secret():
    door, _, _ = await new_log()
    first = await door.take_message(HERE, "m", f"pay with {CARD}")
    again = await door.take_message(HERE, "m", f"pay with {CARD}")

    assert (again.number, again.is_new) == (first.number, False)


async def test_people_leak_no_card_either():
    _, conversations, logs = await new_log()
    casework = Casework(logs, conversations.vault)
    await casework.reply(HERE, "p", f"Your card {CARD} was charged.", name="Ann")

    assert (await events_of(conversations, PersonWrote))[0].text == f"Your card {MARK} was charged."


async def test_the_model_reads_marks_and_what_it_repeats_is_scrubbed():
    async with small_desk(f"You have {CARD}. It is\n4111 1111\n1111 1111. Well.") as desk:
        await desk.say("a", f"Here: {CARD}")
        events = await desk.settled()

    assert CARD not in repr(desk.model.requests)
    assert MARK in repr(desk.model.requests)
    parts = "".join(event.text for event in events if isinstance(event, ReplyPartSent))
    assert parts.startswith(f"You have {MARK}. It is\n{MARK}. Well.")
    assert "4111" not in repr(events)


def heard(*items, public=tuple):
    overheard = Overheard(DETECTOR, public)
    return [each for item in items for each in overheard.take(item)]


def ended(*texts, **more):
    blocks = tuple({"type": "text", "text": text} for text in texts)
    return Ended("m", "end_turn", blocks, Usage())


def test_items_keep_their_order_and_wait_only_for_what_may_be_a_secret():
    first = heard(Text(0, "It costs"), Text(0, " $5."), BlockClosed(0))
    assert first == [Text(0, "It costs"), Text(0, " $5."), BlockClosed(0)]

    begun = [
        Text(0, "See 4111 1111"),
        BlockClosed(0),
        Text(1, " 1111 1111 ok."),
        Cited(1, "a", "q"),
    ]
    assert heard(*begun[:2]) == [Text(0, "See ")]
    assert heard(*begun, BlockClosed(1), ended("See 4111 1111", " 1111 1111 ok.")) == [
        Text(0, "See "),
        Text(0, MARK),
        BlockClosed(0),
        Text(1, " ok."),
        Cited(1, "a", "q"),
        BlockClosed(1),
        ended(f"See {MARK}", " ok."),
    ]


def test_what_an_article_publishes_may_be_said():
    article = "Our account is DE89 3704 0044 0532 0130 00."
    said = "Pay to DE89370400440532013000, not GB82WEST12345698765432. "
    items = heard(Text(0, said), BlockClosed(0), public=lambda: [article])

    assert items[0] == Text(0, "Pay to DE89370400440532013000, not [removed: IBAN]. ")


def test_calls_are_scrubbed_and_signed_thinking_with_a_secret_is_left_out():
    blocks = (
        {"type": "thinking", "thinking": f"They said {CARD}", "signature": "s"},
        {"type": "thinking", "thinking": "", "signature": "t"},
        {"type": "tool_use", "id": "u", "name": "find", "input": {"words": [CARD]}},
    )

    assert blocks_without(blocks, DETECTOR, tuple) == (
        blocks[1],
        {**blocks[2], "input": {"words": [MARK]}},
    )
