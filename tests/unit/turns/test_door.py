"""What customers send is kept once."""

import asyncio

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.event import Closed, ConversationId, ConversationOpened, CustomerWrote
from frontdesk.errors import ConversationNotFound, MessageChanged, MessageEmpty, MessageTooLong
from frontdesk.turns.door import MAX_CHARACTERS, Door, Taken
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock

HERE = ConversationId("here")


def new_door():
    conversations = MemoryConversations()
    return Door(Logs(conversations, FixedClock()), conversations.vault), conversations


async def messages(conversations):
    events = [record.event for record in await conversations.read(HERE)]
    return [event.text for event in events if isinstance(event, CustomerWrote)]


async def test_the_same_message_any_number_of_times_is_one():
    door, conversations = new_door()
    await door.open_conversation(HERE, "a")

    taken = await asyncio.gather(*(door.take_message(HERE, "m", "Hi") for _ in range(20)))

    assert await messages(conversations) == ["Hi"]
    assert {one.number for one in taken} == {2}
    assert sum(one.is_new for one in taken) == 1


async def test_opening_again_gives_the_same_conversation_and_message():
    door, conversations = new_door()

    taken = await asyncio.gather(*(door.open_conversation(HERE, "a", text="Hi") for _ in range(10)))

    assert await messages(conversations) == ["Hi"]
    assert {one.number for one in taken} == {2}


async def test_opening_may_bring_no_text():
    door, conversations = new_door()

    assert await door.open_conversation(HERE, "a") == Taken(1, is_new=True)
    assert await messages(conversations) == []


async def test_another_text_under_the_same_client_id_is_refused():
    door, conversations = new_door()
    await door.open_conversation(HERE, "a", text="Hi")
    await door.take_message(HERE, "m", "One")

    with pytest.raises(MessageChanged):
        await door.take_message(HERE, "m", "Two")
    with pytest.raises(MessageChanged):
        await door.open_conversation(HERE, "a", text="Ho")
    assert await messages(conversations) == ["Hi", "One"]


@pytest.mark.parametrize(
    ("text", "error"),
    [("", MessageEmpty), (" \n\t", MessageEmpty), ("x" * (MAX_CHARACTERS + 1), MessageTooLong)],
)
async def test_what_cannot_be_taken_is_refused_and_keeps_nothing(text, error):
    door, conversations = new_door()

    with pytest.raises(error):
        await door.open_conversation(HERE, "a", text=text)
    assert await conversations.read(HERE) == []


async def test_a_message_needs_its_conversation():
    door, _ = new_door()

    with pytest.raises(ConversationNotFound):
        await door.take_message(HERE, "m", "Hi")


async def test_writing_into_a_closed_conversation_reopens_it():
    door, conversations = new_door()
    await door.open_conversation(HERE, "a", text="Hi")
    async with Logs(conversations, FixedClock()).use(HERE) as log:
        await log.append(Closed("done"))

    await door.take_message(HERE, "m", "One more")

    async with Logs(conversations, FixedClock()).use(HERE) as log:
        assert log.state.holder == "bot"
        assert log.state.needs_turn


async def test_contact_data_is_kept_in_the_vault_and_as_placeholders_in_the_log():
    door, conversations = new_door()
    await door.open_conversation(HERE, "a", text="I am jo@mail.example, [email_1]")
    await door.take_message(HERE, "b", "JO@mail.example or +49 170 1234567")

    assert await messages(conversations) == [
        r"I am [email_1], [\email_1]",
        "[email_1] or [phone_1]",
    ]
    assert await conversations.vault.values(HERE) == {
        "[email_1]": "jo@mail.example",
        "[phone_1]": "+49 170 1234567",
    }


async def test_a_message_with_contact_data_is_taken_once_too():
    door, conversations = new_door()
    text = "jo@mail.example"
    await door.open_conversation(HERE, "a", text=text)
    await door.take_message(HERE, "m", f"{text} ana@mail.example")

    again = [
        await door.open_conversation(HERE, "a", text=text),
        await door.take_message(HERE, "m", f"{text} ana@mail.example"),
    ]

    assert not any(taken.is_new for taken in again)
    for other in (f"{text} eve@mail.example", "[email_1] [email_2]"):
        with pytest.raises(MessageChanged):
            await door.take_message(HERE, "m", other)
    assert len(await messages(conversations)) == 2


async def test_messages_at_once_never_share_a_placeholder_for_two_values():
    conversations = MemoryConversations()
    doors = [Door(Logs(conversations, FixedClock()), conversations.vault) for _ in range(2)]
    await doors[0].open_conversation(HERE, "a")

    await asyncio.gather(
        *(doors[n % 2].take_message(HERE, f"m{n}", f"n{n % 4}@mail.example") for n in range(12))
    )

    values = await conversations.vault.values(HERE)
    events = [record.event for record in await conversations.read(HERE)]
    said = {event.client_id: event.text for event in events if isinstance(event, CustomerWrote)}
    assert {name: values[text] for name, text in said.items()} == {
        f"m{n}": f"n{n % 4}@mail.example" for n in range(12)
    }


async def test_a_message_kept_under_another_detector_counts_as_it_is():
    door, conversations = new_door()
    await conversations.append(
        HERE, [ConversationOpened(), CustomerWrote("m", "jo@mail.example")], after=0, at=NOON
    )

    assert await door.take_message(HERE, "m", "jo@mail.example") == Taken(2, is_new=False)
