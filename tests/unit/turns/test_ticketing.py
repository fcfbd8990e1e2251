"""What people do with tickets is done once."""

import asyncio

import pytest

from frontdesk.adapters.memory.tickets import MemoryTickets
from frontdesk.domain.ticket import TicketRequest
from frontdesk.errors import NameMissing, TicketMoved, TicketNotFound
from frontdesk.guards.secrets import Detector
from frontdesk.turns.ticketing import ScrubbedTickets, Ticketing
from tests.builders import NOON, FixedClock


@pytest.fixture
def ticketing():
    tickets = ScrubbedTickets(MemoryTickets(), Detector())
    asyncio.run(tickets.open(TicketRequest("Lamp", "It flickers."), key="a", at=NOON))
    return Ticketing(tickets, FixedClock())


async def test_the_same_reply_sent_again_is_kept_once(ticketing):
    secret = "We have your card 4111 1111 1111 1111."
    again = [await ticketing.reply("1001", secret, by="Ana", seen=0) for _ in range(3)]
    assert [len(each.history) for each in again] == [1, 1, 1]
    assert again[-1].state == "waiting"
    assert "4111" not in again[-1].history[0].text
    at_once = [ticketing.reply("1001", "Now.", by="Ana", seen=1) for _ in range(5)]
    assert {len(each.history) for each in await asyncio.gather(*at_once)} == {2}


async def test_a_reply_to_what_was_not_read_is_refused(ticketing):
    await ticketing.reply("TIC-1001", "I have it.", by="Ben", seen=0)
    with pytest.raises(TicketMoved):
        await ticketing.reply("TIC-1001", "I have it, too.", by="Ana", seen=0)
    assert len((await ticketing.ticket("tic-1001")).history) == 1


async def test_the_same_owner_and_state_again_are_no_step(ticketing):
    for _ in range(2):
        await ticketing.assign("1001", "Ana", by="Ben")
        await ticketing.change_state("1001", "solved", by="Ana")
    ticket = await ticketing.ticket("1001")
    assert [(note.by, note.owner, note.state) for note in ticket.history] == [
        ("Ben", "Ana", None),
        ("Ana", None, "solved"),
    ]
    assert (await ticketing.assign("1001", "", by="Ana")).owner == ""


async def test_nobody_writes_as_the_desk_or_in_what_is_not_there(ticketing):
    with pytest.raises(NameMissing):
        await ticketing.change_state("1001", "closed", by="Desk")
    with pytest.raises(TicketNotFound):
        await ticketing.assign("9", "Ana", by="Ben")
